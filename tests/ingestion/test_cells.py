"""Cells against their kind's rule, on hand-picked and on wild input."""

import math
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingestion.cells import normalise
from ingestion.declaration import MARKS, Kind
from ingestion.separators import Separators

TOLD_APART = Separators()


def cells(kind: Kind, *values, separators: Separators = TOLD_APART) -> list:
    return normalise(kind, pa.array(values), separators).values.to_pylist()


def bad(kind: Kind, *values) -> list[bool]:
    return mask(normalise(kind, pa.array(values)).bad, len(values))


def untold(kind: Kind, *values) -> list[bool]:
    return mask(normalise(kind, pa.array(values)).untold, len(values))


def mask(found: pa.Array | None, length: int) -> list[bool]:
    return [False] * length if found is None else found.to_pylist()


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
        (Kind.INTEGER, "1,00", 1),
        (Kind.INTEGER, "1e+05", 100_000),
        (Kind.INTEGER, "2.05E7", 20_500_000),
        (Kind.INTEGER, "1,234,567", 1_234_567),
        (Kind.INTEGER, "1.234.567", 1_234_567),
        (Kind.NUMBER, "4,5", 4.5),
        (Kind.NUMBER, "0,123", 0.123),
        (Kind.NUMBER, "1234,567", 1234.567),
        (Kind.NUMBER, "1.234", 1.234),
        (Kind.NUMBER, ",5", 0.5),
        (Kind.NUMBER, "30 360", 30360.0),
        (Kind.NUMBER, "1\u00a0234,5", 1234.5),
        (Kind.NUMBER, "1,234.56", 1234.56),
        (Kind.NUMBER, "1.234,56", 1234.56),
        (Kind.NUMBER, "52.485,00", 52485.0),
        (Kind.NUMBER, "1,5E3", 1500.0),
        (Kind.FIGURE, "22310.50", "22310.50"),
        (Kind.FIGURE, "1\u00a0234", "1234"),
        (Kind.FIGURE, "12,5", "12.5"),
        (Kind.FIGURE, "1e+05", "100000"),
        (Kind.FIGURE, "2.5E-2", "0.025"),
        (Kind.FIGURE, " s ", "s"),
        (Kind.FIGURE, "[ND]", "[ND]"),
        (Kind.FIGURE, "*", "*"),
        (Kind.DATE, "2015-12-31", date(2015, 12, 31)),
        (Kind.DATE, "31/12/2015", date(2015, 12, 31)),
        (Kind.DATE, "3/2/2015", date(2015, 2, 3)),
        (Kind.DATE, "03-02-2015", date(2015, 2, 3)),
        (Kind.DATE, "03.02.2015", date(2015, 2, 3)),
        (Kind.DATE, "20150203", date(2015, 2, 3)),
        (Kind.DATE, "2015/02/03 00:00:00", date(2015, 2, 3)),
        (Kind.DATE, "2024-02-29", date(2024, 2, 29)),
        (Kind.DATE, "2020-06-30T22:00:00Z", date(2020, 7, 1)),
        (Kind.DATE, "2020-12-31T23:00:00+00:00", date(2021, 1, 1)),
        (Kind.DATE, "2020-07-01T00:00:00+02:00", date(2020, 7, 1)),
        (Kind.DATE, "2020-07-01T00:00:00Z", date(2020, 7, 1)),
        (Kind.DATE, "1899-12-31T23:50:39Z", date(1900, 1, 1)),
        (Kind.DATE, "9999-12-31", date(9999, 12, 31)),
        (Kind.DATE, "2015-12-31T00:00:00", date(2015, 12, 31)),
        (Kind.DATE, "0004-01-01", date(4, 1, 1)),
        (Kind.DATE, "3035-02-03", date(3035, 2, 3)),
        (Kind.TIMESTAMP, "2019-11-30T20:00:16.123", datetime(2019, 11, 30, 20, 0, 16)),
        (Kind.TIMESTAMP, "2019-11-30T20:00:16Z", datetime(2019, 11, 30, 21, 0, 16)),
        (Kind.TIMESTAMP, "30/11/2019 20:00", datetime(2019, 11, 30, 20, 0)),
        (Kind.BOOLEAN, "true", True),
        (Kind.BOOLEAN, "False", False),
        (Kind.CODE_COMMUNE, "1001", "01001"),
        (Kind.CODE_COMMUNE, "1001.0", "01001"),
        (Kind.CODE_COMMUNE, "2A004", "2A004"),
        (Kind.CODE_COMMUNE, " 2a004\u00a0", "2A004"),
        (Kind.CODES_COMMUNE, '["10387", "10081"]', "10387,10081"),
        (Kind.CODES_COMMUNE, "10387, 10081", "10387,10081"),
        (Kind.CODES_COMMUNE, "10387;10081", "10387,10081"),
        (Kind.CODES_COMMUNE, "[1004, 10387]", "01004,10387"),
        (Kind.CODES_COMMUNE, "2a004 2b033", "2A004,2B033"),
        (Kind.CODE_DEPARTEMENT, "1", "01"),
        (Kind.CODE_DEPARTEMENT, "2b", "2B"),
        (Kind.SIREN, "5523717", "005523717"),
        (Kind.SIREN, "325175", "000325175"),
        (Kind.SIREN, "356 000 000", "356000000"),
        (Kind.SIRET, "356 000 000 00048", "35600000000048"),
        (Kind.SIRET, "356.000.000.00048", "35600000000048"),
        (Kind.SIRET, "552371900010", "00552371900010"),
    ],
)
def test_cells_that_are_read(kind, found, expected):
    assert cells(kind, found, None) == [expected, None]
    assert bad(kind, found, None) == untold(kind, found, None) == [False, False]


