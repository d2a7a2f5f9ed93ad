"""Texts that would be read from each word to the end: blanks, words of prices, nested JSON. Each is read once."""

import json
import time

import pyarrow as pa
import pytest

from ingestion.cells import normalise
from ingestion.declaration import Column, Keep, Kind
from ingestion.headers import tidy
from ingestion.readers.notes import is_note
from ingestion.registry import sources
from ingestion.scrub import NOT_JSON, scrub

MOST_S = 2.0
LONG = 6_000
PATTERNS = sorted(
    {
        keep
        for source in sources()
        for r in source.resources
        for c in r.columns
        for keep in c.keeps
        if keep.only
    },
    key=repr,
)
PIECES = (
    " ",
    "\n",
    "\u00a0",
    ": ",
    "évaluée ",
    "évaluée : ",
    "prix ",
    "prix de ",
    "montant  ",
    "1 ",
    "123 ",
    "1 000 ",
    "€ ",
    "12.",
    "fr ",
    "achat ",
    "'",
)


def timed(work) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


@pytest.mark.parametrize("keep", PATTERNS, ids=lambda keep: keep.key)
def test_a_kept_pattern_reads_a_text_once(keep: Keep):
    for piece in PIECES:
        for text in (f"prix{piece * LONG}x", piece * LONG, f"évaluée{piece * LONG}1"):
            cell = pa.array([json.dumps({keep.key: text})])
            assert timed(lambda cell=cell: scrub([keep], cell)) < MOST_S, (piece, len(text))


def test_a_price_is_found_whatever_words_are_before():
    (keep,) = {keep for keep in PATTERNS if keep.key == "descriptif"}
    for words in ("évaluée à", "de cession du fonds est évalué à", " ".join(["évaluée"] * 60) + " à"):
        (found,) = scrub(
            [keep], pa.array([json.dumps({"descriptif": f"prix {words} 12 000 euros"})])
        ).to_pylist()
        assert "12 000 euros" in found, words


@pytest.mark.parametrize("kind", list(Kind))
def test_a_cell_of_any_kind_is_read_once(kind: Kind):
    for piece in (" ", "\u00a0", "1", "1 ", "0", "-", ",", "[", "01004,", "é"):
        array = pa.array([piece * LONG, f"1{piece * LONG}", f"{piece * LONG}1"])
        assert timed(lambda array=array: normalise(kind, array)) < MOST_S, piece


@pytest.mark.parametrize("piece", [" ", "*", "* ", "(", "-", "1 ", "source ", "\u00a0"])
def test_a_note_and_a_header_are_read_once(piece: str):
    assert timed(lambda: is_note([piece * LONG, "", ""], 3)) < MOST_S
    assert timed(lambda: tidy(piece * LONG)) < MOST_S


def test_json_of_any_depth_is_scrubbed_or_said_to_be_none():
    keeps = (Keep("a"),)
    deep = ['{"a": ' * n + "1" + "}" * n for n in (10, 400, 100_000)]
    found = scrub(
        keeps, pa.array([*deep, "[" * 100_000, '{"a": "\\ud800\\u0000x"}', '{"a": NaN}', "nul", "1"])
    ).to_pylist()
    assert json.loads(found[0])["a"]["a"]
    assert found[2] == found[3] == found[6] == NOT_JSON
    assert json.loads(found[4]) == {"a": "\ufffdx"}
    assert found[7] == "{}"
    assert Column("x", "x", keeps=keeps).keeps == keeps
