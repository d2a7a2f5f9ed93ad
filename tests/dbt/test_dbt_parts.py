"""A model whose rows of one measure hang on that measure alone is made measure by measure, and tested so."""

import re
from collections.abc import Callable, Mapping

import psycopg
import pytest

from tests.dbt.conftest import Put
from tests.dbt.house import House, kinds
from tests.handing import hand_over
from warehouse import release as releasing
from warehouse.ops import built

pytestmark = pytest.mark.integration

MART = """
version: 2
models:
  - name: {name}
    constraints: [{{type: primary_key, columns: [{key}, code]}}]
    columns:
      - {{name: {key}, data_type: text, constraints: [{{type: not_null}}]}}
      - {{name: code, data_type: text, constraints: [{{type: not_null}}]}}
      - {{name: value, data_type: integer}}
    data_tests:
      - in_range: {{name: {name}_in_range, arguments: {{column: value, maximum: 1000}}}}
"""
FILES = {
    "seeds/measure.csv": "measure_code,weight,label\nalone,1,Alone\ncounties,2,Counties\nregions,3,Regions\nspare,4,Spare\nthrift,5,Thrift\n",
    "seeds/indicator.csv": "indicator_code,numerator_measure,denominator_measure,units_measure,coverage_measure\n"
    "A,alone,,,\nB,counties,,,\nC,regions,counties,,\nD,spare,,,\nE,thrift,,,\nF,thrift,spare,,\n",
    "seeds/_seeds.yml": "{version: 2, seeds: [{name: indicator, config: {column_types:"
    " {denominator_measure: text, units_measure: text, coverage_measure: text}}}]}",
    "models/staging/stg_region.sql": "select reg from {{ source('insee_cog', 'insee_cog_region') }}"
    " where vintage = {{ latest_vintage('insee_cog_region') }}",
    "models/staging/stg_departement.sql": "select dep from {{ source('insee_cog', 'insee_cog_departement') }}"
    " where vintage = {{ latest_vintage('insee_cog_departement') }}",
    "models/intermediate/int_counted.sql": "select measure_code, code from (values ('alone', '1'), ('spare', '2'), ('thrift', '3'))"
    " as counted (measure_code, code) union all select 'regions', reg from {{ ref('stg_region') }}"
    " union all select 'counties', dep from {{ ref('stg_departement') }}",
    "models/intermediate/int_measure.sql": "{{ config(meta={'part': 'measure_code'}) }}"
    " select measure_code, code, weight * count(*) over (partition by measure_code)::integer as value"
    " from {{ ref('int_counted') }} inner join {{ ref('measure') }} using (measure_code)",
    "models/intermediate/int_indicator.sql": "{{ config(materialized='view', meta={'part': 'indicator_code'}) }}"
    " select indicator_code, code, value from {{ ref('indicator') }} inner join {{ ref('int_measure') }}"
    " on measure_code in (numerator_measure, denominator_measure) where {{ of_due_parts('indicator_code') }}",
    "models/intermediate/int_regional.sql": "select code from {{ parts_of(ref('int_measure'), 'measure_code', ['regions', 'spare']) }} as told",
    "models/marts/fct_measure.sql": "{{ config(meta={'part': 'measure_code'}) }} select measure_code, code, value from {{ ref('int_measure') }}",
    "models/marts/_fct_measure.yml": MART.format(name="fct_measure", key="measure_code"),
    "models/marts/fct_indicator.sql": "{{ config(meta={'part': 'indicator_code'}, indexes=[{'columns': ['code']}]) }}"
    " select indicator_code, code, value from {{ ref('int_indicator') }}",
    "models/marts/_fct_indicator.yml": MART.format(name="fct_indicator", key="indicator_code"),
    "tests/weighed.sql": "select * from {{ ref('fct_indicator') }} where {{ of_due_parts('indicator_code') }} and value > 1000",
}
SHOWN = ("fct_measure", "fct_indicator")
TESTS = {"fct_measure_in_range", "fct_indicator_in_range", "weighed"}


@pytest.fixture(scope="module")
def house(stand_up: Callable[[Mapping[str, str]], House]) -> House:
    house = stand_up(FILES)
    house.build()
    house.release("first")
    return house