def test_whether_a_cell_says_anything():
    said = ["Dupont", " x ", "0", "nd/2"]
    unsaid = ["", " ", "\u00a0\t", "-", "N.A.", None]
    assert cells(Kind.PRESENCE, *said, *unsaid) == [True] * 4 + [False] * 6
    assert bad(Kind.PRESENCE, *said, *unsaid) == untold(Kind.PRESENCE, *said, *unsaid) == [False] * 10
    assert normalise(Kind.PRESENCE, pa.nulls(2)).values.to_pylist() == [False, False]
    assert normalise(Kind.PRESENCE, pa.array([1.5, None, math.nan])).values.to_pylist() == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        (Kind.INTEGER, "12.5"),
        (Kind.INTEGER, "douze"),
        (Kind.INTEGER, "1,000"),
        (Kind.INTEGER, "12.000"),
        (Kind.INTEGER, "1 2"),
        (Kind.INTEGER, "1234 567"),
        (Kind.INTEGER, "s"),
        (Kind.INTEGER, "99999999999999"),
        (Kind.NUMBER, "1.2.3"),
        (Kind.NUMBER, "1,000"),
        (Kind.NUMBER, "12,345"),
        (Kind.NUMBER, "1.23.456"),
        (Kind.NUMBER, "+5"),
        (Kind.NUMBER, "(5)"),
        (Kind.NUMBER, "5 %"),
        (Kind.NUMBER, "5 €"),
        (Kind.NUMBER, "inf"),
        (Kind.NUMBER, "1e309"),
        (Kind.NUMBER, "1" * 30),
        (Kind.FIGURE, "1,000"),
        (Kind.FIGURE, "1e309"),
        (Kind.FIGURE, "inf"),
        (Kind.FIGURE, "secret"),
        (Kind.DATE, "2023-02-30"),
        (Kind.DATE, "31/02/2015"),
        (Kind.DATE, "01/31/2024"),
        (Kind.DATE, "01/02/24"),
        (Kind.DATE, "0000-01-01"),
        (Kind.DATE, "20250230"),
        (Kind.DATE, "2020-06-30T22:00:00"),
        (Kind.DATE, "2020-12-31 23:00:00"),
        (Kind.DATE, "1899-12-31T23:50:39"),
        (Kind.DATE, "2020-06-30T25:00:00"),
        (Kind.DATE, "0001-01-01T00:00:00+02:00"),
        (Kind.TIMESTAMP, "hier"),
        (Kind.BOOLEAN, "peut-être"),
        (Kind.CODE_COMMUNE, "2C004"),
        (Kind.CODE_COMMUNE, "123456"),
        (Kind.CODE_COMMUNE, "0004"),
        (Kind.CODES_COMMUNE, "10 387"),
        (Kind.CODES_COMMUNE, "10387, Troyes"),
        (Kind.SIRET, "73282932000075"),
        (Kind.SIRET, "7328293200007A"),
        (Kind.SIRET, "410000004"),
        (Kind.SIREN, "12344"),
        (Kind.SIREN, "12345678901"),
    ],
)
def test_cells_that_break_their_rule(kind, found):
    assert bad(kind, None, found) == [False, True]
    assert cells(kind, None, found) == [None, None]
    assert untold(kind, None, found) == [False, False]


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.TEXT, Kind.FIGURE, Kind.PRESENCE}))
@pytest.mark.parametrize("word", ["[ND]", "n.d.", "nd", "NaN", "NA", "null", "None", "-", "#N/A", " N/A "])
def test_words_that_tell_nothing_are_null_and_counted(kind, word):
    assert cells(kind, word, None) == [None, None]
    assert bad(kind, word, None) == [False, False]
    assert untold(kind, word, None) == [True, False]


