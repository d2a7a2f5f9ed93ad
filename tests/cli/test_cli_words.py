"""What the terminal says."""

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from cli import words
from cli.__main__ import main
from cli.board import Board
from cli.report import _built, _tell_not_given, lost, reason
from cli.rest import TaskTry
from warehouse.ops.built import Counted

LOAD = {
    "source": "insee_cog",
    "resource": "commune",
    "vintage": "2026",
    "outcome": "published",
    "message": None,
}
COUNTED = Counted(made=3, models=334, passed=0, checks=576)


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(None, ""), (0.04, "0.0 s"), (9.94, "9.9 s"), (59.6, "1 min 00 s"), (75.2, "1 min 15 s")],
)
def test_durations(seconds, told):
    assert words.duration(seconds) == told


@pytest.mark.parametrize(
    ("octets", "told"), [(None, ""), (999, "999 B"), (1234567, "1.2 MB"), (3e15, "3000.0 TB")]
)
def test_sizes(octets, told):
    assert words.size(octets) == told


def test_quality():
    assert words.quality({"evaluated": None, "failed": None, "severity": None}) == ""
    assert words.quality({"evaluated": 12, "failed": 0, "severity": None}) == "12 ok"
    assert words.quality({"evaluated": 12, "failed": 2, "severity": "warning"}) == "2 of 12: warning"


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        ((15560, 13410, 0), "13,410 values of 15,560"),
        ((15560, 13410, 1665), "13,410 values of 15,560, 1,665 of town centres"),
        ((0, 0, 1665), "1,665 of town centres"),
    ],
    ids=["whole", "both", "centres"],
)
def test_an_indicator_tells_wholes_and_centres(seen: tuple, told: str):
    values, present, in_centres = seen
    assert words.indicator({"values": values, "present": present, "in_centres": in_centres}) == told


def _lines(show) -> list[str]:
    console = Console(file=io.StringIO(), width=200)
    with Board(console) as board:
        show(board)
        show(board)
    return console.file.getvalue().splitlines()


def test_each_stage_of_a_source_is_said_once():
    moving = {
        "source": "insee_cog",
        "resource": "commune",
        "vintage": "2026",
        "stage": "load",
        "done": 5,
        "total": None,
    }
    done = {**LOAD, "rows": 34875, "seconds": 3.0}
    lines = _lines(lambda board: (board.loads([], [moving]), board.loads([done], [])))
    assert lines == [
        "  insee_cog commune 2026: loading",
        "✓ insee_cog commune 2026: published, 34,875 rows in 3.0 s",
    ]


def test_a_failure_is_said_with_its_reason():
    failed = {**LOAD, "outcome": "failed", "message": "u: not [the] file\nmore"}
    assert _lines(lambda board: board.loads([failed], [])) == [
        "✗ insee_cog commune 2026: failed: u: not [the] file"
    ]


def test_a_task_of_the_build_is_said_when_it_begins_and_when_it_ends():
    going = [TaskTry("dbt_prepare", -1, "success", 1), TaskTry("dbt_models", -1, "running", 1)]
    begun = ["✓ warehouse dbt_prepare: done", "  warehouse dbt_models: begun"]
    assert _lines(lambda board: board.build(going, COUNTED)) == begun
    ended = [TaskTry("dbt_models", -1, "failed", 1), TaskTry("settle", -1, None, 0)]
    assert _lines(lambda board: board.build(ended, COUNTED)) == ["✗ warehouse dbt_models: failed"]


def test_a_stage_after_a_failure_is_not_called_a_failure():
    barred = [TaskTry("release", -1, "upstream_failed", 0)]
    assert _lines(lambda board: board.build(barred, COUNTED)) == ["  warehouse release: not reached"]


def test_the_reason_of_a_failure_is_the_first_line_of_the_last_exception(tmp_path: Path):
    log = tmp_path / "attempt=1.log"
    assert reason(log) == "it left no log"
    error = {"error_detail": [{"exc_type": "HeaderMismatch", "exc_value": "u: no COM\nthe rest"}]}
    log.write_text("not json\n" + json.dumps({"event": "begun"}) + "\n" + json.dumps(error), encoding="utf-8")
    assert reason(log) == "HeaderMismatch: u: no COM"


def test_help_and_mistakes(capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert "run" in capsys.readouterr().out
    monkeypatch.setenv("ACTE2_HOME", str(tmp_path))
    monkeypatch.setenv("LIVE", "1")
    monkeypatch.setenv("MIRROR", "/somewhere")
    assert main(["status"]) == 1
    assert "LIVE=1" in capsys.readouterr().err


def test_the_sources_are_listed(capsys: pytest.CaptureFixture):
    assert main(["list"]) == 0
    assert "insee_cog" in capsys.readouterr().out


def test_what_was_lost_is_a_warning_with_the_first_places():
    lossy = {
        **LOAD,
        "raw_table": "insee_cog_commune",
        "remarks": [f"column COM: {n} cells left empty; first: row 2 '[ND]'" for n in range(1, 7)],
    }
    console = Console(file=io.StringIO(), width=200)
    lost(console, [{**lossy, "remarks": None}, {**lossy, "remarks": []}, lossy])
    assert console.file.getvalue().splitlines() == [
        "Warning, insee_cog commune 2026:",
        *(f"  column COM: {n} cells left empty; first: row 2 '[ND]'" for n in range(1, 5)),
        "  2 more warnings; row by row: python -m ingestion rejects insee_cog_commune",
    ]


def test_a_file_that_nobody_gave_is_told_and_others_that_are_absent_are_not():
    told = io.StringIO()
    absent = {**LOAD, "outcome": "unavailable", "message": "no such file"}
    given = {
        **absent,
        "source": "cerema_fusac",
        "resource": "zone",
        "message": "not given: get it, put it there",
    }
    _tell_not_given(Console(file=told, width=200), [LOAD, absent, given])
    assert told.getvalue() == "cerema_fusac zone: not given: get it, put it there\n"


def test_a_build_that_made_all_does_not_speak_of_others():
    assert _built(Counted(3, 3, 5, 5)) == "3 models and seeds made, 5 checks"
    assert _built(Counted(1, 3, 5, 5)).endswith("the others stand, for nothing they hang on changed")
