"""Releases: what readers see changes all at once, is remembered, and can be taken back."""

import psycopg
import pytest
from psycopg import sql

from tests.warehouse.candidate import build, build_facts, release, schemas, seen, stand
from warehouse import release as releasing
from warehouse.errors import ReleaseError


def test_first_release(warehouse_settings, db):
    assert releasing.current(warehouse_settings) is None
    build(db, 1)
    made = release(warehouse_settings, 1)
    assert (made.event, made.fingerprint, made.git_commit) == ("release", "raw1", "commit1")
    assert made == releasing.current(warehouse_settings)
    assert seen(warehouse_settings) == 1
    empty = db.execute("SELECT count(*) FROM pg_class WHERE relnamespace = 'marts_candidate'::regnamespace")
    assert empty.fetchone() == (0,)


def test_reader_reads_only_the_views(warehouse_settings, db):
    build(db, 1)
    made = release(warehouse_settings)
    with psycopg.connect(warehouse_settings.reader_url, autocommit=True) as reader:
        table = sql.Identifier(made.schema_name, "dim_one")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            reader.execute(sql.SQL("SELECT * FROM {}").format(table))
        assert reader.execute("SELECT event, is_current FROM quality.release").fetchall() == [
            ("release", True)
        ]


def test_nothing_to_release(warehouse_settings, db):
    with pytest.raises(ReleaseError, match="nothing to release"):
        release(warehouse_settings)


def test_release_tried_again_answers_with_what_it_released(warehouse_settings, db):
    build(db, 1)
    made = release(warehouse_settings, 1)
    assert release(warehouse_settings, 1) == made
    with pytest.raises(ReleaseError, match="nothing to release"):
        release(warehouse_settings, 2)


def test_a_view_of_what_could_change_is_no_mart(warehouse_settings, db):
    build(db, 1)
    db.execute("CREATE TABLE staging.moving AS SELECT 1 AS one")
    db.execute(
        "CREATE VIEW marts_candidate.loose AS SELECT number FROM staging.moving, marts_candidate.dim_one"
    )
    with pytest.raises(ReleaseError, match=r"loose reads staging\.moving"):
        release(warehouse_settings)


def test_a_view_of_marts_holds_still_with_its_release(warehouse_settings, db):
    seen_through = "SELECT number FROM marts.wide"
    for number in (1, 2):
        db.execute("DROP VIEW IF EXISTS marts_candidate.wide")
        build(db, number)
        db.execute("CREATE VIEW marts_candidate.wide AS SELECT number FROM marts_candidate.dim_one")
        release(warehouse_settings, number)
        with psycopg.connect(warehouse_settings.reader_url) as reader:
            assert reader.execute(seen_through).fetchone() == (number,)
    releasing.rollback(warehouse_settings)
    with psycopg.connect(warehouse_settings.reader_url) as reader:
        assert reader.execute(seen_through).fetchone() == (1,)


def test_comments_reach_readers(warehouse_settings, db):
    build(db, 1)
    db.execute("COMMENT ON TABLE marts_candidate.dim_one IS '100 % of l''Yonne'")
    db.execute("COMMENT ON COLUMN marts_candidate.dim_one.number IS 'Its {number}'")
    release(warehouse_settings)
    found = db.execute(
        "SELECT obj_description('marts.dim_one'::regclass), col_description('marts.dim_one'::regclass, 1)"
    ).fetchone()
    assert found == ("100 % of l'Yonne", "Its {number}")


def test_readers_own_view_survives_and_follows(warehouse_settings, db):
    build(db, 1)
    release(warehouse_settings)
    db.execute("CREATE SCHEMA analyst")
    db.execute("CREATE VIEW analyst.mine AS SELECT number * 10 AS tenfold FROM marts.dim_one")
    build(db, 2, extra=", 'new'::text AS added")
    release(warehouse_settings)
    assert db.execute("SELECT tenfold FROM analyst.mine").fetchone() == (20,)
    assert db.execute("SELECT added FROM marts.dim_one").fetchone() == ("new",)


def test_changed_columns_are_refused_while_somebody_depends_on_them(warehouse_settings, db):
    build(db, 1, extra=", 1 AS other")
    release(warehouse_settings)
    db.execute("CREATE SCHEMA analyst")
    db.execute("CREATE VIEW analyst.mine AS SELECT number FROM marts.dim_one")
    build(db, 2)
    with pytest.raises(ReleaseError, match=r"analyst\.mine"):
        release(warehouse_settings)
    assert seen(warehouse_settings) == 1
    db.execute("DROP VIEW analyst.mine")
    release(warehouse_settings)
    assert seen(warehouse_settings) == 2


def test_mart_that_disappears(warehouse_settings, db):
    build(db, 1)
    db.execute("CREATE TABLE marts_candidate.former AS SELECT 1 AS one")
    release(warehouse_settings)
    build(db, 2)
    release(warehouse_settings)
    assert db.execute("SELECT to_regclass('marts.former')").fetchone() == (None,)


def test_others_objects_in_marts_are_left_alone(warehouse_settings, db):
    build(db, 1)
    release(warehouse_settings)
    db.execute("CREATE VIEW marts.theirs AS SELECT number FROM marts.dim_two")
    build(db, 2)
    release(warehouse_settings)
    assert db.execute("SELECT number FROM marts.theirs").fetchone() == (2,)


