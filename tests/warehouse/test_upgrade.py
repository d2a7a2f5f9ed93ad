"""A warehouse that version 0.1.0 left is brought to this version with nothing lost.

Every migration to come is exercised here by being there. One that changes what the older tables hold on purpose has
to say so here.
"""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from psycopg import sql

from ingestion.tables import ensure_all
from tests.handing import released
from tests.warehouse.conftest import OLDER_READER
from tests.warehouse.test_migrate import add, there, version
from warehouse import migrate, release
from warehouse.bootstrap import complete, prepare
from warehouse.connect import connect
from warehouse.errors import MigrationError
from warehouse.roles import Role
from warehouse.settings import Settings

# Schemas whose rows are to be there after an upgrade; `marts` are the views that readers read.
HELD = "^(raw|raw_candidate|ops|centre|quality|marts|release_[0-9]+)$"
_COLUMNS = """
    SELECT relnamespace::regnamespace::text, relname::text, array_agg(attname::text ORDER BY attnum)
    FROM pg_class INNER JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
    WHERE relnamespace::regnamespace::text ~ %s AND relkind IN ('r', 'p', 'v')
    GROUP BY relnamespace, relname
"""
_ROWS = """
    SELECT count(*), md5(coalesce(string_agg(md5(line::text), '' ORDER BY md5(line::text)), ''))
    FROM (SELECT {} FROM {}) AS line
"""

Columns = dict[tuple[str, str], list[str]]
Contents = dict[tuple[str, str], tuple[int, str]]


def columns(db: psycopg.Connection) -> Columns:
    return {(schema, name): held for schema, name, held in db.execute(_COLUMNS, [HELD]).fetchall()}


def contents(db: psycopg.Connection, known: Columns) -> Contents:
    """Rows and hash of each table and view, by the columns it is known to have had."""
    found = {}
    for table, held in known.items():
        names = sql.SQL(", ").join(map(sql.Identifier, held))
        found[table] = db.execute(sql.SQL(_ROWS).format(names, sql.Identifier(*table))).fetchone()
    return found


def storefronts(db: psycopg.Connection) -> list[tuple]:
    """What the reader's own view answers, asked by that reader."""
    with db.transaction():
        db.execute("SET LOCAL ROLE analyst")
        return db.execute("SELECT * FROM analyst.storefronts ORDER BY territory_name, period").fetchall()


def test_the_kept_warehouse_holds_what_an_upgrade_could_lose(older_db):
    counts = {table: rows for table, (rows, _) in contents(older_db, columns(older_db)).items()}
    assert not there(older_db, "ops.migration")
    assert len([name for schema, name in counts if schema == "raw" and "sirene_etablissement__" in name]) == 2
    assert {schema for schema, _ in counts if schema.startswith("release_")} == {"release_1", "release_2"}
    for table in ("ops.load", "ops.reject", "ops.revision", "ops.transfer", "quality.validation"):
        assert counts[tuple(table.split("."))] > 0, table
    for schema, name in (("marts", "fct_indicator_value"), ("release_1", "fct_indicator_value")):
        assert counts[schema, name] > 100
    drawn = older_db.execute(
        "SELECT method, max(version) FROM centre.perimeter GROUP BY method ORDER BY method"
    )
    assert drawn.fetchall() == [("disc", 1), ("user", 2)]
    assert len(storefronts(older_db)) > 50


def test_nothing_is_lost(older, older_db):
    known = columns(older_db)
    before, seen = contents(older_db, known), storefronts(older_db)
    assert "from before migrations were recorded" in migrate.told(older_db)
    prepare(older)
    ensure_all(older_db)
    assert version(older_db) == len(migrate.migrations())
    assert contents(older_db, known) == before
    assert storefronts(older_db) == seen


