"""What the loader guarantees of every row that a suite meets: no claim of `expectations/raw/` says it again."""

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import hypothesis
import psycopg
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from expectations import claim
from ingestion import errors
from ingestion.cells import REASONS, normalise
from ingestion.copier import NOT_TOLD
from ingestion.declaration import MARKS, Column, Csv, File, Kind, Resource, Source
from tests.ingestion.conftest import Mirror, promising, verdict

URL = "https://example.org/things.csv"
# A cell that its kind's rule lets in, and cells that it does not.
GOOD = {
    Kind.TEXT: "x",
    Kind.INTEGER: "12",
    Kind.NUMBER: "4.5",
    Kind.FIGURE: "s",
    Kind.DATE: "2015-12-31",
    Kind.TIMESTAMP: "2019-11-30T20:00:16",
    Kind.BOOLEAN: "true",
    Kind.PRESENCE: "x",
    Kind.SIREN: "356000000",
    Kind.SIRET: "35600000000048",
    Kind.CODE_COMMUNE: "2A004",
    Kind.CODES_COMMUNE: "2A004,01004",
    Kind.CODE_DEPARTEMENT: "972",
    Kind.YEAR: "2023",
}
BAD = {
    Kind.INTEGER: ("12.5", "douze", "1,000"),
    Kind.NUMBER: ("1.2.3", "x", "1,000"),
    Kind.FIGURE: ("1.2.3", "x", "1,000"),
    Kind.DATE: ("2023-02-30", "31/02/2015", "x"),
    Kind.TIMESTAMP: ("hier", "31/02/2015"),
    Kind.BOOLEAN: ("peut-être", "2"),
    Kind.SIREN: ("356000001", "24890093", "3560000000", "x"),
    Kind.SIRET: ("35600000000053", "3560000000004", "356000000000488", "x"),
    Kind.CODE_COMMUNE: ("1", "abroad", "2C004", "123456", "Ajaccio"),
    Kind.CODES_COMMUNE: ("1", "01004,abroad"),
    Kind.CODE_DEPARTEMENT: ("2C", "9721", "Yonne"),
    Kind.YEAR: ("23", "2023-Q1", "x"),
}
REGEX = {
    Kind.SIREN: claim.SIREN,
    Kind.SIRET: claim.SIRET,
    Kind.CODE_COMMUNE: claim.COMMUNE,
    Kind.FIGURE: rf"-?\d+([.]\d+)?|{'|'.join(map(re.escape, MARKS))}",
}

Seen = list[dict[str, Any]]
Load = Callable[[Resource, str], Seen]


def made_up(*columns: Column, key: tuple[str, ...] = ("name",), minimum_rows: int = 1) -> Resource:
    """A resource of a source that is nobody's."""
    return Resource(
        name="things",
        raw_table="made_up_thing",
        title="Things",
        columns=columns,
        key=key,
        files=(File(URL, Csv(), "2026"),),
        minimum_rows=minimum_rows,
        reject_tolerance=1.0,
        grain="thing",
    )


@pytest.fixture
def load(mirror: Mirror, monkeypatch: pytest.MonkeyPatch) -> Load:
    """`load(resource, file)`: rows of the candidate, as the promise meets them."""

    def through(resource: Resource, file: str) -> Seen:
        source = Source(
            name="made_up", title="", producer="", homepage="", licence="", schedule="", frequency="", lag="",
            scope="", resources=(resource,),
        )  # fmt: skip
        monkeypatch.setattr("ingestion.registry.names", lambda: (source.name,))
        monkeypatch.setitem(sys.modules, f"ingestion.sources.{source.name}", SimpleNamespace(SOURCE=source))
        mirror.put(URL, file.encode())
        seen: Seen = []

        def look(candidate: str) -> SimpleNamespace:
            table = psycopg.sql.Identifier("raw_candidate", candidate)
            rows = mirror.db.cursor(row_factory=psycopg.rows.dict_row)
            seen.extend(rows.execute(psycopg.sql.SQL("select * from {}").format(table)))
            return verdict()

        mirror.walk("made_up", "things", promising(look))
        return seen

    return through


