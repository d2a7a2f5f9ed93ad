"""Pages drawn from kept results: readable without a network, safe whatever the publisher sent."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from expectations import controls, french, melodi, runner, sentences, site, suites
from expectations.claim import Claim, Facts, coded
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
    runner.promise(settings, table, vintage, 0).judge("candidate")


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
    assert "1\u00a0ligne sur 1 (100,00\u00a0%) ne l’est pas" in broken


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
    assert "aucune ligne en défaut, comme attendu" in told and "la seule ligne est conforme" in told
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
    gironde = replace(controls.latest(db)[0], territory_code="33", year=2024)
    assert gironde.scope("fr") == "département 33, 2024"
    told = "3 sur 4 comparés, 1 hors tolérance\u202f; non comparés\u00a0: 1 (fichier partiel)"
    assert (
        f'<a href="control_totals.html">Totaux publiés par les producteurs</a>\u00a0: {told}.'
        in index.read_text("utf-8")
    )
    page = index.with_name("control_totals.html").read_text("utf-8")
    rows = [line for line in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL) if "<td" in line]
    assert ["⚠" in row for row in rows] == [True, False, False, False], "what differs comes first"
    assert "France métropolitaine, 2024" in rows[0]
    assert ">\u22129<" in rows[0]
    assert "Postes &lt;salariés&gt;" in rows[0]
    assert "68\u202f094\u202f280" in rows[2]
    assert "non comparé\u00a0: fichier partiel" in rows[3]
    links = Links()
    links.feed(page)
    assert all(link.startswith((*BESIDE, "https://")) or link == "index.html" for link in links.targets)


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


def every_claim() -> Iterator[Claim]:
    """Of every suite, of simulated and of real files, of a year's vintages and of a quarter's."""
    for is_simulated in (True, False):
        for table in suites.declared():
            for vintage in ("2024", "2024-T4"):
                yield from suites.raw(table, Facts(vintage, is_simulated))
        for mart in suites.mart_suites():
            yield from suites.mart(mart, Facts("", is_simulated))


def told_of(claim: Claim) -> dict[str, Any]:
    return {"type": claim.type, "kwargs": claim.arguments, "description": claim.says}


def test_every_claim_and_what_to_do_about_it_is_told_in_french() -> None:
    claims = list(every_claim())
    assert [one.says for one in claims if french.expected(told_of(one)) is None] == []
    assert {one.advice for one in claims if sentences.in_french(one.advice) is None} == set()


def test_every_line_of_the_catalogue_is_some_claim_s_and_tells_its_words_again() -> None:
    says = {one.says.partition(" for at least ")[0] for one in every_claim()}
    says |= {one.advice for one in every_claim()}
    for english, told in sentences.catalogue():
        form = sentences.form(english)
        assert any(form.fullmatch(one) for one in says), english
        assert set(re.findall(r"{\w+}", english)) == set(re.findall(r"{\w+}", told)), english


def test_forms_are_told_with_french_numbers_and_shares() -> None:
    figure = melodi.figure_within("obs_value", -1_000_000, 2_500)
    assert french.expected(told_of(figure)) == (
        "obs_value, quand c’est un nombre, est compris entre \u22121\u202f000\u202f000 et 2\u202f500"
    )
    said = "the file's date is the last day of its quarter, 2026-06-30"
    assert (
        sentences.in_french(said)
        == "la date du fichier est le dernier jour de son trimestre, le 30 juin 2026"
    )
    code = coded("registre", "^x", "SIREN of the parties", mostly=0.9)
    assert french.expected(told_of(code)) == (
        "registre donne les numéros Siren des parties, pour au moins 90\u00a0% des lignes"
    )


def test_a_sentence_of_an_older_version_stays_in_english() -> None:
    told = {"type": "expect_no_such_rows", "kwargs": {}, "description": "what nobody says any more"}
    assert french.expected(told) is None


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (2019, None, "vaut au moins 2019"),
        (1968.0, 2100.0, "est compris entre 1968 et 2100"),
        ("1943-01-01", "2027-12-31", "est compris entre le 1er janvier 1943 et le 31 décembre 2027"),
        (None, 40_000, "vaut au plus 40\u202f000"),
        (-22, -22, "vaut exactement \u221222"),
    ],
)
def test_bounds_are_days_years_or_numbers(low: Any, high: Any, told: str) -> None:
    given = {"column": "annee", "min_value": low, "max_value": high, "mostly": 0.995}
    kind = {"type": "expect_column_values_to_be_between", "kwargs": given, "description": ""}
    assert french.expected(kind) == f"annee {told}, pour au moins 99,5\u00a0% des lignes"
