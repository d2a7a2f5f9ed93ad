"""The small inputs that fail, kept beside the project: each is read right, or refused with its row. See their README."""

from pathlib import Path
from typing import Any

import pytest

from ingestion.contract import meet
from ingestion.declaration import Format
from ingestion.errors import Unreadable
from ingestion.readers import Remark, open_reader
from ingestion.registry import find

pytestmark = pytest.mark.shared


@pytest.fixture
def faults(shared: Path) -> Path:
    return shared / "real" / "faults"


def load(
    path: Path, source: str, resource: str, file_format: Format | None = None
) -> tuple[list[dict[str, Any]], list[Remark]]:
    """Rows by the names of the declaration, and what the reader remarked on."""
    declared = find(source, resource)[1]
    reader = open_reader(path, file_format or declared.files[0].format, declared.telling_headers)
    contract = meet(declared, reader.header, path.name, reader.nested)
    names = [found.column.name for found in contract.found]
    rows = [
        dict(zip(names, row.values(), strict=True))
        for batch in reader.batches(contract.headers)
        for row in batch.to_pylist()
    ]
    assert reader.expected_rows in (None, len(rows))
    return rows, reader.remarks


def test_01_a_stray_quote_that_a_later_row_closes(faults):
    with pytest.raises(Unreadable, match="line 52: its quoted cell holds line ends and separators as rows"):
        load(faults / "01_acv_stray_quote_pair.csv", "programmes", "acv")


def test_02_a_quoted_cell_that_ends_in_a_backslash(faults):
    rows, remarks = load(faults / "02_friches_backslash_end.csv", "cerema_cartofriches", "site")
    assert (len(rows), remarks) == (300, [])
    assert [row["site_nom"] for row in rows][19:22] == ["Site 19", "ZI Nord \\", "Site 21"]
    assert {row["comm_insee"] for row in rows} == {"10387"}


def test_04_a_zip_method_that_python_does_not_know(faults):
    with pytest.raises(Unreadable, match=r"'donnees_communes\.csv' is packed with method 9 \(Deflate64\)"):
        load(faults / "04_population_deflate64.zip", "insee_population", "reference")


def test_05_what_macos_puts_beside_the_member(faults):
    rows, remarks = load(faults / "05_melodi_macosx.zip", "insee_population", "melodi")
    assert rows and remarks == []
    assert {row["time_period"] for row in rows} == {"2023"}


def test_10_a_nul_in_a_name(faults):
    rows, remarks = load(faults / "10_acv_nul.csv", "programmes", "acv")
    assert len(rows) == 200
    assert remarks == [Remark("NUL bytes were left out", 1, 196)]


def test_15_a_cell_of_another_encoding(faults):
    rows, (remark,) = load(faults / "15_ort_mixed_encoding.csv", "programmes", "ort")
    assert len(rows) == 300
    assert (remark.count, remark.first_row) == (1, 152)
    assert "Windows-1252" in remark.what
    texts = {cell for row in rows for cell in row.values() if cell}
    assert {"Signée", "décalé"} <= texts and not [text for text in texts if "Ã" in text]


def test_16_a_typographic_apostrophe_in_a_header(faults):
    rows, remarks = load(faults / "16_dares_apostrophe.csv", "dares_defm", "commune")
    assert (len(rows), remarks) == (400, [])


def test_17_rows_of_separators_only(faults):
    rows, remarks = load(faults / "17_acv_blank_rows.csv", "programmes", "acv")
    assert len(rows) == 200
    assert remarks == [Remark("blank rows were skipped", 3, 202)]


@pytest.mark.parametrize(
    ("file", "source", "resource", "count", "notes"),
    [
        ("20_dgcl_notes.xlsx", "dgcl_epci", "composition", 300, 4),
        ("22_chomage_note.xlsx", "insee_chomage", "zone", 100, 1),
    ],
)
def test_20_and_22_notes_under_a_table(faults, file, source, resource, count, notes):
    rows, (remark,) = load(faults / file, source, resource)
    assert (len(rows), remark.what, remark.count) == (count, "notes under the table were left out", notes)


@pytest.mark.parametrize(("file", "count"), [("09_dvf_header_only.csv.gz", 0), ("19_dvf_mixed.csv.gz", 1000)])
def test_09_and_19_gzipped_lists_are_read_whole(faults, file, count):
    declared = find("dvf", "ligne")[1]
    rows, remarks = load(faults / file, "dvf", "ligne", (*declared.files, *declared.places)[0].format)
    assert (len(rows), remarks) == (count, [])
