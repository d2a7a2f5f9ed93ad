"""Pages drawn from kept results: readable without a network, safe whatever the publisher sent."""

import re
from html.parser import HTMLParser
from pathlib import Path

import psycopg
from psycopg import sql

from expectations import runner, site
from tests.expectations.control_totals import put_control_totals
from tests.expectations.tables import make_raw
from warehouse.settings import Settings

PAGES_OF_TOWNS = "../towns/index.html"


class Links(HTMLParser):
    """Everything a page would load or lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.targets += [value or "" for name, value in attrs if name in ("href", "src")]


def validate(db: psycopg.Connection, settings: Settings, table: str, vintage: str, change: str = "") -> None:
    where = make_raw(db, table, "candidate")
    if change:
        db.execute(sql.SQL(change).format(t=where))
    runner.promise(settings, table, "candidate", vintage, 0)


def test_pages_stand_alone(db: psycopg.Connection, warehouse_settings: Settings, tmp_path: Path) -> None:
    validate(db, warehouse_settings, "insee_cog_region", "2025")
    validate(db, warehouse_settings, "insee_cog_region", "2026", "update {t} set libelle = null")
    folder = tmp_path / "a folder" / "quality"
    index = site.build(warehouse_settings, folder)
    assert index == folder / "index.html"
    names = {page.name for page in folder.iterdir()}
    assert names == {"index.html", "raw_insee_cog_region__2025.html", "raw_insee_cog_region__2026.html"}
    for page in folder.iterdir():
        links = Links()
        links.feed(page.read_text(encoding="utf-8"))
        assert set(links.targets) <= {*names, PAGES_OF_TOWNS}
        assert not links.tags & {"script", "link", "img"}
    broken = (folder / "raw_insee_cog_region__2026.html").read_text(encoding="utf-8")
    assert "Critical" in broken
    assert "expected: libelle is filled. Found: 1 of 1 rows (100.00%) are otherwise." in broken


def test_the_latest_validation_is_shown(
    db: psycopg.Connection, warehouse_settings: Settings, tmp_path: Path
) -> None:
    validate(db, warehouse_settings, "insee_cog_region", "2026", "update {t} set libelle = null")
    site.build(warehouse_settings, tmp_path / "quality")
    validate(db, warehouse_settings, "insee_cog_region", "2026", "update {t} set libelle = 'Autre'")
    index = site.build(warehouse_settings, tmp_path / "quality")
    assert "broken" not in index.with_name("raw_insee_cog_region__2026.html").read_text(encoding="utf-8")
    assert [one.name for one in tmp_path.iterdir() if "quality" in one.name] == ["quality"]


def test_a_value_cannot_write_the_page(
    db: psycopg.Connection, warehouse_settings: Settings, tmp_path: Path
) -> None:
    change = "update {t} set reg = '<script>alert(1)</script>', dep = '<img src=x>'"
    validate(db, warehouse_settings, "insee_cog_departement", "2026", change)
    validate(
        db,
        warehouse_settings,
        "insee_population_reference",
        "2023",
        "update {t} set com = '<script>alert(2)</script>', pcap = -1",
    )
    index = site.build(warehouse_settings, tmp_path / "quality")
    for page in index.parent.iterdir():
        links = Links()
        links.feed(page.read_text(encoding="utf-8"))
        assert not links.tags & {"script", "img"}


def test_nothing_validated_yet(warehouse_settings: Settings, tmp_path: Path) -> None:
    index = site.build(warehouse_settings, tmp_path / "quality")
    assert "Nothing was validated yet" in index.read_text(encoding="utf-8")


def test_publishers_totals_have_their_page(
    db: psycopg.Connection, warehouse_settings: Settings, tmp_path: Path
) -> None:
    put_control_totals(db)
    index = site.build(warehouse_settings, tmp_path / "quality")
    told = "3 of 4 compared, 1 outside tolerance; not compared: 1 (a part of the file only)"
    assert f'<a href="control_totals.html">Publishers\' totals</a>: {told}.' in index.read_text("utf-8")
    page = index.with_name("control_totals.html").read_text("utf-8")
    rows = [line for line in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL) if "<td>" in line]
    assert ["⚠" in row for row in rows] == [True, False, False, False], "what differs comes first"
    assert "metropolitan France, 2024" in rows[0]
    assert ">-9<" in rows[0]
    assert '<small lang="fr">Postes &lt;salariés&gt;</small>' in rows[0]
    assert "68,094,280" in rows[2]
    assert "not compared: a part of the file only" in rows[3]
    assert "fichier partiel" in rows[3]
    links = Links()
    links.feed(page)
    assert set(links.targets) == {"index.html", PAGES_OF_TOWNS}
