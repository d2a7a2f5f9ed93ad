"""A build makes what changed and what hangs on it, and leaves what a whole build would make."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.dbt.conftest import Put
from tests.dbt.house import House, kinds
from tests.handing import hand_over
from tests.warehouse.test_fingerprint import perimeter
from warehouse.connect import connect, connect_url
from warehouse.errors import Emptied
from warehouse.ops import built
from warehouse.roles import Role

pytestmark = pytest.mark.integration

NAMES = "{version: 2, models: [{name: %s, columns: [{name: code, data_type: text}, {name: %s, data_type: text}]}]}"
FILES = {
    "seeds/word.csv": "code,label,weight\na,Alpha,1\nb,Beta,2\n",
    "seeds/_seeds.yml": "{version: 2, seeds: [{name: word, config: {column_types: {label: text, weight: integer}}}]}",
    "models/staging/stg_region.sql": "select reg, libelle from {{ source('insee_cog', 'insee_cog_region') }}"
    " where vintage = {{ latest_vintage('insee_cog_region') }}",
    "models/staging/stg_zoned.sql": "{{ config(materialized='table') }} select reg, code, 'all' as zone from {{ source('insee_cog', 'insee_cog_region') }}"
    " cross join {{ ref('word') }} where vintage = {{ latest_vintage('insee_cog_region') }}",
    "models/staging/stg_departement.sql": "select dep from {{ source('insee_cog', 'insee_cog_departement') }}"
    " where vintage in {{ vintages_in_use('insee_cog_departement') }}",
    "models/staging/stg_perimeter.sql": "select code_commune, version from {{ source('centre', 'perimeter') }} where is_current",
    "models/intermediate/int_word.sql": "{{ config(materialized='view') }} select code, label from {{ ref('word') }}",
    "models/intermediate/int_weighed.sql": "select word.code, region.reg || word.weight as weighed"
    " from {{ ref('stg_region') }} as region cross join {{ ref('word') }} as word",
    "models/intermediate/int_departement.sql": "select '1' as code, string_agg(dep, ' ') as all_of from {{ ref('stg_departement') }}",
    "models/intermediate/int_centre.sql": "select code_commune as code, version::text as told from {{ ref('stg_perimeter') }}",
    "models/marts/dim_word.sql": "select code, label from {{ ref('int_word') }}",
    "models/marts/fct_weighed.sql": "select code, weighed from {{ ref('int_weighed') }}",
    "models/marts/fct_departement.sql": "select code, all_of from {{ ref('int_departement') }}",
    "models/marts/fct_centre.sql": "select code, told from {{ ref('int_centre') }}",
    "models/marts/mart_all.sql": "{{ config(materialized='view', contract={'enforced': false}) }} select code, weighed, label"
    " from {{ ref('fct_weighed') }} inner join {{ ref('dim_word') }} using (code)",
    "tests/known.sql": "select * from {{ ref('fct_weighed') }} where code is null",
    **{
        f"models/marts/_{mart}.yml": NAMES % (mart, column)
        for mart, column in [
            ("dim_word", "label"),
            ("fct_weighed", "weighed"),
            ("fct_departement", "all_of"),
            ("fct_centre", "told"),
        ]
    },
}
ALL = {Path(name).stem for name in FILES if name.endswith((".csv", ".sql"))} - {"known"}
WEIGHED = {"int_weighed", "fct_weighed"}


@pytest.fixture(scope="module")
def house(stand_up: Callable[[Mapping[str, str]], House]) -> House:
    return stand_up(FILES)


def test_a_series_of_changes_makes_what_a_whole_build_makes(house: House, put: Put) -> None:
    assert house.build() == ALL | {"known"}
    assert house.build() == set(), "nothing changed"

    house.release("one")
    assert house.build() == {"mart_all"}, "a view of marts is made in each candidate"
    assert kinds(house.db, "marts_candidate") == {name: "v" for name in ALL if re.match("dim|fct|mart", name)}
    house.release("two")

    house.write("seeds/word.csv", FILES["seeds/word.csv"].replace("Beta", "Bêta"))
    assert house.build() == {"word", "int_word", "dim_word", "mart_all"}, "nothing weighed hangs on a label"
    assert house.rows()["marts_candidate.mart_all"] == [("a", "841", "Alpha"), ("b", "842", "Bêta")]
    house.release("three")

    put("insee_cog_departement", "2026", "dep reg libelle", [("69", "84", "Rhône")])
    assert house.build() == {"stg_departement", "int_departement", "fct_departement", "mart_all"}, (
        "another file's vintage, whatever words a model has, and though it reads another model, too"
    )
    house.release("four")

    put("insee_cog_region", "2026", "reg libelle", [("11", "Île-de-France"), ("84", "Auvergne")])
    assert house.build() == {"stg_region", "stg_zoned", *WEIGHED, "mart_all", "known"}
    assert len(house.rows()["marts_candidate.mart_all"]) == 4

    house.write(
        "models/intermediate/int_weighed.sql",
        FILES["models/intermediate/int_weighed.sql"].replace("||", "|| '*' ||"),
    )
    assert house.build() == {*WEIGHED, "mart_all", "known"}
    house.write("seeds/word.csv", FILES["seeds/word.csv"].replace(",2", ",3"))
    assert house.build() == {"word", "int_word", "dim_word", *WEIGHED, "mart_all", "known"}

    perimeter(house.db, 1)
    assert house.build() == {"stg_perimeter", "int_centre", "fct_centre"}
    step_by_step = house.rows()
    built.forget(house.db)
    assert house.build() == ALL | {"known"}
    assert house.rows() == step_by_step
    assert len(step_by_step) == len(ALL)


def test_what_was_dropped_is_made_again_and_nothing_that_hangs_on_its_rows(house: House) -> None:
    house.build()
    house.db.execute("drop table intermediate.int_weighed")
    house.db.execute("drop view staging.stg_region")
    assert house.build() == {"int_weighed", "stg_region"}


def crash(db: psycopg.Connection) -> None:
    """What PostgreSQL does to unlogged tables when it starts after a crash."""
    unlogged = "select oid::regclass::text from pg_class where relpersistence = 'u' and relkind = 'r'"
    for (table,) in db.execute(unlogged).fetchall():
        db.execute(f"truncate {table}")


@contextmanager
def begun(house: House) -> Iterator[None]:
    """dbt without what it does at a run's start."""
    project = house.folder / "dbt_project.yml"
    text, real = project.read_text(), project.readlink()
    project.unlink()
    project.write_text(re.sub("(?m)^on-run-start:.*$", "", text))
    yield
    project.unlink()
    project.symlink_to(real)