def test_parts_of_what_changed_are_made_and_a_whole_build_makes_the_same(house: House, put: Put) -> None:
    put("insee_cog_departement", "2026", "dep reg libelle", [("01", "84", "Ain"), ("69", "84", "Rhône")])
    made = house.build()
    assert made >= {"int_counted", "int_measure", "int_indicator", *SHOWN, *TESTS}
    assert "int_regional" not in made, "it reads other parts"
    assert {name: kinds(house.db, "marts_candidate")[name] for name in SHOWN} == dict.fromkeys(SHOWN, "r")
    assert made_of(house, "fct_measure") == {"counties"}
    assert made_of(house, "fct_indicator") == {"B", "C"}
    assert house.db.execute("select * from intermediate.int_measure where code = '69'").fetchall() == [
        ("counties", "69", 4)
    ]
    by_parts = house.rows()
    house.release("second")
    assert {name for name in kinds(house.db, "marts") if name in by_parts or "__" in name} == set()

    put("insee_cog_region", "2026", "reg libelle", [("11", "Île-de-France"), ("84", "Auvergne")])
    assert "int_regional" in house.build()
    assert made_of(house, "fct_measure") == {"regions"}
    by_parts = house.rows()
    house.release("third")
    assert readers(house.db, "fct_measure") == by_parts["marts_candidate.fct_measure"]

    built.forget(house.db)
    house.build()
    whole = house.rows()
    assert {name: whole[name] for name in whole if "__" not in name} == {
        name: by_parts[name] for name in by_parts if "__" not in name
    }
    assert not [name for name in whole if "__" in name], "a whole build has tables of its own"


def test_a_candidate_that_changes_again_is_made_of_what_stands_last(house: House, put: Put) -> None:
    house.build()
    house.release("before")
    for vintage in ("2027", "2028"):
        put(
            "insee_cog_region",
            vintage,
            "reg libelle",
            [(vintage[:2], "A"), ("84", "Auvergne"), (vintage[2:], "B")],
        )
        house.build()
    assert kinds(house.db, "marts_candidate")["fct_measure"] == "r"
    assert not [name for name in house.rows() if "fct_measure__" in name]
    told = house.db.execute(
        "select code from marts_candidate.fct_measure where measure_code = 'regions' order by 1"
    )
    assert told.fetchall() == [("20",), ("28",), ("84",)]
    house.release("after")


def test_a_row_of_a_seed_that_is_of_one_part_makes_that_part(house: House) -> None:
    house.build()
    house.release("before the seed")
    house.write("seeds/measure.csv", FILES["seeds/measure.csv"].replace("spare,4,Spare", "spare,40,Spare"))
    house.build()
    assert made_of(house, "fct_measure") == {"spare"}
    assert made_of(house, "fct_indicator") == {"D", "F"}
    house.write(
        "seeds/measure.csv", FILES["seeds/measure.csv"].replace("spare,4,Spare", "spare,40,Set apart")
    )
    assert house.build() == {"measure"}, "nothing reads a label"
    house.release("after the seed")


def test_a_part_that_breaks_a_test_is_refused_and_one_that_passed_is_not_asked_again(house: House) -> None:
    house.build("--full-refresh")
    house.release("before the test")
    house.write("seeds/measure.csv", FILES["seeds/measure.csv"].replace("thrift,5", "thrift,6"))
    assert "fct_measure_in_range" in house.build()
    assert "thrift" in made_of(house, "fct_measure_in_range")
    assert "alone" not in made_of(house, "fct_measure_in_range")
    house.write("seeds/measure.csv", FILES["seeds/measure.csv"].replace("thrift,5", "thrift,5000"))
    with pytest.raises(AssertionError, match="fct_measure_in_range"):
        house.build()
    house.write("seeds/measure.csv", FILES["seeds/measure.csv"])
    house.build()
    house.release("after the test")


def test_what_forgotten_releases_leave_is_what_the_last_one_shows(house: House) -> None:
    house.build("--full-refresh")
    house.release("whole")
    for weight in range(10, 10 + releasing.KEPT + 2):
        house.write("seeds/measure.csv", FILES["seeds/measure.csv"].replace("alone,1", f"alone,{weight}"))
        house.build()
        house.release(f"weight {weight}")
        assert dict(readers(house.db, "fct_measure", "measure_code, value"))["alone"] == weight
    assert len(readers(house.db, "fct_measure")) == len(
        house.db.execute("table intermediate.int_measure").fetchall()
    )
    hand_over(house.settings)
    back = releasing.rollback(house.settings)
    assert dict(readers(house.db, "fct_measure", "measure_code, value"))["alone"] == weight - 1, back
    house.build("--full-refresh")
    for number in range(releasing.KEPT):
        house.release(f"whole again {number}")
        house.build("--full-refresh")
    left = house.db.execute(
        "select relname from pg_class where relname ~ '__part$' and relkind = 'r'"
    ).fetchall()
    assert left == [], "nothing shows parts any more"


def readers(db: psycopg.Connection, mart: str, columns: str = "*") -> list[tuple]:
    return sorted(db.execute(f"select {columns} from marts.{mart}").fetchall())


def made_of(house: House, name: str) -> set[str]:
    """Parts that dbt last asked for, of a model or a test."""
    (asked,) = (house.folder / "target" / "run").rglob(f"{name}.sql")
    return {
        key
        for keys in re.findall(r"= any\(array\[(.*?)\]\)", asked.read_text())
        for key in re.findall(r"'(\w+)'", keys)
    }