def test_figures_that_stand_take_the_plain_form_that_staging_reads(older, older_db):
    for table in ("lovac_commune", "anct_qpv"):
        parent, part = sql.Identifier("raw", table), sql.Identifier("raw", f"{table}__1999")
        older_db.execute(
            sql.SQL("CREATE TABLE {} PARTITION OF {} FOR VALUES IN ('1999')").format(part, parent)
        )
    stood = ["1\u202f234", "19 012", "12,5", "-3", "7", "0.50", "s", "[ND]", "1,2,3", "", None]
    for figure in stood:
        line = "INSERT INTO raw.lovac_commune (pp_total, vintage, load_id) VALUES (%s, '1999', 1)"
        older_db.execute(line, [figure])
    older_db.execute(
        "INSERT INTO raw.anct_qpv (insee_com, vintage, load_id) VALUES ('93001, 93005', '1999', 1)"
    )
    prepare(older)
    query = "SELECT pp_total FROM raw.lovac_commune WHERE vintage = '1999'"
    found = [figure for (figure,) in older_db.execute(query).fetchall()]
    expected = ["1234", "19012", "12.5", "-3", "7", "0.50", "s", "[ND]", "1,2,3", "", None]
    assert sorted(found, key=str) == sorted(expected, key=str)
    codes = older_db.execute("SELECT insee_com FROM raw.anct_qpv WHERE vintage = '1999'").fetchall()
    assert codes == [("93001,93005",)]


def test_readers_read_what_they_read(older, older_db):
    query = "SELECT count(*), sum(value) FROM fct_indicator_value"
    before = older_db.execute(query.replace("FROM ", "FROM marts.")).fetchone()
    revisions = older_db.execute("SELECT count(*) FROM ops.revision").fetchone()
    complete(older)
    with psycopg.connect(older.reader_url) as reader:
        assert reader.execute(query).fetchone() == before
        assert reader.execute("SELECT count(*) FROM quality.revision").fetchone() == revisions
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            reader.execute("SELECT * FROM ops.migration")
    for table in ("marts.fct_indicator_value", "quality.revision"):
        told = older_db.execute("SELECT has_table_privilege(%s, %s, 'SELECT')", [OLDER_READER, table])
        assert told.fetchone() == (True,), "readers of before, too"


def test_vintages_in_use_are_those_published(older, older_db):
    complete(older)
    held = older_db.execute("SELECT DISTINCT raw_table, vintage FROM ops.load WHERE outcome = 'published'")
    in_use = older_db.execute("SELECT raw_table, vintage FROM ops.vintage_in_use")
    assert sorted(held.fetchall()) == sorted(in_use.fetchall()) != []


def test_a_release_can_be_taken_back_and_another_made(older, older_db):
    complete(older)
    before, revised = storefronts(older_db), count(older_db, "ops.revision")
    back = release.rollback(older)
    assert (back.release_id, back.schema_name) == (3, "release_1")
    assert storefronts(older_db) != before
    build_again(older_db)
    made = released(older, "made of the same")
    assert (made.release_id, made.schema_name) == (4, "release_4")
    assert storefronts(older_db) == before
    assert count(older_db, "ops.revision") == revised + back.revisions + made.revisions
    assert made.revisions > 0


NOT_HANDED_OVER = """
    SELECT oid::regclass::text FROM pg_class
    WHERE relnamespace::regnamespace::text ~ '^(raw|raw_candidate|staging|intermediate|marts|release_[0-9]+)$'
        AND relkind IN ('r', 'p', 'v') AND pg_get_userbyid(relowner) = CURRENT_USER
"""


