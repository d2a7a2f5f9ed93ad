"""What marts are made of, as one hash: a release is due when it differs from the last one's.

That makes a build due; what it then makes is told model by model, within dbt (macros/standing.sql, ADR 25).

In two parts, because town centres are drawn in the middle of a build: what is there before it begins, and the
perimeters that it then finds or draws.
"""

import hashlib

import psycopg

from warehouse.errors import SettingsError
from warehouse.ops import built, releases, vintages
from warehouse.ops.statement import value
from warehouse.settings import PROJECT, Settings

MODELS = PROJECT / "dbt_project"
# Fingerprint of a warehouse without any raw data.
NOTHING = hashlib.sha256(b"").hexdigest()

_PERIMETERS = """
    SELECT encode(sha256(convert_to(coalesce(
        string_agg(concat_ws('|', code_commune, version, geometry), E'\n' ORDER BY code_commune), ''
    ), 'UTF8')), 'hex') FROM centre.perimeter WHERE is_current
"""
_PEERS = """
    SELECT encode(sha256(convert_to(coalesce(
        string_agg(concat_ws('|', version, variant, code_commune, rank, peer_code_commune), E'\n'
        ORDER BY version, variant, code_commune, rank), ''
    ), 'UTF8')), 'hex') FROM peer.neighbour
"""


def standing(conn: psycopg.Connection, settings: Settings) -> str:
    """What a build would depend on now. Raises SettingsError as `inputs` does."""
    return whole(inputs(conn, settings), perimeters(conn))


def is_released(conn: psycopg.Connection, due: str) -> bool:
    """Whether readers see what is made of just that, and no build is unfinished.

    Not where nothing is known to stand: a database of an older version is built whole. Nor where a crash left nothing of
    what that was made of.
    """
    current = releases.current(conn)
    if current is None or current.fingerprint != due:
        return False
    return built.unfinished(conn) is None and not built.is_empty(conn) and not built.is_emptied(conn)


def is_due(conn: psycopg.Connection, settings: Settings) -> bool:
    """Whether raw data, models, polygons or town centres stand that no release took into account, or a build is unfinished.

    Raises SettingsError as `inputs` does.
    """
    return vintages.is_any_published(conn) and not is_released(conn, standing(conn, settings))


def whole(inputs: str, perimeters: str) -> str:
    """A release's fingerprint: what stood when its build began, and the perimeters that it used."""
    return _hash(inputs, perimeters)


def inputs(conn: psycopg.Connection, settings: Settings, in_use: bool = False) -> str:
    """Vintages that stand in `raw` (or those taken by a build, `in_use`), the models, and users' polygons.

    Raises SettingsError when PERIMETERS names nothing.
    """
    return _hash(vintages.digest(conn, in_use), models(), _polygons(settings))


def raw(conn: psycopg.Connection) -> str:
    """SHA-256 over table, vintage and file hash of every vintage that stands in `raw`."""
    return vintages.digest(conn)


def perimeters(conn: psycopg.Connection) -> str:
    """SHA-256 over the town-centre perimeters in use and the peer groups: all that is drawn within a build."""
    return _hash(str(value(conn, _PERIMETERS)), str(value(conn, _PEERS)))


def models() -> str:
    """SHA-256 over the dbt project's models, macros, seeds, tests and descriptions."""
    digest = hashlib.sha256()
    for path in sorted(path for path in MODELS.rglob("*") if path.suffix in (".sql", ".yml", ".csv", ".md")):
        name = path.relative_to(MODELS)
        if name.parts[0] not in ("target", "logs"):
            digest.update(f"{name}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _polygons(settings: Settings) -> str:
    """SHA-256 over the files of users' polygons, refused ones included: repaired, they are due again."""
    given = settings.perimeters
    if not given.exists() and given != PROJECT / "perimeters":
        raise SettingsError(
            f"PERIMETERS: {given} is not there; give a GeoJSON file or a folder of *.geojson, or leave it out"
        )
    digest = hashlib.sha256()
    for given in settings.polygons:
        for path in [given] if given.is_file() else sorted(given.glob("*.geojson")):
            digest.update(f"{path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _hash(*parts: str) -> str:
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()
