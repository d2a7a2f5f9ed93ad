"""What one pass tells of a mart is what Great Expectations would have found; bad rows are in `test_runner`."""

import psycopg
import pytest

from expectations import lazy, suites
from expectations.claim import Facts
from expectations.counted import counted
from expectations.passed import Parts
from expectations.runner import MARTS_CANDIDATE
from warehouse.settings import Settings

FACTS = Facts(is_simulated=True)


@pytest.mark.parametrize("mart", ["fct_measure", "dim_status"])
def test_both_ways_say_the_same(
    mart: str, good_marts: dict, conn: psycopg.Connection, module_warehouse_settings: Settings
) -> None:
    claims = suites.mart(mart, FACTS)
    with lazy.engine().tables(module_warehouse_settings.warehouse_url, MARTS_CANDIDATE) as batch_of:
        table = batch_of(mart)
        asked = lazy.engine().evaluate(table, mart, claims)
        told = lazy.engine().evaluate(table, mart, claims, counted(conn, MARTS_CANDIDATE, mart, claims))
    assert told["results"] == asked["results"]


def test_only_what_needs_several_rows_or_tables_is_left(good_marts: dict, conn: psycopg.Connection) -> None:
    claims = suites.mart("fct_measure", FACTS)
    told = counted(conn, MARTS_CANDIDATE, "fct_measure", claims)
    assert [claim.says for claim in claims if told.metrics(claim) is None] == [
        "a measure is one of the dimension's",
        "a status that is not normal has a reason that gives it",
        "centre, rest and unlocated add up to the whole commune",
        "France is the sum of its regions, departments and communes",
    ]


def test_a_row_that_breaks_one_claim_leaves_the_others_told(
    good_marts: dict, conn: psycopg.Connection
) -> None:
    claims = suites.mart("dim_status", FACTS)
    with conn.transaction(force_rollback=True):
        conn.execute("update marts_candidate.dim_status set obs_status = 'N' where obs_status = 'O'")
        told = counted(conn, MARTS_CANDIDATE, "dim_status", claims)
    assert [claim.says[:20] for claim in claims if told.metrics(claim) is None] == [
        "obs_status is one of", "obs_status x status_",
    ]  # fmt: skip


def test_a_column_that_is_missing_is_for_others_to_tell(good_marts: dict, conn: psycopg.Connection) -> None:
    claims = suites.mart("fct_measure", FACTS)
    assert counted(conn, MARTS_CANDIDATE, "dim_status", claims) is None


def test_parts_are_asked_alone_but_for_what_warned_and_what_needs_the_whole(
    good_marts: dict, conn: psycopg.Connection
) -> None:
    claims = suites.mart("fct_measure", FACTS)
    ((some,),) = conn.execute("select min(measure_code) from marts_candidate.fct_measure").fetchall()
    warned = claims[4].says
    with conn.transaction(force_rollback=True):
        conn.execute(
            "update marts_candidate.fct_measure set zone = 'nowhere' where measure_code <> %s", [some]
        )
        whole = counted(conn, MARTS_CANDIDATE, "fct_measure", claims)
        told = counted(
            conn, MARTS_CANDIDATE, "fct_measure", claims, Parts("measure_code", [some], frozenset([warned]))
        )
        none = counted(conn, MARTS_CANDIDATE, "fct_measure", claims, Parts("measure_code", [], frozenset()))
    assert whole.metrics(next(claim for claim in claims if claim.says.startswith("zone is one of"))) is None
    assert [claim.says for claim in claims if told.metrics(claim) is None] == [warned]
    assert (none.rows, [claim.says for claim in claims if none.metrics(claim) is None]) == (0, [])
    facts = suites.mart("fct_indicator_value", FACTS)
    asked = counted(
        conn, MARTS_CANDIDATE, "fct_indicator_value", facts, Parts("indicator_code", ["C01"], frozenset())
    )
    assert [claim.says for claim in facts if asked.metrics(claim) is None] == [
        "every territory, indicator and period has its row"
    ]
