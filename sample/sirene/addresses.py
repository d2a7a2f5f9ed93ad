"""Invented addresses: a street with a number in a real commune, Lambert coordinates as text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sample.sirene.places import Floats, Places
from sample.sirene.units import Ints, Units

MASK = "[ND]"
STREET_TYPES = ["RUE", "AVENUE", "PLACE", "BOULEVARD", "CHEMIN", "ROUTE", "ALLEE", "IMPASSE"]
STREET_SHARES = (0.52, 0.14, 0.1, 0.07, 0.06, 0.06, 0.03, 0.02)
STREETS = [
    "DE LA REPUBLIQUE", "VICTOR HUGO", "DE L HOTEL DE VILLE", "DU MARCHE", "JEAN JAURES", "DE LA GARE",
    "DU GENERAL DE GAULLE", "PASTEUR", "DES ECOLES", "GAMBETTA", "DE VERDUN", "DU MOULIN", "DE LA MAIRIE",
    "DU 8 MAI 1945", "DE L EGLISE", "DES TILLEULS", "DU STADE", "ANATOLE FRANCE", "DE LA LIBERATION",
    "DU 11 NOVEMBRE", "EMILE ZOLA", "DES FONTAINES", "DE PARIS", "DES JARDINS", "VOLTAIRE", "DU CHATEAU",
    "SAINT MARTIN", "NOTRE DAME", "DE LA FONTAINE", "DES HALLES", "DU COMMERCE", "DES LILAS", "DU PONT",
    "LECLERC", "DE BRETAGNE", "DES ARTISANS", "DE L INDUSTRIE", "DU LAVOIR", "ARISTIDE BRIAND", "DE LYON",
]  # fmt: skip
HOUSES = [str(number) for number in range(1, 160)]


@dataclass
class Addresses:
    """Parallel arrays, one entry per unit: ranks in the lists above, coordinates in metres."""

    where: Places
    place: Ints
    house: Ints
    kind: Ints
    street: Ints
    bis: NDArray[np.bool_]
    known: NDArray[np.bool_]
    x: Floats
    y: Floats

    @staticmethod
    def draw(random: np.random.Generator, units: Units, where: Places) -> Addresses:
        number = len(units)
        spread = where.spread[units.place]
        return Addresses(
            where=where,
            place=units.place,
            house=(random.random(number) ** 2 * len(HOUSES)).astype(np.int64),
            kind=random.choice(len(STREET_TYPES), number, p=STREET_SHARES),
            street=(random.random(number) ** 1.5 * len(STREETS)).astype(np.int64),
            bis=random.random(number) < 0.03,
            known=random.random(number) < 0.95,
            x=where.x[units.place] + random.normal(0, 1, number) * spread,
            y=where.y[units.place] + random.normal(0, 1, number) * spread,
        )

    def columns(self, hidden: NDArray[np.bool_]) -> dict[str, pa.Array]:
        """The address columns; where `hidden`, only the commune is left."""
        unknown = ~self.known
        columns = {
            "numeroVoie": self._words(self.house, HOUSES, hidden, unknown),
            "indiceRepetition": self._words(np.zeros_like(self.house), ["B"], hidden, ~self.bis),
            "typeVoie": self._words(self.kind, STREET_TYPES, hidden, unknown),
            "libelleVoie": self._words(self.street, STREETS, hidden, np.zeros_like(unknown)),
            "codePostal": self._words(self.place, self.where.postcode, hidden, np.zeros_like(unknown)),
            "libelleCommune": self._words(self.place, self.where.name),
            "codeCommune": self._words(self.place, self.where.code),
            "identifiantAdresse": self._identifiers(hidden, unknown),
            "coordonneeLambertAbscisse": self._metres(self.x, hidden, unknown),
            "coordonneeLambertOrdonnee": self._metres(self.y, hidden, unknown),
            **{name: self._only_mask(hidden) for name in ("complementAdresse", "distributionSpeciale")},
            **{name: self._only_mask(hidden) for name in ("codeCedex", "libelleCedex")},
        }
        return {f"{name}Etablissement": values for name, values in columns.items()}

    @staticmethod
    def _words(
        index: Ints,
        values: list[str],
        hidden: NDArray[np.bool_] | None = None,
        blank: NDArray[np.bool_] | None = None,
    ) -> pa.Array:
        if hidden is None:
            return pa.DictionaryArray.from_arrays(pa.array(index.astype(np.int32)), pa.array(values))
        shown = pa.array(np.where(hidden, len(values), index).astype(np.int32), mask=blank & ~hidden)
        return pa.DictionaryArray.from_arrays(shown, pa.array([*values, MASK]))

    def _only_mask(self, hidden: NDArray[np.bool_]) -> pa.Array:
        return self._words(np.zeros_like(self.house), [""], hidden, ~hidden)

    def _identifiers(self, hidden: NDArray[np.bool_], unknown: NDArray[np.bool_]) -> pa.Array:
        """Commune, street number in it, and a letter: one per street of a commune."""
        key = self.place * len(STREETS) + self.street
        streets, index = np.unique(key, return_inverse=True)
        values = [f"{self.where.code[k // len(STREETS)]}{k % len(STREETS):04}_B" for k in streets.tolist()]
        return self._words(index, values, hidden, unknown)

    @staticmethod
    def _metres(values: Floats, hidden: NDArray[np.bool_], unknown: NDArray[np.bool_]) -> pa.Array:
        text = pa.array(np.round(values, 1), mask=unknown & ~hidden).cast(pa.string())
        return pa.compute.if_else(pa.array(hidden), MASK, text)
