"""The catalogue of 59 codes against what stands, and the contracts that follow from the indicators."""

import yaml

from cli import wide
from cli.dbt_project import seed
from cli.sheets import catalogue, sheets


def test_each_code_of_the_catalogue_has_its_row() -> None:
    codes = [row["code"] for row in catalogue()]
    standing = {row["indicator_code"] for row in seed("indicator")}
    assert len(codes) == len(set(codes)) == 59
    assert set(codes) - standing == set()


def test_the_page_tells_each_code_and_links_the_sheets_that_are_there() -> None:
    pages = sheets()
    for row in catalogue():
        cell = f"[{row['code']}]({row['code']}.md)" if row["sheet"] else row["code"]
        assert f"| {cell} |" in pages["catalogue.md"]
        assert (f"{row['code']}.md" in pages) == row["sheet"]


def test_the_contract_of_wide_marts_follows_from_the_seed() -> None:
    assert wide.PATH.read_text(encoding="utf-8") == wide.text(), "run `make docs`"
    models = {
        one["name"]: [column["name"] for column in one["columns"]]
        for one in yaml.safe_load(wide.text())["models"]
    }
    for row in seed("indicator"):
        code = row["indicator_code"].lower()
        assert (code in models["mart_town_scorecard_wide"]) == (row["is_core"] == "true")
        assert (f"{code}_status" in models["mart_transmission"]) == (row["theme"] == "transmission")
