"""Retail chains: some shops that stood alone become establishments of one legal unit with shops all over the country."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sample.sirene.activities import activities
from sample.sirene.arrays import Bools, Ints
from sample.sirene.identifiers import LA_POSTE, nics
from sample.sirene.places import Places
from sample.sirene.sites import CENTRE
from sample.sirene.units import Units

RETAIL = "47."
# Mean number of shops ever opened by a chain: enough of them are open together to make ten.
SHOPS = 60
# Share of the shops that may join one: by population of the commune, fewer of those in the centre.
PEOPLE, SHARES, CENTRE_FACTOR = (2_000, 20_000), (0.18, 0.27, 0.36), 0.7


def chained(random: np.random.Generator, units: Units, where: Places) -> Units:
    """The same establishments in the same order, some with the SIREN of their chain and a NIC of their own."""
    alone = may_join(units)
    share = np.array(SHARES)[np.searchsorted(PEOPLE, where.people[units.place], side="right")]
    share = share * np.where(units.sites.zone == CENTRE, CENTRE_FACTOR, 1.0)
    joins = np.flatnonzero(alone & (random.random(len(units)) < share))
    if len(joins) < SHOPS:
        return units
    chain = random.integers(0, len(joins) // SHOPS, len(joins))
    # The shop that lasts longest, the oldest one of these, is the seat, and its SIREN that of the chain.
    order = np.lexsort((units.birth[joins], -units.closure[joins], chain))
    joins, chain = joins[order], chain[order]
    first = np.flatnonzero(np.append(True, chain[1:] != chain[:-1]))
    number = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(joins))))
    siren, nic, head = units.siren.copy(), units.nic.copy(), units.head.copy()
    siren[joins] = units.siren[joins[first]][number]
    nic[joins] = nics(siren[joins], np.arange(len(joins)) - first[number] + 1)
    head[joins] = np.isin(np.arange(len(joins)), first)
    return replace(units, siren=siren, nic=nic, head=head)


def may_join(units: Units) -> Bools:
    """Retail shops that are all of their legal unit, and neither follow another establishment nor are followed."""
    retail = np.array([naf.startswith(RETAIL) for naf in activities().naf])
    retail &= np.isin(np.arange(len(retail)), activities().storefront)
    _, unit, size = np.unique(units.siren, return_inverse=True, return_counts=True)
    linked: Ints = units.previous[units.previous > 0]
    free = (units.previous == 0) & ~np.isin(units.siret, linked)
    return retail[units.activity] & (size[unit] == 1) & free & (units.siren != LA_POSTE)
