"""Seek the peers of towns that have none under the declared version; touch nothing else."""

import logging
from collections.abc import Iterator

import numpy as np

from peers import store
from peers.distance import Booleans, nearest
from peers.store import Towns
from warehouse.connect import connect
from warehouse.roles import Role
from warehouse.settings import Settings

LOG = logging.getLogger(__name__)
PEERS = 15
ALL, NEVER = "all", "never_in_programme"


def draw(settings: Settings, is_anew: bool = False) -> dict[str, int]:
    """Peers of the towns of `int_peer_town` that were never drawn under the version in use (`is_anew`: of all).

    Returns how many groups are `new` or `kept`, and how many of the new ones have `fewer` than 15 towns. A second
    drawing keeps all, whatever became of the values. Raises PeersError when dbt has not prepared the towns.
    """
    with connect(settings, Role.TRANSFORMER, application_name="acte2 peer groups") as conn:
        store.one_at_a_time(conn)
        store.forget_simulated(conn)
        towns = store.towns(conn)
        if towns is None:
            return {"new": 0, "kept": 0, "fewer": 0}
        if is_anew:
            store.forget(conn, towns.version)
        stands = store.standing(conn, towns.version)
        counts = {"new": 0, "kept": len(stands), "fewer": 0}
        for variant, can_be_peer in _variants(towns):
            seeking = np.array([(variant, str(code)) not in stands for code in towns.pool.codes])
            groups = list(nearest(towns.pool, can_be_peer, seeking, PEERS)) if seeking.any() else []
            store.save(conn, towns, variant, groups)
            counts["new"] += len(groups)
            counts["fewer"] += sum(len(one.peers) < PEERS for one in groups)
    LOG.info("peer groups: %s", ", ".join(f"{name} {count}" for name, count in counts.items()))
    return counts


def _variants(towns: Towns) -> Iterator[tuple[str, Booleans]]:
    yield ALL, np.ones(len(towns.pool.codes), dtype=bool)
    yield NEVER, ~towns.was_in_programme
