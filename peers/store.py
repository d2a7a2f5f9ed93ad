"""The towns that dbt prepared, and the groups kept in schema `peer`."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np
import psycopg
from psycopg.rows import dict_row

from peers.distance import Booleans, Group, Pool
from peers.errors import PeersError
from warehouse.ops import built, locks, vintages

# Raw tables that the variables come from.
READ = (
    "sirene_etablissement_historique",
    "insee_population_historique",
    "insee_population_melodi",
    "insee_population_reference",
    "urssaf_commune_ape",
    "insee_rp_serie_historique",
    "insee_rp_emploi_travail",
    "insee_rp_emploi_residence",
    "insee_filosofi",
    "insee_filosofi_commune",
    "insee_tourisme_capacite",
)


@dataclass(frozen=True)
class Towns:
    """The pool under one version of the method; `variables` name the columns of its values."""

    version: int
    variables: tuple[str, ...]
    pool: Pool
    was_in_programme: Booleans


def one_at_a_time(conn: psycopg.Connection) -> None:
    """Hold until the transaction ends what keeps another drawing waiting. Raises Held when that one does not end."""
    locks.take(conn, "peers")


def towns(conn: psycopg.Connection) -> Towns | None:
    """Towns in scope with their values, None without any.

    Raises PeersError when dbt has not prepared them yet, Emptied when a crash took what it had.
    """
    built.check_intact(conn)
    try:
        rows = conn.execute(_sql("values")).fetchall()
    except psycopg.errors.UndefinedTable as error:
        raise PeersError(
            "no table of towns to compare yet: build it first (`dbt run --select +exposure:peer_groups`, or a "
            f"whole run); {error.diag.message_primary}"
        ) from error
    if not rows:
        return None
    weights = {variable: weight for *_, variable, weight, _ in rows}
    facts = {code: (stratum, was_in) for code, stratum, was_in, *_ in rows}
    table = np.array([np.nan if value is None else value for *_, value in rows], dtype=float)
    return Towns(
        version=rows[0][3],
        variables=tuple(weights),
        pool=Pool(
            codes=np.array(list(facts)),
            strata=np.array([stratum for stratum, _ in facts.values()]),
            values=table.reshape(len(facts), len(weights)),
            weights=np.array(list(weights.values())),
        ),
        was_in_programme=np.array([was_in for _, was_in in facts.values()]),
    )


def standing(conn: psycopg.Connection, version: int) -> set[tuple[str, str]]:
    """Variant and code of each town that has been drawn under this version."""
    return set(conn.execute("select variant, code_commune from peer.town where version = %s", [version]))


def forget(conn: psycopg.Connection, version: int) -> None:
    """Groups of this version are to be drawn anew."""
    conn.execute("delete from peer.town where version = %s", [version])


def forget_simulated(conn: psycopg.Connection) -> None:
    """Groups drawn from simulated files go once no file is simulated: they say nothing of any town."""
    if not vintages.is_any_simulated(conn, READ):
        conn.execute("delete from peer.town where is_simulated")


def save(conn: psycopg.Connection, towns: Towns, variant: str, groups: Iterable[Group]) -> None:
    """Add these groups; those that stand are left alone."""
    is_simulated = vintages.is_any_simulated(conn, READ)
    names = np.array(towns.variables)
    strata = dict(zip(towns.pool.codes.tolist(), towns.pool.strata.tolist(), strict=True))
    groups = list(groups)
    cursor = conn.cursor()
    cursor.executemany(
        "insert into peer.town (version, variant, code_commune, stratum, variables, missing_variables, candidates,"
        " is_simulated) values (%s, %s, %s, %s, %s, %s, %s, %s)",
        [
            (
                towns.version,
                variant,
                one.town,
                strata[one.town],
                names[one.used].tolist(),
                names[~one.used].tolist(),
                one.candidates,
                is_simulated,
            )
            for one in groups
        ],
    )
    cursor.executemany(
        "insert into peer.neighbour (version, variant, code_commune, rank, peer_code_commune, distance)"
        " values (%s, %s, %s, %s, %s, %s)",
        [
            (towns.version, variant, one.town, rank, peer, distance)
            for one in groups
            for rank, (peer, distance) in enumerate(zip(one.peers, one.distances, strict=True), 1)
        ],
    )


def kept(conn: psycopg.Connection) -> list[dict[str, Any]]:
    """Every group under the version in use, a row per town and variant."""
    with conn.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(_sql("list")).fetchall()


def _sql(name: str) -> str:
    return (files("peers") / "sql" / f"{name}.sql").read_text(encoding="utf-8")
