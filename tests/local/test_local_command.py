"""`python -m local`: a template that passes its own check once filled in, and a check without any warehouse."""

from pathlib import Path

import openpyxl
import pytest

from ingestion.registry import find
from local import template
from local.__main__ import main

LINES = "id_local;code_commune;date_releve;etat\nA;89024;2025-06-14;{}\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """LOCAL, in a home without a warehouse."""
    monkeypatch.setenv("ACTE2_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LOCAL", str(tmp_path / "local"))
    return tmp_path / "local"


def test_the_template_s_columns_are_those_that_are_read(folder: Path, capsys: pytest.CaptureFixture):
    path = folder / "vacance" / "ville.xlsx"
    assert main(["template", "--out", str(path)]) == 0
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Saisie", "Aide"]
    header = [cell.value for cell in book["Saisie"][1]]
    assert header == list(template.HELP)
    assert set(header) == {column.name for column in find("local", "vacancy")[1].columns} - {
        "fichier",
        "ligne",
    }
    helped = {row[0].value for row in book["Aide"].iter_rows()}
    assert set(header) < helped
    book["Saisie"].append(
        ["A-1", "01004", "2025-06-14", "vacant", "1", "rue X", "5,35", "45,95", None, None, None, None, None]
    )
    book.save(path)
    assert main(["check"]) == 0
    assert "vacance/ville.xlsx: good, 1 rows" in capsys.readouterr().out


def test_problems_are_told_and_counted(folder: Path, capsys: pytest.CaptureFixture):
    assert main(["check"]) == 1
    assert "no such folder" in capsys.readouterr().out
    (folder / "vacance").mkdir(parents=True)
    assert main(["check"]) == 0
    assert "no file in it" in capsys.readouterr().out
    (folder / "vacance" / "a.csv").write_text(LINES.format("?"))
    (folder / "vacance" / "b.pdf").write_text("")
    (folder / "vacance" / "c.csv").write_text(LINES.format("vacant"))
    (folder / "perimetres").mkdir()
    (folder / "perimetres" / "a.geojson").write_text("{}")
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert "vacance/a.csv: refused.\n- row 2, column etat: '?' found" in said
    assert "vacance/b.pdf: its name tells nothing" in said
    assert "vacance/c.csv: good, 1 rows" in said
    assert "perimetres/: not checked" in said
    assert "commune codes are of the latest COG (no warehouse" in said
    assert said.endswith("2 problem(s).\n")


def test_counts_of_a_channel_that_nobody_names_are_told(folder: Path, capsys: pytest.CaptureFixture):
    counts = folder / "comptages"
    counts.mkdir(parents=True)
    (counts / "measures.csv").write_text(
        "channel_id,start_datetime,count\nC1,2025-06-14T10:00:00Z,5\nC2,2025-06-14T10:00:00Z,5\n"
    )
    (counts / "channels.csv").write_text("channel_id,site_id,mobility_type\nC1,S1,PEDESTRIAN\n")
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert "channel_id C2 found in footfall_measure, and in no footfall_channel" in said
    assert "site_id S1 found in footfall_channel, and in no footfall_site" in said
    (counts / "channels.csv").write_text(
        "channel_id,site_id,mobility_type\nC1,S1,PEDESTRIAN\nC2,S1,PEDESTRIAN\n"
    )
    (counts / "sites.csv").write_text(
        "site_id,site_name,fr_insee_code,xlong,ylat\nS1,Rue X,89024,3.57,47.79\n"
    )
    assert main(["check"]) == 0