def test_every_kind_has_its_bad_cells() -> None:
    assert set(GOOD) == set(Kind)
    assert set(BAD) == set(REASONS) == set(Kind) - {Kind.TEXT, Kind.PRESENCE}


@pytest.mark.parametrize("kind", BAD)
def test_a_cell_outside_its_kind_never_reaches_a_suite(kind: Kind, load: Load, mirror: Mirror) -> None:
    resource = made_up(Column("name", "name"), Column("cell", "cell", kind))
    lines = [f"bad{n};{cell}" for n, cell in enumerate(BAD[kind])]
    seen = load(resource, "\n".join(["name;cell", "empty;", f"good;{GOOD[kind]}", *lines]) + "\n")
    assert [row["name"] for row in seen if row["cell"] is not None] == ["good"]
    assert len(seen) == len(lines) + 2, "no row is lost"
    rejects = mirror.db.execute(
        "select column_name, reason, value, is_row_left_out from ops.reject order by row_number"
    ).fetchall()
    assert rejects == [("cell", REASONS[kind], cell, False) for cell in BAD[kind]]
    last = mirror.last()
    assert (last.rows_rejected, last.cells_emptied) == (0, len(lines))
    assert last.remarks == [
        f"column cell: {len(lines)} cell{'s' * (len(lines) > 1)} left empty, {REASONS[kind]}; first: "
        + ", ".join(f"row {n + 3} {cell!r}" for n, cell in enumerate(BAD[kind][:3]))
    ]


@pytest.mark.parametrize("kind", BAD)
def test_a_key_outside_its_kind_leaves_its_row_out(kind: Kind, load: Load, mirror: Mirror) -> None:
    resource = made_up(Column("name", "name"), Column("cell", "cell", kind), key=("name", "cell"))
    lines = [f"bad{n};{cell}" for n, cell in enumerate(BAD[kind])]
    seen = load(resource, "\n".join(["name;cell", f"good;{GOOD[kind]}", *lines]) + "\n")
    assert [row["name"] for row in seen] == ["good"]
    rejects = mirror.db.execute(
        "select reason, value, is_row_left_out from ops.reject order by row_number"
    ).fetchall()
    assert rejects == [(REASONS[kind], cell, True) for cell in BAD[kind]]
    assert (mirror.last().rows_rejected, mirror.last().cells_emptied) == (len(lines), 0)


def test_where_an_empty_cell_tells_something_an_unread_one_leaves_its_row_out(
    load: Load, mirror: Mirror
) -> None:
    resource = made_up(Column("name", "name"), Column("end", "end", Kind.DATE, empty_tells=True))
    seen = load(resource, "name;end\nopen;\nclosed;2020-01-31\nunread;2020-01-32\nuntold;n.d.\n")
    assert {row["name"]: str(row["end"]) for row in seen} == {
        "open": "None",
        "closed": "2020-01-31",
        "untold": "None",
    }
    assert (mirror.last().rows_rejected, mirror.last().cells_emptied) == (1, 1)


def test_words_that_tell_nothing_are_shown_and_tolerated(load: Load, mirror: Mirror) -> None:
    resource = replace(made_up(Column("name", "name"), Column("n", "n", Kind.INTEGER)), reject_tolerance=0.0)
    seen = load(resource, "name;n\na;1\nb;n.d.\nc;[ND]\n")
    assert [row["n"] for row in sorted(seen, key=lambda row: row["name"])] == [1, None, None]
    assert (mirror.last().rows_rejected, mirror.last().cells_emptied) == (0, 2)
    assert mirror.last().remarks == [
        f"column n: 2 cells left empty, {NOT_TOLD}; first: row 2 'n.d.', row 3 '[ND]'"
    ]


