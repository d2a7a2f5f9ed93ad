"""Cells against their kind's rule, on hand-picked and on wild input."""

from datetime import date, datetime

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.cells import normalise
from ingestion.declaration import Kind


def cells(kind: Kind, *values) -> list:
    return normalise(kind, pa.array(values)).values.to_pylist()


def bad(kind: Kind, *values) -> list[bool]:
    mask = normalise(kind, pa.array(values)).bad
    return mask.to_pylist() if mask is not None else [False] * len(values)


def luhn(digits: str) -> bool:
    doubled = (int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits)))
    return sum(d - 9 * (d > 9) for d in doubled) % 10 == 0


@pytest.mark.parametrize(
    ("kind", "found", "expected"),
    [
        (Kind.INTEGER, "1 234", 1234),
        (Kind.INTEGER, "1\u202f234", 1234),
        (Kind.INTEGER, "12.0", 12),
        (Kind.INTEGER, "-3", -3),
        (Kind.NUMBER, "4,5", 4.5),
        (Kind.NUMBER, "30 360", 30360.0),
        (Kind.DATE, "2015-12-31", date(2015, 12, 31)),
        (Kind.DATE, "2015-12-31T00:00:00", date(2015, 12, 31)),
        (Kind.DATE, "0004-01-01", date(4, 1, 1)),
        (Kind.DATE, "3035-02-03", date(3035, 2, 3)),
        (Kind.TIMESTAMP, "2019-11-30T20:00:16.123", datetime(2019, 11, 30, 20, 0, 16)),
        (Kind.BOOLEAN, "true", True),
        (Kind.BOOLEAN, "False", False),
        (Kind.CODE_COMMUNE, "1001", "01001"),
        (Kind.CODE_COMMUNE, "2A004", "2A004"),
        (Kind.CODE_DEPARTEMENT, "1", "01"),
        (Kind.SIREN, "5523712", "005523712"),
    ],
)
def test_cells_that_are_read(kind, found, expected):
    assert cells(kind, found, None) == [expected, None]


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        (Kind.INTEGER, "12.5"),
        (Kind.INTEGER, "douze"),
        (Kind.NUMBER, "1.2.3"),
        (Kind.DATE, "2023-02-30"),
        (Kind.DATE, "31/12/2015"),
        (Kind.TIMESTAMP, "hier"),
        (Kind.BOOLEAN, "peut-être"),
        (Kind.CODE_COMMUNE, "2C004"),
        (Kind.CODE_COMMUNE, "123456"),
        (Kind.SIRET, "73282932000075"),
        (Kind.SIRET, "7328293200007A"),
        (Kind.SIREN, "12345678901"),
    ],
)
def test_cells_that_break_their_rule(kind, found):
    assert bad(kind, None, found) == [False, True]


def test_la_poste_follows_its_own_rule():
    assert bad(Kind.SIRET, "35600000000048", "35600000049837", "35600000000053") == [False, False, True]


def test_codes_stored_as_numbers_are_text_again():
    assert normalise(Kind.TEXT, pa.array([5499.0, None])).values.to_pylist() == ["5499", None]
    assert normalise(Kind.CODE_COMMUNE, pa.array([1001, 75056])).values.to_pylist() == ["01001", "75056"]


def test_an_empty_batch_and_an_all_null_column():
    assert cells(Kind.SIRET) == []
    assert cells(Kind.DATE, None, None) == [None, None]


@given(st.lists(st.text(alphabet="0123456789", min_size=14, max_size=14), max_size=50))
def test_siret_check_digits_match_the_plain_definition(sirets):
    expected = [not luhn(s) and not (s[:9] == "356000000" and sum(map(int, s)) % 5 == 0) for s in sirets]
    assert bad(Kind.SIRET, *sirets) == expected


@given(st.sampled_from(list(Kind)), st.lists(st.none() | st.text(max_size=20), max_size=20))
def test_no_text_breaks_the_reader(kind, values):
    made = normalise(kind, pa.array(values, pa.string()))
    assert len(made.values) == len(values)
    for before, after, is_bad in zip(
        values,
        made.values.to_pylist(),
        (made.bad or pa.array([False] * len(values))).to_pylist(),
        strict=True,
    ):
        assert (after is None) == (before is None or (is_bad and kind.pg_type != "text"))
