"""Pages drawn from kept results: readable without a network, safe whatever the publisher sent."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import psycopg
from psycopg import sql

from expectations import french, runner, site, suites
from expectations.store import Validation
from tests.expectations.control_totals import put_control_totals
from tests.expectations.tables import make_raw
from warehouse.settings import Settings

BESIDE = ("../index.html", "../towns/", "../dbt/")


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
        assert all(link.startswith(BESIDE) or link.partition("#")[0] in names for link in links.targets)
        assert not links.tags & {"script", "link", "img"}
    broken = (folder / "raw_insee_cog_region__2026.html").read_text(encoding="utf-8")
    assert "✘ non conforme" in broken
    assert "libelle est toujours rempli" in broken
    assert "1 lignes sur 1 (100,00\u00a0%) ne le sont pas" in broken


def test_a_town_s_own_files_are_told_of_where_they_are_published(
    db: psycopg.Connection, warehouse_settings: Settings, tmp_path: Path
) -> None:
    validate(db, warehouse_settings, "insee_cog_region", "2026")
    validate(db, warehouse_settings, "local_vacancy", "2026-01-02")
    own = "raw_local_vacancy__2026-01-02.html"
    for publishes in (False, True):
        settings = replace(warehouse_settings, publish_local=publishes)
        index = site.build(settings, tmp_path / "quality")
        assert index.with_name(own).exists() == publishes
        assert ("local_vacancy" in index.read_text(encoding="utf-8")) == publishes


def test_a_promise_that_is_kept_reads_like_one(
    db: psycopg.Connection, warehouse_settings: Settings, tmp_path: Path
) -> None:
    validate(db, warehouse_settings, "insee_cog_region", "2026")
    page = site.build(warehouse_settings, tmp_path / "quality").with_name("raw_insee_cog_region__2026.html")
    told = page.read_text(encoding="utf-8")
    assert "aucune ligne en défaut, comme attendu" in told and "les 1 lignes sont conformes" in told
    assert "deux lignes n’ont jamais le même reg" in told
    assert "✘" not in told and "non conforme<" not in told


def test_the_latest_validation_is_shown(
    db: psycopg.Connection, warehouse_settings: Settings, tmp_path: Path
) -> None:
    validate(db, warehouse_settings, "insee_cog_region", "2026", "update {t} set libelle = null")
    site.build(warehouse_settings, tmp_path / "quality")
    validate(db, warehouse_settings, "insee_cog_region", "2026", "update {t} set libelle = 'Autre'")
    index = site.build(warehouse_settings, tmp_path / "quality")
    assert "non tenu" not in index.with_name("raw_insee_cog_region__2026.html").read_text(encoding="utf-8")
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
    assert "Rien n’a encore été contrôlé" in index.read_text(encoding="utf-8")


def test_publishers_totals_have_their_page(
    db: psycopg.Connection, warehouse_settings: Settings, tmp_path: Path
) -> None:
    put_control_totals(db)
    index = site.build(warehouse_settings, tmp_path / "quality")
    told = "3 sur 4 comparés, 1 hors tolérance ; non comparés : 1 (fichier partiel)"
    assert (
        f'<a href="control_totals.html">Totaux publiés par les producteurs</a> : {told}.'
        in index.read_text("utf-8")
    )
    page = index.with_name("control_totals.html").read_text("utf-8")
    rows = [line for line in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL) if "<td" in line]
    assert ["⚠" in row for row in rows] == [True, False, False, False], "what differs comes first"
    assert "France métropolitaine, 2024" in rows[0]
    assert ">\u22129<" in rows[0]
    assert "Postes &lt;salariés&gt;" in rows[0]
    assert "68\u202f094\u202f280" in rows[2]
    assert "non comparé : fichier partiel" in rows[3]
    links = Links()
    links.feed(page)
    assert all(link.startswith(BESIDE) or link == "index.html" for link in links.targets)


def validation(asset: str, vintage: str | None = None) -> Validation:
    now = datetime(2026, 11, 26, 7, 15, tzinfo=UTC)
    suite = asset.replace(".", "_")
    return Validation(suite, asset, vintage, None, True, None, 1, 0, None, {"results": []}, now)


def test_checks_are_grouped_by_source_the_newest_vintage_first_and_marts_last() -> None:
    kept = [
        validation("marts.dim_territory"),
        validation("raw.lovac_commune", "2024"),
        validation("raw.insee_cog_region", "2026"),
        validation("raw.insee_cog_commune", "2025"),
        validation("raw.insee_cog_commune", "2026"),
    ]
    table = next(name for name, (source, _) in suites.declared().items() if source == "lovac")
    kept[1] = validation(f"raw.{table}", "2024")
    found = site.groups(kept, {"insee_cog": [], "lovac": [("C10", "Logements vacants")]})
    assert [one.name for one in found] == ["insee_cog", "lovac", "marts"]
    assert [one.vintage for _, of in found[0].tables for one in of] == ["2026", "2025", "2026"]
    assert found[1].indicators == [("C10", "Logements vacants")] and found[1].has_page
    assert site.dbt_page(kept[2]) == "#!/source/source.acte2.insee_cog.insee_cog_region"
    assert site.dbt_page(kept[0]) == "#!/model/model.acte2.dim_territory"


def test_what_nobody_wrote_in_french_stays_in_english() -> None:
    told = {"type": "expect_no_such_rows", "kwargs": {}, "description": "a period ends after it begins"}
    assert french.expected(told) is None
    between = {"column": "annee", "min_value": 2019, "max_value": None, "mostly": 0.995}
    told = {"type": "expect_column_values_to_be_between", "kwargs": between, "description": ""}
    assert french.expected(told) == "annee est au moins 2019, pour 99,5\u00a0% des lignes au moins"
