"""The tables that one load fills in `raw_candidate`: written once, they become the partition of their vintage as they are."""

from psycopg import Connection, sql

from ingestion.tables import partition_name

MOST_PARTS = 2
_SCHEMA = "raw_candidate"
_COLUMNS = """
select attname, format_type(atttypid, atttypmod), attnotnull from pg_attribute
where attrelid = to_regclass(%s) and attnum > 0 and not attisdropped order by attnum
"""


class Candidate:
    """A vintage that is being loaded, one table a stream.

    With one stream that table is the candidate; with several the candidate is partitioned by column `stream`, and each
    table is one of its partitions. A table is made in the transaction that fills it: with `wal_level = minimal` it is
    not written a second time as log, and its rows are frozen, so that no first reader writes its pages once more.
    """

    def __init__(self, raw_table: str, vintage: str, load_id: int, streams: int = 1) -> None:
        self.raw_table, self.vintage, self.load_id, self.streams = raw_table, vintage, load_id, streams
        self.name = partition_name(raw_table, vintage)
        self._columns: sql.Composable = sql.SQL("")

    @property
    def tables(self) -> list[str]:
        """Names of the tables that hold rows, by stream."""
        return [self.name] if self.streams == 1 else [_part(self.name, n) for n in range(self.streams)]

    def prepare(self, db: Connection) -> None:
        """Drop what an earlier load left, killed or kept aside, and learn what columns there are.

        `like`, in a transaction that lasts as long as its COPY, would hold up whoever publishes another vintage.
        """
        found = db.execute(_COLUMNS, (f"raw.{self.raw_table}",)).fetchall()
        self._columns = sql.SQL(", ").join(
            sql.SQL("{} {} not null" if is_filled else "{} {}").format(sql.Identifier(name), sql.SQL(kind))
            for name, kind, is_filled in found
        )
        for name in (self.name, *(_part(self.name, n) for n in range(MOST_PARTS))):
            db.execute(sql.SQL("drop table if exists {}").format(sql.Identifier(_SCHEMA, name)))

    def make(self, db: Connection, stream: int) -> sql.Identifier:
        """The empty table of a stream, in the caller's transaction, which fills it.

        What makes it a partition is a constraint from the start: attaching it reads no row. It is written once and
        never changes: there is nothing in it for autovacuum to do.
        """
        table = sql.Identifier(_SCHEMA, self.tables[stream])
        told = {
            "table": table,
            "columns": self._columns,
            "vintage": sql.Literal(self.vintage),
            "load_id": sql.Literal(self.load_id),
            "stream": sql.Literal(stream),
        }
        db.execute(sql.SQL("create table {table} ({columns}) with (autovacuum_enabled = off)").format(**told))
        db.execute(
            sql.SQL(
                "alter table {table} alter vintage set default {vintage}, alter load_id set default {load_id},"
                " alter stream set default {stream},"
                " add constraint part check (vintage = {vintage} and stream = {stream}::smallint)"
            ).format(**told)
        )
        return table

    def join(self, db: Connection) -> None:
        """Make one table of those of several streams."""
        if self.streams == 1:
            return
        whole = sql.Identifier(_SCHEMA, self.name)
        with db.transaction():
            db.execute(
                sql.SQL("create table {} ({}) partition by list (stream)").format(whole, self._columns)
            )
            for stream, name in enumerate(self.tables):
                db.execute(
                    sql.SQL("alter table {} attach partition {} for values in ({})").format(
                        whole, sql.Identifier(_SCHEMA, name), sql.Literal(stream)
                    )
                )

    def attach(self, db: Connection) -> None:
        """Move it to `raw`, as the partition of its vintage, in the caller's transaction."""
        for name in dict.fromkeys((self.name, *self.tables)):
            db.execute(sql.SQL("alter table {} set schema raw").format(sql.Identifier(_SCHEMA, name)))
        db.execute(
            sql.SQL("alter table {} attach partition {} for values in ({})").format(
                sql.Identifier("raw", self.raw_table),
                sql.Identifier("raw", self.name),
                sql.Literal(self.vintage),
            )
        )


def _part(name: str, stream: int) -> str:
    return f"{name}__{stream}"