def test_blank_cells_are_null():
    assert cells(Kind.INTEGER, "", " ", "\u00a0", "1") == [None, None, None, 1]
    assert bad(Kind.INTEGER, "", " ", "\u00a0", "1") == [False] * 4


def test_marks_of_a_figure_stay_as_published():
    assert cells(Kind.FIGURE, *MARKS) == list(MARKS)
    assert cells(Kind.FIGURE, "NaN", "null") == [None, None]
    assert untold(Kind.FIGURE, "NaN", "null") == [True, True]


def test_separators_that_a_format_declares_decide():
    french, english = Separators(decimal=","), Separators(thousands=",")
    assert cells(Kind.NUMBER, "1.234", "1,234", "1.234,5", "1 234,5", "12", separators=french) == [
        1234.0,
        1.234,
        1234.5,
        1234.5,
        12.0,
    ]
    assert cells(Kind.INTEGER, "1,000", "12,000", "1.000", "1.5", separators=english) == [
        1000,
        12000,
        1,
        None,
    ]
    assert cells(Kind.FIGURE, "1.234", "s", "1.2", separators=french) == ["1234", "s", None]


def test_one_odd_cell_changes_no_other():
    found = ["12", "1,000", "7", "NaN", "1 234", None]
    assert cells(Kind.INTEGER, *found) == [12, None, 7, None, 1234, None]
    assert bad(Kind.INTEGER, *found) == [False, True, False, False, False, False]
    assert cells(Kind.DATE, "2023-02-30", "2023-03-02", "05/01/2024", "2024-01-05T00:00:00.000") == [
        None,
        date(2023, 3, 2),
        date(2024, 1, 5),
        date(2024, 1, 5),
    ]


def typed(kind: Kind, array: pa.Array) -> tuple[list, list[bool]]:
    found = normalise(kind, array)
    return found.values.to_pylist(), mask(found.bad, len(array))


def test_numbers_of_parquet():
    floats = pa.array([1.0, 2.5, math.nan, math.inf, 1e14, None])
    assert typed(Kind.INTEGER, floats) == (
        [1, None, None, None, None, None],
        [False, True, False, True, True, False],
    )
    assert typed(Kind.NUMBER, floats) == ([1, 2.5, None, None, None, None], [False] * 3 + [True, True, False])
    assert typed(Kind.NUMBER, pa.array([0.1], pa.float32())) == ([0.1], [False])
    assert typed(Kind.INTEGER, pa.array([2**63, 5], pa.uint64())) == ([None, 5], [True, False])
    assert typed(Kind.FIGURE, pa.array([1e5, 1e-7, math.nan])) == (["100000", "0.0000001", None], [False] * 3)
    assert typed(Kind.YEAR, pa.array([2023.0, math.nan])) == ([2023, None], [False, False])


def test_codes_among_floats_and_decimals_have_no_point():
    assert typed(Kind.TEXT, pa.array([5499.0, 12.5, math.nan, None]))[0] == ["5499", "12.5", None, None]
    assert typed(Kind.TEXT, pa.array([Decimal("5499.00")]))[0] == ["5499"]
    assert typed(Kind.CODES_COMMUNE, pa.array([["10387", "1004"], None]))[0] == ["10387,01004", None]


