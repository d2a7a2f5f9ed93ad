"""Declarations agree with themselves, with the pages written from them and with the tables made from them."""

import re

import psycopg
import pytest

from ingestion import written
from ingestion.declaration import Place
from ingestion.locate import locate
from ingestion.registry import find, source, sources
from ingestion.stamps import iso_day, month_contained
from ingestion.tables import ensure_all, partition_name
from ingestion.web import session
from warehouse.settings import PROJECT

RESOURCES = [pytest.param(s, r, id=f"{s.name}.{r.name}") for s in sources() for r in s.resources]
WRITTEN = written.texts()


@pytest.mark.parametrize(("declared", "resource"), RESOURCES)
def test_a_declaration_is_whole(declared, resource):
    names = [column.name for column in resource.columns]
    assert len(set(names)) == len(names)
    assert set(resource.key) <= set(names)
    assert all(column.doc for column in resource.columns)
    assert resource.grain and resource.title and declared.licence and declared.homepage.startswith("https://")
    assert not {c.header.lower() for c in resource.columns} & {name.lower() for name in resource.ignored}


def test_dbt_knows_which_tables_only_users_fill():
    macro = (PROJECT / "dbt_project" / "macros" / "zone.sql").read_text("utf-8")
    given = sorted(r.raw_table for s in sources() for r in s.resources if r.is_given)
    assert re.findall(r'"(\w+)"', macro.partition("return(")[2].partition(")")[0]) == given
    assert all(r.files for s in sources() for r in s.resources if r.is_given), (
        "a place to name when it is missing"
    )


def test_names_are_unique():
    assert len({s.name for s in sources()}) == len(sources())
    tables = [r.raw_table for s in sources() for r in s.resources]
    assert len(set(tables)) == len(tables)
    assert all(len(partition_name(table, "2026-01-01")) < 64 for table in tables)


def test_an_unknown_source_names_those_declared():
    with pytest.raises(KeyError, match="declared: anct_qpv, arcep, bodacc"):
        source("insee")


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_what_is_written_is_as_the_declarations_say(name):
    assert (PROJECT / name).read_text("utf-8") == WRITTEN[name], "run: make docs"


def test_tables_follow_the_declarations(db: psycopg.Connection):
    ensure_all(db)
    ensure_all(db)
    for declared in sources():
        for resource in declared.resources:
            found = db.execute(
                "select column_name::text, data_type::text from information_schema.columns "
                "where table_schema = 'raw' and table_name = %s order by ordinal_position",
                (resource.raw_table,),
            ).fetchall()
            assert [name for name, _ in found] == [c.name for c in resource.columns] + [
                "vintage",
                "load_id",
                "stream",
            ]


def test_a_column_declared_later_is_added(db: psycopg.Connection):
    ensure_all(db)
    db.execute("alter table raw.insee_cog_region drop column cheflieu")
    ensure_all(db)
    db.execute("select cheflieu from raw.insee_cog_region")


def test_an_address_is_overridden_by_settings(tmp_path):
    declared, resource = find("programmes", "acv")
    given = {"PUBLISHER_URL__PROGRAMMES__ACV__2027_01_31": "https://example.org/acv.csv"}
    assert locate(declared, resource, session(str(tmp_path)), given)[0].url == "https://example.org/acv.csv"


def test_vintages_from_dates():
    from datetime import date

    assert month_contained(date(2026, 1, 1)) == "2025-12"
    assert iso_day("20250704") == "2025-07-04"
    assert (
        Place(r"https://x/(?P<vintage>\d{8})", resource_format(), iso_day).match("https://x/20250704").vintage
        == "2025-07-04"
    )


def resource_format():
    return find("programmes", "acv")[1].files[0].format


@pytest.mark.parametrize("declared", sources(), ids=lambda declared: declared.name)
def test_each_source_has_its_words_for_french_readers(declared):
    assert declared.french is not None
    assert all((declared.french.title, declared.french.producer, declared.french.frequency))
