"""Long tables out of small cubes, as Melodi publishes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sample.employment import Counts
from sample.reference import NO_EPCI
from sample.sirene.arrays import words
from sample.territories import Territory, territories
from sample.world import World

MELODI = "https://api.insee.fr/melodi/file"
# Words for the codes of FLORES and of SIDE: the same in both, though each uses a part.
ESTABLISHMENT_WORDS = (
    ("GEO_OBJECT", "Niveau géographique", "COM", "Commune"),
    ("GEO_OBJECT", "Niveau géographique", "ARM", "Arrondissement municipal"),
    ("GEO_OBJECT", "Niveau géographique", "EPCI", "Intercommunalité - Métropole"),
    ("FLORES_MEASURE", "Mesure Flores", "UNIT_LOC", "Nombre d'établissements"),
    ("FLORES_MEASURE", "Mesure Flores", "EMPL3112", "Effectifs salariés au 31 décembre"),
    ("SIDE_MEASURE", "Mesure Side", "UNIT_LOC", "Nombre d'établissements"),
    ("SIDE_MEASURE", "Mesure Side", "BURE", "Créations d'entreprises"),
    ("SIDE_MEASURE", "Mesure Side", "UNIT_LOC_BURE", "Créations d'établissements"),
    ("LEGAL_FORM", "Catégorie juridique", "_T", "Total"),
    ("OBS_STATUS", "Statut de l'observation", "A", "Valeur normale"),
)


def fold(world: World, codes: Sequence[str], values: Counts) -> tuple[list[Territory], Counts]:
    """Rows by commune and district in alphabetical order; Lyon is the sum of its districts, beside them."""
    places, rank_of = territories(world), {com: rank for rank, com in enumerate(codes)}
    cities = [
        values[[rank_of[com] for com in districts]].sum(axis=0, keepdims=True)
        for districts in world.cities.values()
    ]
    whole = np.concatenate([values, *cities])
    everywhere = [*codes, *world.cities]
    order = np.argsort(everywhere)
    return [places[everywhere[rank]] for rank in order], whole[order]


def by_epci(places: Sequence[Territory], values: Counts) -> tuple[list[str], Counts]:
    """Rows by agglomeration, communes only."""
    communes = [rank for rank, t in enumerate(places) if t.typecom == "COM"]
    communes = [rank for rank in communes if places[rank].epci != NO_EPCI]
    codes = sorted({places[rank].epci for rank in communes})
    rank_of = {code: rank for rank, code in enumerate(codes)}
    index = np.array([rank_of[places[rank].epci] for rank in communes])
    total = np.zeros((len(codes), *values.shape[1:]), dtype=values.dtype)
    np.add.at(total, index, values[communes])
    return codes, total


def long(
    axes: Mapping[str, Sequence[object]], values: NDArray[np.generic], drop_zero: bool = True
) -> dict[str, pa.Array]:
    """A column per axis and OBS_VALUE, one row per cell; empty cells are left out as Melodi does."""
    shape = tuple(len(labels) for labels in axes.values())
    flat = values.reshape(shape)
    kept = np.nonzero(flat) if drop_zero else np.nonzero(np.ones(shape, dtype=bool))
    columns = {
        name: words(index, [str(label) for label in labels])
        for (name, labels), index in zip(axes.items(), kept, strict=True)
    }
    return {**columns, "OBS_VALUE": pa.array(flat[kept])}


def stack(header: Sequence[str], parts: Sequence[Mapping[str, pa.Array | str]]) -> pa.Table:
    """Parts one under the other in the order of `header`; a text given once fills its column."""
    tables = []
    for part in parts:
        number = len(part["OBS_VALUE"])
        columns = [
            words(np.zeros(number, dtype=np.int64), [value]) if isinstance(value, str) else value
            for value in (part[name] for name in header)
        ]
        tables.append(pa.table([plain(c) for c in columns], names=list(header)))
    return pa.concat_tables(tables)


def plain(column: pa.Array) -> pa.Array:
    """Text; what is stored once per value stays so."""
    return column if pa.types.is_dictionary(column.type) else column.cast(pa.string())
