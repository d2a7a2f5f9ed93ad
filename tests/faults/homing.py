"""`python -m tests.faults.homing`: a server, a warehouse and one small load in the home that the environment names; then all of it is stopped."""

import json
import sys

from ingestion import walk
from tests.ingestion.conftest import keeps
from warehouse import bootstrap, release, server, terminal
from warehouse.connect import connect, connect_url
from warehouse.settings import Settings


def main() -> None:
    """Tells as JSON what was loaded, and what readers may see of the database."""
    terminal.ready()
    settings = Settings.from_env()
    server.start(settings)
    try:
        bootstrap.prepare(settings)
        loads = [walk.load(one, settings, keeps) for one in walk.fetch("programmes", "acv", settings)]
        again = walk.fetch("programmes", "acv", settings)
        with connect(settings) as db:
            names = db.execute(
                "select distinct lib_com from raw.anct_acv_commune order by 1 limit 1"
            ).fetchone()
            when = db.execute(
                "select abs(extract(epoch from now() - max(finished_at)))::int from ops.load"
            ).fetchone()
        with connect_url(settings.reader_url) as reader:
            reads = reader.execute("select current_user").fetchone()
        told = {
            "rows": [one["rows"] for one in loads],
            "again": len(again),
            "name": names,
            "seconds": when,
            "reader": reads,
        }
        sys.stdout.write(json.dumps({**told, "release": release.current(settings)}) + "\n")
    finally:
        server.stop(settings)


if __name__ == "__main__":
    main()
