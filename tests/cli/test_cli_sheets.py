"""Metadata sheets: those committed are what the seeds say."""

import re

import pytest
import yaml

from cli import sheets

WRITTEN = sheets.sheets()


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_sheets_are_as_the_seeds_say(name):
    assert (sheets.FOLDER / name).read_text("utf-8") == WRITTEN[name], "run: make docs"


def test_no_sheet_is_left_of_an_indicator_that_is_gone():
    assert {path.name for path in sheets.FOLDER.glob("*.md")} == set(WRITTEN)


def test_the_formulas_of_the_methodology_are_as_the_seeds_say():
    assert sheets.METHODOLOGY.read_text("utf-8") == sheets.methodology(), "run: make docs"


def test_the_methodology_tells_every_threshold_with_its_value():
    told = sheets.METHODOLOGY.read_text("utf-8")
    given = yaml.safe_load((sheets.DBT / "dbt_project.yml").read_text("utf-8"))["vars"]
    for name, value in given.items():
        said = ", ".join(value) if isinstance(value, list) else value
        assert f"| `{name}` | {said} |" in told
    table = told.partition("\n## Thresholds\n")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == set(given)


def test_links_lead_somewhere():
    for name, text in WRITTEN.items():
        for target in re.findall(r"\]\(([^)#]+)", text):
            assert (sheets.FOLDER / target).exists(), f"{name}: {target}"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("X01.md", "value(t) = `population`(t)\n"),
        ("C04.md", "value(t) = 100 × `storefront_closures`(t) / `storefronts`(t − 1)\n"),
        ("E01A.md", "value(t) = 100 × `jobs_private`(t) / `jobs_private`(2017)\n"),
        ("L02.md", "value(t) = 0.0001 × `land_consumed_activity_m2`(t)\n"),
        ("L03.md", "`land_consumed_mean_2011_2020_m2`(t) − 100\n"),
        ("C09.md", "centre(2022)"),
        ("P02.md", "| Industry | Industrie | 287 sub-classes of divisions 05 to 39 |"),
    ],
)
def test_formulas_are_told_from_the_seeds(name, told):
    assert told in WRITTEN[name]


def test_stale_sheets_are_removed(tmp_path, monkeypatch):
    folder, page = tmp_path / "indicators", tmp_path / "methodology.md"
    folder.mkdir()
    (folder / "Z99.md").write_text("gone", "utf-8")
    page.write_text(sheets.METHODOLOGY.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(sheets, "FOLDER", folder)
    monkeypatch.setattr(sheets, "METHODOLOGY", page)
    assert sheets.write(None) == 0
    assert {path.name for path in folder.iterdir()} == set(WRITTEN)
