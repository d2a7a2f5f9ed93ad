"""Every suite passes on good rows; every critical claim fails on a bad one; results are kept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from expectations import lazy, runner, suites
from expectations import words as in_words
from expectations.claim import CRITICAL, Claim, Facts
from expectations.counted import counted
from expectations.outcome import MartsPromiseBroken, NotEvaluated, Outcome
from ingestion.declaration import Kind
from tests.expectations.tables import (
    BREAKS_MARTS,
    BREAKS_RAW,
    GOOD_MARTS,
    GOOD_RAW,
    Break,
    make_mart,
    make_raw,
)
from warehouse.ops import built
from warehouse.settings import Settings

VINTAGE = "2026"
CELLS = {
    Kind.TEXT: "x",
    Kind.INTEGER: "1",
    Kind.NUMBER: "1.5",
    Kind.DATE: "2026-01-01",
    Kind.TIMESTAMP: "2026-01-01T00:00:00",
    Kind.BOOLEAN: "true",
    Kind.PRESENCE: "true",
    Kind.SIREN: "356000000",
    Kind.SIRET: "35600000000048",
    Kind.CODE_COMMUNE: "89024",
    Kind.CODE_DEPARTEMENT: "89",
    Kind.YEAR: "2026",
}
WITH_IDENTITY = [table for table, (_, resource) in suites.declared().items() if resource.identity]


def begin_load(conn: psycopg.Connection, table: str, is_simulated: bool = True) -> int:
    row = conn.execute(
        """insert into ops.load (source, resource, raw_table, is_simulated) values ('test', 'test', %s, %s)
           returning load_id""",
        [table, is_simulated],
    ).fetchone()
    return row[0]


def break_it(conn: psycopg.Connection, where: sql.Identifier, statement: str) -> None:
    conn.execute(sql.SQL(statement).format(t=where))


@pytest.fixture
def broken(conn: psycopg.Connection, good_marts: dict[str, sql.Identifier]) -> Iterator[Callable]:
    """`broken(mart, statement)` on marts that are good; what a test broke is made again after it."""
    done = set()

    def break_mart(mart: str, statement: str) -> None:
        done.add(mart)
        break_it(conn, good_marts[mart], statement)

    yield break_mart
    for mart in done:
        make_mart(conn, mart)


@pytest.mark.parametrize("table", GOOD_RAW)
def test_good_rows_keep_the_promise(
    table: str, conn: psycopg.Connection, module_warehouse_settings: Settings
) -> None:
    make_raw(conn, table, f"{table}__1")
    load_id = begin_load(conn, table)
    outcome = runner.promise(module_warehouse_settings, table, VINTAGE, load_id).judge(f"{table}__1")
    assert (outcome.success, outcome.critical, outcome.warnings) == (True, [], [])
    kept = conn.execute(
        """select suite, asset, vintage, success, severity_failed, failed, message, evaluated
             from quality.validation where load_id = %s""",
        [load_id],
    ).fetchall()
    claims = suites.raw(table, Facts(VINTAGE, is_simulated=True))
    expected = (f"raw_{table}", f"raw.{table}", VINTAGE, True, None, 0, None, len(claims))
    assert kept == [expected]


@pytest.mark.parametrize("table", BREAKS_RAW)
def test_each_bad_row_breaks_its_claim(
    table: str, conn: psycopg.Connection, module_warehouse_settings: Settings
) -> None:
    make_raw(conn, table, "bad")
    claims = suites.raw(table, Facts(VINTAGE, is_simulated=True))
    assert unbroken(module_warehouse_settings, conn, "raw_candidate.bad", claims, BREAKS_RAW[table]) == []


def unbroken(
    settings: Settings, conn: psycopg.Connection, where: str, claims: list[Claim], breaks: list[Break]
) -> list[Break]:
    """Of the ways to break good rows, those after which no critical claim of their words fails."""
    schema, table = where.split(".")
    name, engine, found = sql.Identifier(schema, table), lazy.engine(), []
    with engine.tables(settings.warehouse_url, schema) as batch_of:
        batch = batch_of(table)
        for statement, words in breaks:
            with broken_for_a_while(conn, name, statement):
                of_words = [claim for claim in claims if words in claim.says]
                told = counted(conn, schema, table, of_words) if schema == runner.MARTS_CANDIDATE else None
                outcome = in_words.outcome(engine.evaluate(batch, table, of_words, told))
            if outcome.success or not any(words in reason for reason in outcome.critical):
                found.append((statement, words))
    return found


@contextmanager
def broken_for_a_while(conn: psycopg.Connection, where: sql.Identifier, statement: str) -> Iterator[None]:
    conn.execute(sql.SQL("create temp table good as table {}").format(where))
    break_it(conn, where, statement)
    yield
    conn.execute(sql.SQL("truncate {}").format(where))
    conn.execute(sql.SQL("insert into {} table good").format(where))
    conn.execute("drop table good")


def test_a_broken_promise_is_kept(conn: psycopg.Connection, module_warehouse_settings: Settings) -> None:
    (table, [(statement, words), *_]), *_ = BREAKS_RAW.items()
    where = make_raw(conn, table, "broken")
    break_it(conn, where, statement)
    load_id = begin_load(conn, table)
    outcome = runner.promise(module_warehouse_settings, table, VINTAGE, load_id).judge("broken")
    assert not outcome.success
    assert any(words in reason for reason in outcome.critical), outcome.critical
    kept = conn.execute(
        "select success, severity_failed from quality.validation where load_id = %s", [load_id]
    ).fetchone()
    assert kept == (False, "critical")


@pytest.mark.parametrize("table", WITH_IDENTITY)
def test_two_rows_alike_break_the_base_suite(
    table: str, conn: psycopg.Connection, module_warehouse_settings: Settings
) -> None:
    """Columns that a file may lack are left null: two nulls are alike."""
    _, resource = suites.declared()[table]
    columns = {column.name: column for column in resource.columns if column.name in resource.identity}
    row = ";".join(CELLS[column.kind] if column.required else "" for column in columns.values())
    where = make_raw(conn, table, "alike", "\n".join([";".join(columns), row]))
    engine, claims = lazy.engine(), suites.base(resource)
    with engine.tables(module_warehouse_settings.warehouse_url, "raw_candidate") as batch_of:
        batch = batch_of("alike")
        assert in_words.outcome(engine.evaluate(batch, "base", claims)) == Outcome(True, [], [])
        break_it(conn, where, "insert into {t} select * from {t}")
        outcome = in_words.outcome(engine.evaluate(batch, "base", claims))
    copies = outcome.warnings if resource.tolerates_copies else outcome.critical
    assert copies[0].startswith(f"expected: {' x '.join(resource.identity)} is unique. Found: ")
    assert outcome.success is resource.tolerates_copies


@pytest.mark.parametrize("mart", BREAKS_MARTS)
def test_each_bad_row_breaks_a_mart(
    mart: str, conn: psycopg.Connection, good_marts: dict, module_warehouse_settings: Settings
) -> None:
    claims, breaks = suites.mart(mart, Facts(is_simulated=True)), BREAKS_MARTS[mart]
    assert unbroken(module_warehouse_settings, conn, f"marts_candidate.{mart}", claims, breaks) == []


def test_good_marts_pass(good_marts: dict, module_warehouse_settings: Settings) -> None:
    outcome = runner.check_marts(module_warehouse_settings)
    assert outcome.success
    assert not outcome.critical


def test_a_suite_that_passed_looks_again_only_at_other_tables(
    good_marts: dict, conn: psycopg.Connection, module_warehouse_settings: Settings
) -> None:
    runner.check_marts(module_warehouse_settings)
    looked = "select count(*) from quality.validation where asset = %s"
    marts = ("marts.dim_status", "marts.dim_territory")
    before = [conn.execute(looked, [mart]).fetchone()[0] for mart in marts]
    conn.execute("create table marts_candidate.other as table marts_candidate.dim_territory")
    conn.execute("drop table marts_candidate.dim_territory")
    conn.execute("alter table marts_candidate.other rename to dim_territory")
    runner.check_marts(module_warehouse_settings)
    after = [conn.execute(looked, [mart]).fetchone()[0] for mart in marts]
    assert after == [before[0], before[1] + 1]


def test_broken_marts_are_told_together(
    broken: Callable, conn: psycopg.Connection, module_warehouse_settings: Settings
) -> None:
    built.forget(conn)  # the tables are broken as they stand, which no build does
    broken("dim_territory", "update {t} set population = -1")
    broken("dim_source_vintage", "update {t} set sha256 = 'abc'")
    with pytest.raises(MartsPromiseBroken, match="sha256 is a SHA-256") as told:
        runner.check_marts(module_warehouse_settings)
    assert len(told.value.reasons) == 2


def test_a_mart_that_is_missing_stops_the_release(
    broken: Callable, module_warehouse_settings: Settings
) -> None:
    broken("dim_indicator", "drop table {t}")
    with pytest.raises(NotEvaluated, match="dim_indicator"):
        runner.check_marts(module_warehouse_settings)


def test_every_suite_has_its_good_rows() -> None:
    particular = suites.raw_suites()
    tables = {
        table
        for table, (source, resource) in suites.declared().items()
        if (source, resource.name) in particular
    }
    assert tables <= set(GOOD_RAW)
    assert set(GOOD_MARTS) == set(suites.mart_suites())


def test_every_critical_claim_has_its_bad_row() -> None:
    """Of the base suite, `test_two_rows_alike_break_the_base_suite`; of all else, a break of its own."""
    facts = Facts(VINTAGE, is_simulated=True)
    tables = {
        table: suites.raw(table, facts)[len(suites.base(resource)) :]
        for table, (_, resource) in suites.declared().items()
    }
    tables |= {mart: suites.mart(mart, facts) for mart in suites.mart_suites()}
    broken = BREAKS_RAW | BREAKS_MARTS
    unproven = [
        (table, claim.says)
        for table, claims in tables.items()
        for claim in claims
        if claim.severity == CRITICAL and not any(words in claim.says for _, words in broken.get(table, []))
    ]
    assert unproven == []


def test_sizes_of_the_country_warn_on_real_files_only(
    conn: psycopg.Connection, module_warehouse_settings: Settings
) -> None:
    make_raw(conn, "insee_cog_departement", "cog")
    load_id = begin_load(conn, "insee_cog_departement", is_simulated=False)
    outcome = runner.promise(module_warehouse_settings, "insee_cog_departement", "2026", load_id).judge("cog")
    assert outcome.success
    assert [reason for reason in outcome.warnings if "the table has exactly 101 rows" in reason]
    kept = conn.execute(
        "select success, severity_failed, failed from quality.validation where load_id = %s", [load_id]
    ).fetchone()
    assert kept == (False, "warning", 1)


def test_a_sentence_tells_values_and_what_to_do(
    conn: psycopg.Connection, module_warehouse_settings: Settings
) -> None:
    where = make_raw(conn, "sirene_etablissement", "stock")
    break_it(conn, where, "update {t} set nomenclature_activite = 'NAF2025' where siret like '%%48'")
    load_id = begin_load(conn, "sirene_etablissement")
    outcome = runner.promise(module_warehouse_settings, "sirene_etablissement", "2026-09", load_id).judge(
        "stock"
    )
    assert outcome.critical == [
        "expected: nomenclature_activite is one of NAF1993, NAFRev1, NAFRev2, NAP. Found: 1 of 2 rows "
        "(50.00%) are otherwise, such as 'NAF2025'. A declared break: activities in an unknown "
        "nomenclature cannot be grouped as before. Add its groups to the NAF seed and a bridge to "
        "NAFRev2, then declare it here; until then the last vintage stays."
    ]


def test_at_most_twenty_offending_values_are_kept(
    conn: psycopg.Connection, module_warehouse_settings: Settings
) -> None:
    where = make_raw(conn, "insee_cog_region", "regions")
    break_it(conn, where, "insert into {t} select 'x' || i from generate_series(1, 500) as i")
    load_id = begin_load(conn, "insee_cog_region")
    runner.promise(module_warehouse_settings, "insee_cog_region", "2026", load_id).judge("regions")
    lengths = conn.execute(
        """select max(jsonb_array_length(one -> 'result' -> 'partial_unexpected_list'))
             from quality.validation, jsonb_array_elements(result -> 'results') as one where load_id = %s""",
        [load_id],
    ).fetchone()
    assert lengths == (20,)


def test_what_cannot_be_evaluated_is_not_a_broken_promise(
    conn: psycopg.Connection, module_warehouse_settings: Settings
) -> None:
    conn.execute("create table raw_candidate.narrow (reg text)")
    with pytest.raises(NotEvaluated, match="could not evaluate"):
        runner.promise(module_warehouse_settings, "insee_cog_region", "2026", 0).judge("narrow")
    with pytest.raises(NotEvaluated, match=r"could not read raw_candidate\.absent: .*does not exist$"):
        runner.promise(module_warehouse_settings, "insee_cog_region", "2026", 0).judge("absent")
    password = module_warehouse_settings.warehouse_url.split(":")[2].split("@")[0]
    with pytest.raises(NotEvaluated) as missing:
        runner.promise(module_warehouse_settings, "insee_cog_region", "2026", 0).judge("absent")
    assert password not in str(missing.value)


def test_a_server_away_is_told_without_its_password() -> None:
    url = "postgresql://owner:hush-hush@127.0.0.1:1/nowhere"
    with pytest.raises(NotEvaluated) as away, lazy.engine().tables(url, "raw_candidate") as batch_of:
        batch_of("candidate")
    assert "could not read raw_candidate.candidate" in str(away.value)
    assert "hush-hush" not in str(away.value)


def test_a_password_with_odd_characters_reaches_the_server(
    conn: psycopg.Connection, module_warehouse_settings: Settings
) -> None:
    make_raw(conn, "insee_cog_region", "regions")
    password = "pa$$w${HOME}%r@d/:"
    role = sql.Identifier(f"odd_{module_warehouse_settings.database}")
    conn.execute(sql.SQL("create role {} login superuser password {}").format(role, sql.Literal(password)))
    parts = urlsplit(module_warehouse_settings.warehouse_url)
    login = f"odd_{module_warehouse_settings.database}:{quote(password, safe='$')}"
    url = urlunsplit(parts._replace(netloc=f"{login}@{parts.hostname}:{parts.port}"))
    with lazy.engine().tables(url, "raw_candidate") as batch_of:
        assert batch_of("regions").columns() == ["reg", "cheflieu", "libelle"]
    conn.execute(sql.SQL("drop role {}").format(role))


def test_sizes_of_the_country_are_left_out_for_real_files_of_the_simulated_mirror(
    conn: psycopg.Connection, module_warehouse_settings: Settings
) -> None:
    make_raw(conn, "insee_cog_departement", "cog")
    load_id = begin_load(conn, "insee_cog_departement", is_simulated=False)
    simulated = replace(module_warehouse_settings, mirror=str(module_warehouse_settings.home / "mirror"))
    outcome = runner.promise(simulated, "insee_cog_departement", "2026", load_id).judge("cog")
    assert outcome.warnings == []


def test_no_connection_is_left_open(conn: psycopg.Connection, module_warehouse_settings: Settings) -> None:
    make_raw(conn, "insee_cog_region", "regions")
    runner.promise(module_warehouse_settings, "insee_cog_region", "2026", 0).judge("regions")
    left = conn.execute(
        "select count(*) from pg_stat_activity where application_name = 'acte2-expectations'"
    ).fetchone()
    assert left == (0,)