def test_days_of_parquet_are_days_of_paris():
    moments = [datetime(2020, 6, 30, 22), datetime(2020, 12, 31, 23), datetime(2020, 7, 1), None]
    assert typed(Kind.DATE, pa.array(moments, pa.timestamp("us", "UTC")))[0] == [
        date(2020, 7, 1),
        date(2021, 1, 1),
        date(2020, 7, 1),
        None,
    ]
    assert typed(Kind.DATE, pa.array(moments, pa.timestamp("ms"))) == (
        [None, None, date(2020, 7, 1), None],
        [True, True, False, False],
    )
    zoned = pa.array([datetime(2020, 6, 30, 22)], pa.timestamp("ns", "UTC"))
    assert typed(Kind.TIMESTAMP, zoned)[0] == [datetime(2020, 7, 1)]


def test_days_beyond_the_calendar_cannot_be_read():
    assert typed(Kind.DATE, pa.array([2**60, -(2**60), 0], pa.timestamp("s"))) == (
        [None, None, date(1970, 1, 1)],
        [True, True, False],
    )
    assert typed(Kind.TIMESTAMP, pa.array([2**30, 0], pa.int32()).cast(pa.date32())) == (
        [None, datetime(1970, 1, 1)],
        [True, False],
    )


def test_a_struct_is_no_text():
    with pytest.raises(pa.ArrowException):
        normalise(Kind.TEXT, pa.array([{"a": 1}]))


def test_codes_repaired_are_counted():
    assert normalise(Kind.CODE_COMMUNE, pa.array(["1004", "01004", "2a004"])).repaired == 1
    assert normalise(Kind.NUMBER, pa.array([",5"])).repaired == 0


@settings(deadline=None)
@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2), st.sampled_from([" ", "\u202f", "."]))
def test_a_number_written_with_both_separators_is_that_number(number, thousands):
    written = (
        f"{number:,.2f}".replace(",", thousands).replace(".", ",")
        if thousands != "."
        else (f"{number:,.2f}".translate(str.maketrans(",.", ".,")))
    )
    assert cells(Kind.NUMBER, written) == [float(number)]
    assert Decimal(cells(Kind.FIGURE, written)[0]) == number


@settings(deadline=None)
@given(st.dates(), st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%Y%m%d", "%Y/%m/%d"]))
def test_a_day_is_that_day_in_every_writing(day, writing):
    assert cells(Kind.DATE, day.strftime(writing.replace("%Y", f"{day.year:04}"))) == [day]


def test_la_poste_follows_its_own_rule():
    assert bad(Kind.SIRET, "35600000000048", "35600000049837", "35600000000053") == [False, False, True]


def test_codes_stored_as_numbers_are_text_again():
    assert normalise(Kind.TEXT, pa.array([5499.0, None])).values.to_pylist() == ["5499", None]
    assert normalise(Kind.CODE_COMMUNE, pa.array([1001, 75056])).values.to_pylist() == ["01001", "75056"]


def test_an_empty_batch_and_an_all_null_column():
    assert cells(Kind.SIRET) == []
    assert cells(Kind.DATE, None, None) == [None, None]


@given(st.lists(st.none() | st.text(max_size=20), max_size=20))
def test_no_text_is_more_than_there_or_not(values):
    found = cells(Kind.PRESENCE, *values) if values else []
    assert all(type(cell) is bool for cell in found)
    assert not [v for v, cell in zip(values, found, strict=True) if cell and not (v or "").strip(" \u00a0")]


@given(st.lists(st.text(alphabet="0123456789", min_size=14, max_size=14), max_size=50))
def test_siret_check_digits_match_the_plain_definition(sirets):
    expected = [not luhn(s) and not (s[:9] == "356000000" and sum(map(int, s)) % 5 == 0) for s in sirets]
    assert bad(Kind.SIRET, *sirets) == expected


@given(
    st.sampled_from([kind for kind in Kind if kind is not Kind.PRESENCE]),
    st.lists(st.none() | st.text(max_size=20), max_size=20),
)
def test_no_text_breaks_the_reader(kind, values):
    made = normalise(kind, pa.array(values, pa.string()))
    assert len(made.values) == len(values)
    lost = zip(mask(made.bad, len(values)), mask(made.untold, len(values)), strict=True)
    for before, after, (is_bad, is_untold) in zip(values, made.values.to_pylist(), lost, strict=True):
        is_empty = before is None or (
            kind is not Kind.TEXT and not before.strip(" \t\r\n\x0b\x0c\xa0\u202f\u2007\u2009\ufeff")
        )
        assert (after is None) == (is_empty or is_bad or is_untold)
