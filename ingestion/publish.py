"""A candidate that kept its promises becomes the partition of its vintage, in one transaction."""

import os
from collections.abc import Mapping

from psycopg import Connection, errors, sql
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from ingestion.candidate import Candidate
from ingestion.counts import Counts
from ingestion.declaration import Resource
from ingestion.errors import Incomplete, TooFewRows, TooManyRejects
from warehouse.ops import loads, vintages

ACCEPT = "ACCEPT_FEWER_ROWS"
# Whether a tenth of the rows is of partitions that were analysed after their parent, or that it did not have then.
_IS_ANALYSIS_DUE = """
select
    sum(leaf.reltuples) filter (where coalesce(pg_stat_get_last_analyze_time(leaf.oid) > parent.analysed, true))
        >= 0.1 * sum(leaf.reltuples)
    or abs(sum(leaf.reltuples) - parent.reltuples) >= 0.1 * sum(leaf.reltuples)
from
    (select pg_stat_get_last_analyze_time(oid) as analysed, reltuples from pg_class where oid = to_regclass(%(table)s)) as parent
    cross join pg_partition_tree(to_regclass(%(table)s)) as part
    inner join pg_class as leaf on leaf.oid = part.relid
where part.isleaf
group by parent.analysed, parent.reltuples
"""
_PARTITION = """
select child.relname from pg_inherits join pg_class as child on child.oid = inhrelid
where inhparent = to_regclass(%s)
    and pg_get_expr(child.relpartbound, child.oid) = format('FOR VALUES IN (%%L)', %s::text)
"""


def check_counts(
    db: Connection,
    resource: Resource,
    vintage: str,
    file: str,
    counts: Counts,
    expected_rows: Mapping[str, int | None],
) -> None:
    """Compare rows with what is expected of them: by who says how many, the declaration, the previous vintage."""
    for who, expected in expected_rows.items():
        if expected is not None and counts.read != expected:
            raise Incomplete(f"{file}: {counts.read} rows read, {who} says {expected}. Fetch it again.")
    if counts.faulty > resource.reject_tolerance * counts.read:
        raise TooManyRejects(
            f"{file}: {counts.faulty} of {counts.read} rows hold a cell that cannot be read, at most "
            f"{resource.reject_tolerance:.1%} tolerated. {' '.join(f'{said}.' for said in counts.sentences()[:3])} "
            f"`python -m ingestion rejects {resource.raw_table}` shows more; correct the declaration if the "
            "publisher changed the column."
        )
    if counts.loaded < resource.minimum_rows:
        raise TooFewRows(f"{file}: {counts.loaded} rows, at least {resource.minimum_rows} expected.")
    _ratchet(db, resource, vintage, file, counts.loaded)


def _ratchet(db: Connection, resource: Resource, vintage: str, file: str, rows: int) -> None:
    """Compare with what stands of the same vintage, whoever published it, else with the vintage before."""
    own = vintages.standing(db, resource.raw_table, vintage)
    if own:
        _compare(resource, vintage, file, rows, (vintage, own.rows), resource.republish_tolerance)
    elif previous := vintages.rows_up_to(db, resource.raw_table, vintage):
        _compare(resource, vintage, file, rows, previous, resource.shrink_tolerance)


def _compare(
    resource: Resource, vintage: str, file: str, rows: int, before: tuple[str, int], tolerance: float
) -> None:
    """Raise TooFewRows when more is missing of the vintage `before` and its rows than is tolerated."""
    compared, stood = before
    name = f"{resource.raw_table}@{vintage}"
    if compared == vintage and stood and not rows:
        raise TooFewRows(
            f"{file}: no rows, where {stood} stand of vintage {vintage}. They stay. If the publisher really withdrew "
            f"all of them: python -m ingestion withdraw {resource.raw_table} {vintage}."
        )
    if rows >= (1 - tolerance) * stood or name in os.environ.get(ACCEPT, "").split(","):
        return
    raise TooFewRows(
        f"{file}: {rows} rows, {rows / stood:.0%} of the {stood} of vintage {compared}; at least {1 - tolerance:.0%} "
        f"expected. The published vintage stays. If the publisher really dropped them, run again with {ACCEPT}={name}."
    )


@retry(
    retry=retry_if_exception_type(errors.LockNotAvailable),
    stop=stop_after_attempt(20),
    wait=wait_random_exponential(max=15),
    reraise=True,
)
def publish(db: Connection, resource: Resource, candidate: Candidate) -> None:
    """Attach the candidate in place of its vintage and drop vintages beyond the kept ones."""
    load_id = candidate.load_id
    with db.transaction():
        db.execute("set local lock_timeout = '5s'")
        _retire(db, resource, candidate.vintage, load_id, "replaced")
        candidate.attach(db)
        loads.close(db, load_id, "published")
        for old in _beyond_kept(db, resource):
            _retire(db, resource, old, load_id, "retired")


def analyse(db: Connection, raw_table: str) -> None:
    """Let the planner know the whole table anew, once what came since makes a tenth of it.

    Partitions have statistics of their own before they are published; joins ask for those of the whole.
    """
    due = db.execute(_IS_ANALYSIS_DUE, {"table": f"raw.{raw_table}"}).fetchone()
    if due and due[0]:
        db.execute(sql.SQL("analyze {}{}").format(_only(db), sql.Identifier("raw", raw_table)))


def _only(db: Connection) -> sql.SQL:
    """Before version 18 a parent is not analysed without its partitions."""
    return sql.SQL("only " if db.info.server_version >= 180000 else "")


def _beyond_kept(db: Connection, resource: Resource) -> list[str]:
    if resource.keep is None:
        return []
    return vintages.of_table(db, resource.raw_table)[resource.keep :]


def _retire(db: Connection, resource: Resource, vintage: str, load_id: int, outcome: str) -> None:
    """Drop the partition of a vintage, if it is there, and say so on its lines."""
    drop_partition(db, resource.raw_table, vintage)
    vintages.retire(db, resource.raw_table, vintage, load_id, outcome)


def drop_partition(db: Connection, raw_table: str, vintage: str) -> None:
    """Drop the partition that holds a vintage, whatever its name is; nothing when there is none."""
    for (name,) in db.execute(_PARTITION, (f"raw.{raw_table}", vintage)).fetchall():
        child = sql.Identifier("raw", name)
        db.execute(
            sql.SQL("alter table {} detach partition {}").format(sql.Identifier("raw", raw_table), child)
        )
        db.execute(sql.SQL("drop table {}").format(child))