def test_a_table_where_a_view_should_be_is_a_clear_error(warehouse_settings, db):
    db.execute("CREATE TABLE marts.dim_one (number integer)")
    build(db, 1)
    with pytest.raises(ReleaseError, match="only views of ours"):
        release(warehouse_settings)


def test_three_releases_are_kept(warehouse_settings, db):
    made = []
    for number in range(5):
        build(db, number)
        made.append(release(warehouse_settings, number))
    assert schemas(db) == {one.schema_name for one in made[-3:]}
    assert [one.release_id for one in releasing.releases(warehouse_settings)] == [
        one.release_id for one in reversed(made)
    ]


def test_rollback(warehouse_settings, db):
    with pytest.raises(ReleaseError, match="nothing to go back to"):
        releasing.rollback(warehouse_settings)
    build_facts(db, ("C01", 2020, 5, "A"))
    first = release(warehouse_settings, 1)
    with pytest.raises(ReleaseError, match="nothing to go back to"):
        releasing.rollback(warehouse_settings)
    build_facts(db, ("C01", 2020, 6, "A"))
    release(warehouse_settings, 2)
    back = releasing.rollback(warehouse_settings)
    assert (back.event, back.schema_name, back.git_commit) == ("rollback", first.schema_name, "commit1")
    assert back.revisions == 1
    assert back.fingerprint == "raw2", "the raw data set aside must not be built again by themselves"
    assert db.execute("SELECT value FROM marts.fct_indicator_value").fetchone() == (5,)
    with pytest.raises(ReleaseError, match="nothing to go back to"):
        releasing.rollback(warehouse_settings)


def test_withdrawn_releases_do_not_come_back(warehouse_settings, db):
    for number in (1, 2, 3):
        build(db, number)
        release(warehouse_settings, number)
    releasing.rollback(warehouse_settings)
    assert seen(warehouse_settings) == 2
    build(db, 4)
    release(warehouse_settings, 4)
    releasing.rollback(warehouse_settings)
    assert seen(warehouse_settings) == 2, "3 was withdrawn"
    releasing.rollback(warehouse_settings)
    assert seen(warehouse_settings) == 1
    with pytest.raises(ReleaseError):
        releasing.rollback(warehouse_settings)


def test_a_mart_that_stands_is_kept_as_long_as_a_release_shows_it(warehouse_settings, db):
    build_facts(db, ("C01", 2020, 5, "A"))
    first = release(warehouse_settings, 0)
    for number in range(1, 5):
        build(db, number)
        stand(db, "fct_indicator_value")
        assert release(warehouse_settings, number).revisions == 0
    assert first.schema_name not in schemas(db)
    left = db.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace('held_1') ORDER BY 1"
    ).fetchall()
    assert left == [("fct_indicator_value",)], "what the kept releases show, and no more"
    releasing.rollback(warehouse_settings)
    assert seen(warehouse_settings) == 3
    assert db.execute("SELECT value FROM marts.fct_indicator_value").fetchone() == (5,)
    for number in range(5, 9):
        build_facts(db, ("C01", 2020, number, "A"))
        release(warehouse_settings, number)
        db.execute("DROP TABLE IF EXISTS marts_candidate.fct_indicator_value")
    assert db.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ '^held'").fetchall() == []


def test_a_table_that_a_model_reads_outlives_its_release(warehouse_settings, db):
    build_facts(db, ("C01", 2020, 5, "A"))
    shown = release(warehouse_settings, 0).schema_name
    db.execute(f"CREATE VIEW intermediate.int_index AS SELECT * FROM {shown}.fct_indicator_value")
    for number in range(1, 5):
        build_facts(db, ("C01", 2020, number, "A"))
        release(warehouse_settings, number)
        db.execute("DROP TABLE IF EXISTS marts_candidate.fct_indicator_value")
    assert shown not in schemas(db)
    assert db.execute("SELECT value FROM intermediate.int_index").fetchone() == (5,)
    db.execute("DROP VIEW intermediate.int_index")
    build(db, 5)
    release(warehouse_settings, 5)
    assert db.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ '^held'").fetchall() == []


def test_a_view_of_another_mart_of_an_earlier_release_is_no_mart(warehouse_settings, db):
    build(db, 1)
    made = release(warehouse_settings)
    build(db, 2)
    db.execute(f"CREATE VIEW marts_candidate.other AS SELECT * FROM {made.schema_name}.dim_one")
    with pytest.raises(ReleaseError, match="other reads release_1"):
        release(warehouse_settings)


def test_a_mart_that_stands_refers_to_the_dimension_made_anew(warehouse_settings, db):
    dimension = "CREATE TABLE marts_candidate.dim_code (code text PRIMARY KEY)"
    db.execute(dimension)
    db.execute("CREATE TABLE marts_candidate.fct_code (code text REFERENCES marts_candidate.dim_code)")
    release(warehouse_settings)
    table = db.execute("SELECT 'release_1.fct_code'::regclass::oid").fetchone()[0]
    for number in range(1, 4):
        db.execute(dimension)
        stand(db, "fct_code")
        made = release(warehouse_settings, number)
        named = db.execute(
            "SELECT confrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass",
            [table],
        ).fetchall()
        assert (f"{made.schema_name}.dim_code",) in named
    assert len(named) == 3, "of the kept releases"