def test_cells_that_cannot_be_read_are_tolerated_up_to_a_share_of_rows(load: Load, mirror: Mirror) -> None:
    resource = replace(
        made_up(Column("name", "name"), Column("n", "n", Kind.INTEGER), Column("d", "d", Kind.DATE)),
        reject_tolerance=0.5,
    )
    assert len(load(resource, "name;n;d\na;x;x\nb;1;2020-01-01\n")) == 2, "one row, though two cells"
    with pytest.raises(errors.TooManyRejects, match=r"2 of 2 rows .* row 1 'x'") as raised:
        load(resource, "name;n;d\na;x;\nb;1;x\n")
    assert "python -m ingestion rejects made_up_thing" in str(raised.value)


def test_a_wide_file_loses_the_cell_alone(load: Load, mirror: Mirror) -> None:
    resource = made_up(
        Column("name", "name"),
        Column("annee", "group:annee", Kind.YEAR),
        Column("count", r"re:count_(?P<annee>\d\d)", Kind.INTEGER),
        Column("share", r"re:share_(?P<annee>\d\d)", Kind.NUMBER),
        key=("name", "annee"),
    )
    seen = load(resource, "name;count_23;share_23;count_24;share_24\na;1;2,5;1,000;3,5\n")
    assert sorted((row["annee"], row["count"], float(row["share"])) for row in seen) == [
        (2023, 1, 2.5),
        (2024, None, 3.5),
    ]


def test_separators_that_the_format_declares_are_used(load: Load) -> None:
    resource = made_up(Column("name", "name"), Column("n", "n", Kind.INTEGER))
    english = Csv(thousands=",", separators=";")
    resource = replace(resource, files=(File(URL, english, "2026"),))
    assert [row["n"] for row in load(resource, "name;n\na;1,000\n")] == [1000]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.PRESENCE])
def test_a_row_whose_key_is_empty_never_reaches_a_suite(kind: Kind, load: Load, mirror: Mirror) -> None:
    resource = made_up(Column("name", "name"), Column("cell", "cell", kind), key=("name", "cell"))
    seen = load(resource, f"name;cell\nwhole;{GOOD[kind]}\nempty;\n;{GOOD[kind]}\n")
    assert [row["name"] for row in seen] == ["whole"]
    rejects = mirror.db.execute("select column_name, reason from ops.reject order by row_number").fetchall()
    assert rejects == [("cell", "the key is empty"), ("name", "the key is empty")]


def test_a_key_that_a_file_may_lack_may_be_empty(load: Load) -> None:
    resource = made_up(Column("name", "name"), Column("cell", "cell", required=False), key=("name", "cell"))
    assert [row["cell"] for row in load(resource, "name;cell\na;x\nb;\n")] == ["x", None]


def test_a_column_told_by_headers_is_filled_with_a_whole_year(load: Load) -> None:
    resource = made_up(
        Column("name", "name"),
        Column("annee", "group:annee", Kind.YEAR),
        Column("count", r"re:count_(?P<annee>\d\d)", Kind.INTEGER),
        key=("name", "annee"),
    )
    seen = load(resource, "name;count_99;count_24\na;1;2\nb;;4\n")
    assert {(row["name"], row["annee"], row["count"]) for row in seen} == {
        ("a", 1999, 1),
        ("a", 2024, 2),
        ("b", 2024, 4),
    }


@pytest.mark.parametrize(("minimum", "rows"), [(1, 0), (3, 2)])
def test_a_file_under_its_minimum_of_rows_never_reaches_a_suite(minimum: int, rows: int, load: Load) -> None:
    resource = made_up(Column("name", "name"), minimum_rows=minimum)
    with pytest.raises(errors.TooFewRows, match=f"{rows} rows, at least {minimum} expected"):
        load(resource, "name\n" + "".join(f"thing{n}\n" for n in range(rows)))


@hypothesis.settings(deadline=None)
@given(st.sampled_from(list(REGEX)), st.lists(st.text("0123456789ABEs x\n.,-", max_size=15), max_size=20))
def test_codes_that_are_let_in_have_the_shape_a_claim_would_ask(kind: Kind, cells: list[str]) -> None:
    made = normalise(kind, pa.array(cells, pa.string()))
    let_in = [cell for cell in made.values.to_pylist() if cell is not None]
    assert [cell for cell in let_in if not re.fullmatch(REGEX[kind], cell)] == []
