"""Makes `data/warehouse_0001.sql.gz`, a small warehouse as an older version of this project left it.

Not a test, and not run by any: it calls the code of the version whose database is to be kept, from that version's
checkout and environment. `data/README.md` says when it was run, on which commit, and what it leaves out.

    git worktree add /tmp/older <commit>; cd /tmp/older; make setup
    PYTHONPATH=. .venv/bin/python <this file> --home /tmp/fixture --out /tmp/warehouse_0001.sql.gz
"""

import argparse
import gzip
import json
import logging
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

from psycopg import sql
from shapely import from_geojson, to_geojson
from shapely.affinity import scale as scaled

from centres import draw
from expectations.outcome import BrokenPromise
from expectations.runner import check_marts, promise
from ingestion import walk
from ingestion.errors import IngestionError
from ingestion.registry import source
from sample.mirror import write_mirror
from warehouse import bootstrap, fingerprint, programs, release, server
from warehouse.connect import connect
from warehouse.settings import PROJECT, Settings

LOG = logging.getLogger("fixture")
SCALE = 0.02
VISITS = (date(2026, 9, 3), date(2026, 10, 1))
SOURCES = (
    "insee_cog",
    "insee_population",
    "dgcl_epci",
    "programmes",
    "sirene",
    "sirene_geolocalisation",
    "etalab_contours",
)
GIVEN = "42187"
# Lists whose fifth line gets a code that no commune has: too many rows for the first, which fails at the first
# visit and comes at the second, a tolerable part of the other.
FAILING, TOLERATED = "liste-pvd-com2025-20260427.csv", "ngeo-anct-cog2023.csv"
# What stays of the tables that are large: communes of two departments, and three indicators.
PART = {
    "raw.sirene_etablissement": "left(code_commune, 2) IN ('03', '42')",
    "raw.sirene_etablissement_historique": "siret IN (SELECT siret FROM raw.sirene_etablissement)",
    "raw.sirene_geolocalisation": "siret IN (SELECT siret FROM raw.sirene_etablissement)",
    "raw.sirene_unite_legale": "siren IN (SELECT siren FROM raw.sirene_etablissement)",
    "raw.sirene_unite_legale_historique": "siren IN (SELECT siren FROM raw.sirene_etablissement)",
    "ops.revision": "left(territory_code, 2) IN ('03', '42') AND indicator_code IN ('X01', 'C01', 'C03')",
    "bridge_commune_succession": "left(code_to, 2) IN ('03', '42')",
    "bridge_territory_membership": "left(code_commune, 2) IN ('03', '42')",
    "dim_territory_version": "left(territory_code, 2) IN ('03', '42')",
    "fct_establishment_event": "left(code_commune, 2) IN ('03', '42')",
    "fct_establishment_flow": "left(code_commune, 2) IN ('03', '42') AND period >= 2023",
    "fct_indicator_value": "(left(territory_code, 2) IN ('03', '42') OR territory_level = 'france')"
    " AND indicator_code IN ('X01', 'C01', 'C03')",
    "fct_measure": "territory_code IN ('42187', '03190', 'FR') AND period >= 2023",
}
ROLES = ("acte2_loader", "acte2_transformer", "analyst", "bi_reader_acte2_demo")

READERS = """
CREATE ROLE analyst LOGIN;
GRANT USAGE ON SCHEMA marts TO analyst;
GRANT SELECT ON marts.fct_indicator_value, marts.dim_territory TO analyst;
CREATE SCHEMA analyst AUTHORIZATION analyst;
SET LOCAL ROLE analyst;
CREATE VIEW analyst.storefronts AS
SELECT territory_name, period, value, obs_status
FROM marts.fct_indicator_value
INNER JOIN marts.dim_territory USING (territory_level, territory_code)
WHERE indicator_code = 'C01' AND zone = 'all' AND territory_level = 'commune';
COMMENT ON VIEW analyst.storefronts IS 'A reader''s own view.';
"""


