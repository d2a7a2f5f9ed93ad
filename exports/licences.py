"""Where the figures come from: publisher, licence and vintage of each source, and what stands under ODbL."""

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import psycopg
from psycopg import sql

from exports import own
from ingestion.registry import in_french, source

OPEN = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte 2.0",
    "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}
ODBL = {
    "name": "ODbL-1.0",
    "title": "Open Data Commons Open Database License 1.0",
    "path": "https://opendatacommons.org/licenses/odbl/1-0/",
}
# Raw tables under ODbL. Marts that hold places drawn from them are shared alike. Indicators D05 and D05H, and the measures
# under them, are figures made of OpenStreetMap's shops (produced works): shown with the attribution.
TABLES_UNDER_ODBL = {"etalab_mairie", "osm_banco_commerce"}
ATTRIBUTION = "© les contributeurs OpenStreetMap, ODbL 1.0"


@dataclass(frozen=True)
class Origin:
    """A source as the release used it, its words in French; `vintages` by raw table."""

    name: str
    title: str
    producer: str
    homepage: str
    licence: str
    vintages: dict[str, list[str]]
    is_simulated: bool


def origins(conn: psycopg.Connection, schema: str, publish_local: bool = False) -> list[Origin]:
    """Every source of a release, by name; towns' own only when they publish it."""
    rows = conn.execute(
        sql.SQL("SELECT source, raw_table, vintage, is_simulated FROM {} AS file ORDER BY 1, 2, 3").format(
            own.vintages(schema, publish_local)
        )
    ).fetchall()
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, table, vintage, _ in rows:
        found[name][table].append(vintage)
    simulated = {name for name, _, _, is_simulated in rows if is_simulated}
    return [_origin(name, vintages, name in simulated) for name, vintages in found.items()]


def licences(mart: str) -> list[dict[str, str]]:
    """Licences of a mart's files."""
    return [OPEN, ODBL] if TABLES_UNDER_ODBL & set(places().get(mart, ())) else [OPEN]


@cache
def places() -> dict[str, list[str]]:
    """Of each mart that holds places, the raw tables they are drawn from; `make docs` writes it from dbt's contracts."""
    told: dict[str, list[str]] = json.loads((files("exports") / "places.json").read_text("utf-8"))
    return told


def _origin(name: str, vintages: dict[str, list[str]], is_simulated: bool) -> Origin:
    declared = source(name)
    told = in_french(declared)
    return Origin(
        name, told.title, told.producer, declared.homepage, told.licence, dict(vintages), is_simulated
    )