def test_what_a_crash_emptied_is_made_again_and_marts_stand(house: House) -> None:
    house.build()
    whole = house.rows()
    assert not built.is_emptied(house.db)
    crash(house.db)
    assert built.is_emptied(house.db), "a build is due"
    assert house.rows() != whole
    tables = {name for name, kind in kinds(house.db, "intermediate").items() if kind == "r"}
    assert house.build() == tables
    assert house.rows() == whole


def test_nothing_is_made_or_drawn_of_what_a_crash_emptied_meanwhile(house: House) -> None:
    house.build()
    whole = house.rows()
    crash(house.db)
    # As if it had happened after a build's start.
    with begun(house), pytest.raises(AssertionError, match="ended without shutting down"):
        house.build("--full-refresh", "--select", "fct_weighed")
    with connect(house.settings, Role.TRANSFORMER) as db, pytest.raises(Emptied, match="make run"):
        built.check_intact(db)
    assert house.rows()["marts_candidate.fct_weighed"] == whole["marts_candidate.fct_weighed"]
    house.build()
    assert house.rows() == whole


def test_a_build_killed_in_the_middle_goes_on_where_it_was(house: House) -> None:
    house.build()
    # What dbt drops after a model's commit.
    for left in ("intermediate.int_weighed", "marts_candidate.fct_weighed"):
        house.db.execute(f"create table {left}__dbt_backup (code text)")
    hand_over(house.settings)
    assert house.build() == set()
    assert not [name for name in house.rows() if "backup" in name]
    built.forget(house.db)
    assert house.build("--select", "word int_word dim_word") == {"word", "int_word", "dim_word"}
    assert house.build() == ALL - {"word", "int_word", "dim_word"} | {"known"}


def test_all_is_made_when_dbt_is_asked_to(house: House) -> None:
    house.build()
    assert house.build("--full-refresh") == ALL | {"known"}


def test_a_description_is_said_anew_on_what_stands(house: House) -> None:
    house.build()
    name = "models/marts/_fct_weighed.yml"
    house.write(name, FILES[name].replace("name: weighed,", "name: weighed, description: 'In *kilograms*',"))
    assert house.build() == set()
    said = "select col_description('marts_candidate.fct_weighed'::regclass, 2)"
    assert house.db.execute(said).fetchone() == ("In *kilograms*",)


def test_a_model_that_is_gone_goes_with_its_table(house: House) -> None:
    house.build()
    for name in (
        "models/marts/mart_all.sql",
        "models/intermediate/int_centre.sql",
        "models/marts/fct_centre.sql",
        "models/marts/_fct_centre.yml",
    ):
        (house.folder / name).unlink()
    house.build()
    gone = {"marts_candidate.mart_all", "intermediate.int_centre", "marts_candidate.fct_centre"}
    assert not gone & set(house.rows())
    with connect_url(house.settings.warehouse_url) as db:
        known = "select count(*) from ops.built where unique_id ~ 'int_centre|fct_centre|mart_all'"
        assert db.execute(known).fetchone() == (0,)