def main() -> None:
    """Two visits of the simulated publishers, a release after each, then a dump of a part of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--home", type=Path, required=True, help="folder of its own, made anew")
    parser.add_argument("--out", type=Path, required=True, help="the dump")
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    os.environ["ACTE2_HOME"] = str(given.home)
    os.environ["PERIMETERS"] = str(given.home / "perimeters")
    settings = Settings.from_env()
    settings.perimeters.mkdir(parents=True)
    server.start(settings)
    try:
        bootstrap.prepare(settings)
        for number, day in enumerate(VISITS):
            visit(settings, number, day)
        keep_little(settings)
        dump(settings, given.out)
    finally:
        server.stop(settings)


def visit(settings: Settings, number: int, day: date) -> None:
    """Load what the publishers have on `day`, build and release; the first time a reader makes a view of it."""
    write_mirror(Path(settings.mirror), scale=SCALE, today=day)
    for name in (TOLERATED, FAILING)[: 2 - number]:
        spoil(next(Path(settings.mirror).rglob(name)))
    load(settings)
    dbt(settings, "build", "--select", "+int_storefront_point", "+int_town")
    if number:
        give_polygon(settings)
    LOG.info("drawn %s", draw.draw(settings))
    dbt(settings, "build")
    try:
        LOG.info("warnings %s", check_marts(settings).warnings)
    except BrokenPromise as broken:
        LOG.info("a France this small does not keep every promise: %s", broken)
    with connect(settings) as conn:
        made_of = fingerprint.standing(conn, settings)
        LOG.info("%s", release.release(settings, made_of, commit()))
        if not number:
            conn.execute(READERS)


def spoil(path: Path) -> None:
    lines = path.read_bytes().split(b"\n")
    lines[4] = re.sub(rb"\d", b"?", lines[4], count=1)
    path.write_bytes(b"\n".join(lines))


def give_polygon(settings: Settings) -> None:
    """A user's polygon for one town: half of what was computed."""
    with connect(settings) as conn:
        drawn = conn.execute(
            "SELECT geometry FROM centre.perimeter WHERE code_commune = %s AND is_current", [GIVEN]
        ).fetchone()[0]
    half = scaled(from_geojson(drawn), 0.5, 0.5)
    feature = {
        "type": "Feature",
        "properties": {"code_commune": GIVEN},
        "geometry": json.loads(to_geojson(half)),
    }
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    (settings.perimeters / "given.geojson").write_text(text, encoding="utf-8")


def load(settings: Settings) -> None:
    for name in SOURCES:
        for resource in source(name).resources:
            for landed in walk.fetch(name, resource.name, settings):
                try:
                    done = walk.load(landed, settings, promise)
                    LOG.info("%s", done)
                except IngestionError as error:
                    LOG.info("failed: %s", error)


def dbt(settings: Settings, *arguments: str) -> None:
    place = ["--project-dir", str(PROJECT / "dbt_project"), "--profiles-dir", str(PROJECT / "dbt_project")]
    scratch = ["--target-path", str(settings.home / "dbt"), "--log-path", str(settings.home / "dbt")]
    env = {**os.environ, **settings.dbt_env(), "ACTE2_MARTS_SCHEMA": "marts_candidate"}
    quick = ["--exclude-resource-type", "unit_test", "--exclude-resource-type", "test"]
    command = [str(Path(sys.executable).parent / "dbt"), "--quiet", *arguments, *quick, *place, *scratch]
    subprocess.run(command, env=env, check=True)


def keep_little(settings: Settings) -> None:
    """Take away what would make the dump large; every table, view, right and comment stays."""
    with connect(settings) as conn:
        made = conn.execute(
            "SELECT relnamespace::regnamespace::text, relname FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace::regnamespace::text ~ '^(release_|staging$|intermediate$)'"
        ).fetchall()
        for schema, name in made:
            table = sql.Identifier(schema, name)
            if schema in ("staging", "intermediate"):
                conn.execute(sql.SQL("TRUNCATE {}").format(table))
            elif name in PART:
                conn.execute(
                    sql.SQL("DELETE FROM {} WHERE NOT coalesce({}, false)").format(table, sql.SQL(PART[name]))
                )
        for name, kept in PART.items():
            if "." in name:
                table = sql.Identifier(*name.split("."))
                conn.execute(
                    sql.SQL("DELETE FROM {} WHERE NOT coalesce({}, false)").format(table, sql.SQL(kept))
                )


def dump(settings: Settings, out: Path) -> None:
    """Plain SQL for psql, headed by the roles it names; what only this psql knows is left out."""
    command = [str(programs.psql().with_name("pg_dump")), "--dbname", settings.warehouse_url]
    told = subprocess.run(command, capture_output=True, check=True).stdout
    lines = [line for line in told.split(b"\n") if not line.startswith((b"\\restrict", b"\\unrestrict"))]
    roles = "".join(
        f"DO $$ BEGIN CREATE ROLE {role}; EXCEPTION WHEN duplicate_object THEN NULL; END $$;\n"
        for role in ROLES
    )
    out.write_bytes(gzip.compress(roles.encode() + b"\n".join(lines), 9, mtime=0))


def commit() -> str:
    asked = ["git", "-C", str(PROJECT), "rev-parse", "HEAD"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    main()