def test_what_the_owner_made_is_handed_over_and_worked_on_by_each_job(older, older_db):
    assert older_db.execute(NOT_HANDED_OVER).fetchall()
    older_db.execute("CREATE VIEW staging.stg_old__one AS SELECT * FROM raw.lovac_commune")
    complete(older)
    assert older_db.execute(NOT_HANDED_OVER).fetchall() == []
    with connect(older, Role.LOADER) as loader:
        ensure_all(loader)
        parent, partition = loader.execute(
            "SELECT inhparent::regclass::text, inhrelid::regclass::text FROM pg_inherits"
            " INNER JOIN pg_class ON pg_class.oid = inhparent AND relnamespace = 'raw'::regnamespace LIMIT 1"
        ).fetchone()
        loader.execute(f"ALTER TABLE {parent} DETACH PARTITION {partition}")
        loader.execute(f"DROP TABLE {partition}")
    with connect(older, Role.ANALYST) as analyst:
        analyst.execute("SELECT count(*) FROM staging.stg_old__one")
    with connect(older, Role.TRANSFORMER) as transformer:
        may = "SELECT has_table_privilege('raw.lovac_commune', 'MAINTAIN')"
        assert transformer.execute(may).fetchone() == (True,)
        transformer.execute("SELECT count(*) FROM staging.stg_old__one")
        transformer.execute(
            "CREATE VIEW marts_candidate.dim_territory AS SELECT * FROM release_2.dim_territory"
        )
        transformer.execute("DROP VIEW staging.stg_old__one")


def test_groups_of_before_have_no_rights_any_more(older, older_db):
    held = "SELECT has_schema_privilege('acte2_loader', 'raw', 'CREATE'), has_table_privilege('acte2_loader', 'ops.load', 'INSERT')"
    assert older_db.execute(held).fetchone() == (True, True)
    complete(older)
    assert older_db.execute(held).fetchone() == (False, False)


def test_whom_the_owner_promised_tables_to_come_reads_them(older, older_db):
    older_db.execute("ALTER DEFAULT PRIVILEGES IN SCHEMA marts GRANT SELECT ON TABLES TO analyst")
    complete(older)
    with connect(older, Role.RELEASER) as releaser:
        releaser.execute("CREATE VIEW marts.later AS SELECT 1 AS one")
    told = older_db.execute("SELECT has_table_privilege('analyst', 'marts.later', 'SELECT')")
    assert told.fetchone() == (True,)


def build_again(db: psycopg.Connection) -> None:
    """As dbt does: the marts, here those of the second release again."""
    for schema, name in columns(db):
        if schema == "release_2":
            made = sql.SQL("CREATE TABLE {} AS TABLE {}")
            db.execute(made.format(sql.Identifier("marts_candidate", name), sql.Identifier(schema, name)))


def count(db: psycopg.Connection, table: str) -> int:
    return db.execute(
        sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(*table.split(".")))
    ).fetchone()[0]


def test_a_failure_in_the_middle_leaves_it_at_the_version_before(older, older_db, folder):
    known = columns(older_db)
    before, seen = contents(older_db, known), storefronts(older_db)
    newest = len(migrate.migrations())
    add(folder, "ALTER TABLE ops.load ADD COLUMN first_step text;", "DELETE FROM ops.revision; SELECT 1 / 0;")
    with pytest.raises(MigrationError, match=f"stays at version {newest + 1}"):
        prepare(older)
    assert version(older_db) == newest + 1
    assert contents(older_db, known) == before
    assert storefronts(older_db) == seen
    (folder / f"{newest + 2:04}_step.sql").write_text("SELECT 1;", "utf-8")
    prepare(older)
    assert version(older_db) == newest + 2
    assert contents(older_db, known) == before


def test_the_first_one_failing_leaves_it_as_it_was(older, older_db, folder):
    known = columns(older_db)
    before = contents(older_db, known)
    first = next(folder.glob("0001_*.sql"))
    good = first.read_text("utf-8")
    first.write_text(good + "DROP TABLE ops.reject; SELECT 1 / 0;", "utf-8")
    with pytest.raises(MigrationError, match="stays at version 0"):
        prepare(older)
    assert contents(older_db, known) == before
    first.write_text(good, "utf-8")
    prepare(older)
    assert contents(older_db, known) == before


def test_several_at_once(older: Settings, older_db: psycopg.Connection):
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(prepare, [older] * 3))
    assert [one.number for one in migrate.recorded(older_db)] == [one.number for one in migrate.migrations()]
