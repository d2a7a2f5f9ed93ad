"""Simulated publishers, one module each; `files(world)` of each lists what it serves."""

from __future__ import annotations

from collections.abc import Iterator

from sample.files import MirrorFile
from sample.publishers import (
    anct,
    anct_neighbourhoods,
    bodacc,
    cerema_brownfields,
    cerema_land,
    dares,
    dgaln,
    dgcl,
    dvf,
    etalab,
    france_travail,
    insee_bpe,
    insee_census,
    insee_cog,
    insee_density,
    insee_filosofi,
    insee_jobs,
    insee_melodi,
    insee_population,
    insee_sirene,
    insee_zones,
    lovac,
    nomenclatures,
    sdes,
    urssaf,
)
from sample.world import World

PUBLISHERS = (
    insee_cog,
    insee_population,
    insee_melodi,
    dgcl,
    anct,
    dgaln,
    insee_sirene,
    urssaf,
    insee_jobs,
    insee_census,
    dares,
    insee_zones,
    france_travail,
    insee_filosofi,
    cerema_land,
    cerema_brownfields,
    sdes,
    lovac,
    dvf,
    insee_bpe,
    nomenclatures,
    etalab,
    insee_density,
    anct_neighbourhoods,
    bodacc,
)


def files(world: World) -> Iterator[MirrorFile]:
    """Every file of every publisher."""
    for publisher in PUBLISHERS:
        yield from publisher.files(world)
