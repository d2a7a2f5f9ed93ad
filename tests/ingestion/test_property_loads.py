"""Delimited files through reader and cleaning: every row is loaded or rejected and shown, no cell changes its value.

More files: `FAULTY_FILES=10000 .venv/bin/python -m pytest tests/ingestion/test_property_loads.py -n0`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ingestion.candidate import Candidate
from ingestion.contract import meet
from ingestion.copier import Copier
from ingestion.counts import Counts
from ingestion.declaration import Column, Kind, Resource
from ingestion.errors import IngestionError
from ingestion.readers import open_reader
from tests.ingestion.test_property_readers import WORDS, Style, run

FIGURES = Resource(
    "figures",
    "figures",
    "Figures",
    (
        Column("code", "Code", Kind.CODE_COMMUNE),
        Column("nom", "Nom"),
        Column("n", "Nombre", Kind.NUMBER),
        Column("entier", "Entier", Kind.INTEGER),
        Column("jour", "Jour", Kind.DATE),
    ),
    key=("code",),
)
HEADERS = [column.header for column in FIGURES.columns]


@dataclass(frozen=True)
class Cell:
    """What a publisher wrote and what it means; None: nothing that can be known."""

    text: str
    value: object


UNKNOWN = st.sampled_from(
    [
        Cell(text, None)
        for text in ("n.d.", "[ND]", "NaN", "inf", "1e309", "?", "9" * 30, "12 rue A", "-", "1.2.3")
    ]
)
CODES = st.one_of(
    st.builds(lambda n: Cell(f"{n:05d}", f"{n:05d}"), st.integers(1001, 95999)),
    st.builds(lambda n: Cell(str(n), f"{n:05d}"), st.integers(1001, 9999)),
    st.builds(lambda n: Cell(f"2a{n:03d}", f"2A{n:03d}"), st.integers(1, 400)),
    st.sampled_from([Cell(text, None) for text in ("[ND]", "", "n.d.", "ABCDE", "0100")]),
)


def grouped(digits: str, mark: str) -> str:
    return f"{int(digits):,}".replace(",", mark)


def number_texts(thousands: str, decimal: str) -> st.SearchStrategy[Cell]:
    """Numbers of a publisher who writes them in one way."""
    return st.one_of(
        st.builds(lambda n: Cell(grouped(str(n), thousands), n), st.integers(0, 10**8)),
        st.builds(
            lambda n, f: Cell(f"{grouped(str(n), thousands)}{decimal}{f}", Decimal(f"{n}.{f}")),
            st.integers(0, 10**6),
            st.text("0123456789", min_size=1, max_size=3),
        ),
        st.sampled_from([Cell("1e+05", 100_000), Cell("2.05E7", 20_500_000), Cell("-3", -3), Cell("0", 0)]),
        UNKNOWN,
    )


def whole_texts(thousands: str) -> st.SearchStrategy[Cell]:
    made = st.builds(lambda n: Cell(grouped(str(n), thousands), n), st.integers(0, 10**8))
    return st.one_of(made, st.sampled_from([Cell("1e+05", 100_000), Cell("12.0", 12)]), UNKNOWN)


DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31)).flatmap(
    lambda day: st.sampled_from(
        [
            Cell(day.isoformat(), day),
            Cell(f"{day.day:02d}/{day.month:02d}/{day.year:04d}", day),
            Cell(f"{day.day:02d}-{day.month:02d}-{day.year:04d}", day),
            Cell(f"{day.year:04d}{day.month:02d}{day.day:02d}", day),
            Cell(f"{day.day}/{day.month}/{day.year:04d}", day),
            Cell(f"{day.isoformat()} 00:00:00", day),
        ]
    )
)
JOURS = st.one_of(DAYS, UNKNOWN, st.sampled_from([Cell("20250230", None), Cell("30/02/2025", None)]))
# Not points between thousands: undeclared, `1.000` is one here (cells.numbers).
WAYS = [(" ", ","), ("\u202f", ","), (",", "."), ("", ","), ("", ".")]


@st.composite
def files(draw: st.DrawFn) -> tuple[Style, list[list[Cell]]]:
    """A style and rows of a code, a name, a number, a whole number and a day."""
    thousands, decimal = draw(st.sampled_from(WAYS))
    cells = st.tuples(
        CODES,
        st.builds(lambda text: Cell(text, text or None), WORDS),
        number_texts(thousands, decimal),
        whole_texts(thousands),
        JOURS,
    )
    style = Style(
        draw(st.sampled_from(",;\t")),
        draw(st.sampled_from(["\n", "\r\n"])),
        draw(st.booleans()),
        True,
        False,
        "",
        False,
    )
    return style, [list(row) for row in draw(st.lists(cells, min_size=1, max_size=12))]


def cleaned(path: Path, style: Style) -> tuple[list[dict], Counts] | None:
    """Rows as the database gets them and what was counted; None when the file is refused."""
    try:
        reader = open_reader(path, style.format(), FIGURES.telling_headers)
        contract = meet(FIGURES, reader.header, path.name, reader.nested)
        copier = Copier(None, Candidate("figures", "2026", 1), contract, FIGURES.key, path.name)
        rows: list[dict] = []
        for batch in reader.batches(contract.headers):
            rows += copier._clean(copier.counts.read, batch).to_pylist()
            copier.counts.read += batch.num_rows
    except IngestionError as error:
        assert path.name in str(error)
        return None
    return rows, copier.counts


def means(value: object, cell: Cell) -> bool:
    """Whether a loaded value is what the publisher meant."""
    if isinstance(value, float):
        return cell.value is not None and value == float(cell.value)
    return value == cell.value


def assert_read(path: Path, style: Style, rows: list[list[Cell]]) -> None:
    found = cleaned(path, style)
    if found is None:
        return
    loaded, counts = found
    assert counts.read == len(rows) == counts.loaded + counts.rejected and counts.loaded == len(loaded)
    assert counts.rejected == sum(row[0].value is None for row in rows)
    kept = [row for row in rows if row[0].value is not None]
    emptied = 0
    for got, row in zip(loaded, kept, strict=True):
        for value, cell in zip(got.values(), row, strict=True):
            assert value is None or means(value, cell), (value, cell)
            emptied += value is None and cell.text != ""
    assert counts.emptied == emptied


@run
@given(files())
def test_rows_are_loaded_or_shown_and_cells_are_what_they_mean(tmp_path_factory, table):
    style, rows = table
    path = tmp_path_factory.getbasetemp() / "figures.csv"
    lines = [style.row(HEADERS), *(style.row([cell.text for cell in row]) for row in rows)]
    path.write_text("".join(line + style.line_end for line in lines), "utf-8", newline="")
    assert_read(path, style, rows)


def test_well_written_figures_are_read(tmp_path):
    style = Style(";", "\n", False, True, False, "", False)
    path = tmp_path / "figures.csv"
    path.write_text("Code;Nom;Nombre;Entier;Jour\n2a004;Ajaccio;1 234,5;1e+05;05/01/2024\n", "utf-8")
    rows, counts = cleaned(path, style)
    assert list(rows[0].values()) == ["2A004", "Ajaccio", 1234.5, 100_000, date(2024, 1, 5)]
    assert (counts.read, counts.emptied) == (1, 0)
