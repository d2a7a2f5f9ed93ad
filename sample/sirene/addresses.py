"""Invented addresses: a street with a number in a real commune, Lambert coordinates as text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sample.sirene.arrays import MASK, Bools, Ints, masked, words
from sample.sirene.places import Floats, Places
from sample.sirene.units import Units

STREET_TYPES = ["RUE", "AVENUE", "PLACE", "BOULEVARD", "CHEMIN", "ROUTE", "ALLEE", "IMPASSE"]
STREETS = [
    "DE LA REPUBLIQUE", "VICTOR HUGO", "DE L HOTEL DE VILLE", "DU MARCHE", "JEAN JAURES", "DE LA GARE",
    "DU GENERAL DE GAULLE", "PASTEUR", "DES ECOLES", "GAMBETTA", "DE VERDUN", "DU MOULIN", "DE LA MAIRIE",
    "DU 8 MAI 1945", "DE L EGLISE", "DES TILLEULS", "DU STADE", "ANATOLE FRANCE", "DE LA LIBERATION",
    "DU 11 NOVEMBRE", "EMILE ZOLA", "DES FONTAINES", "DE PARIS", "DES JARDINS", "VOLTAIRE", "DU CHATEAU",
    "SAINT MARTIN", "NOTRE DAME", "DE LA FONTAINE", "DES HALLES", "DU COMMERCE", "DES LILAS", "DU PONT",
    "LECLERC", "DE BRETAGNE", "DES ARTISANS", "DE L INDUSTRIE", "DU LAVOIR", "ARISTIDE BRIAND", "DE LYON",
]  # fmt: skip
BLANK_UNLESS_HIDDEN = ("complementAdresse", "distributionSpeciale", "codeCedex", "libelleCedex")
HOUSES = [str(number) for number in range(1, 160)]


@dataclass
class Addresses:
    """Parallel arrays, one entry per unit: ranks in the lists above, coordinates in metres."""

    where: Places
    place: Ints
    house: Ints
    kind: Ints
    street: Ints
    bis: Bools
    is_whole: Bools
    x: Floats
    y: Floats

    @staticmethod
    def draw(random: np.random.Generator, units: Units, where: Places) -> Addresses:
        number, sites = len(units), units.sites
        return Addresses(
            where=where,
            place=units.place,
            house=sites.house,
            kind=np.minimum(sites.kind, len(STREET_TYPES) - 1),
            street=sites.street,
            bis=random.random(number) < 0.03,
            is_whole=random.random(number) < 0.95,
            x=sites.x,
            y=sites.y,
        )

    def columns(self, hidden: Bools) -> dict[str, pa.Array]:
        """The address columns; where `hidden`, only the commune is left."""
        unknown = ~self.is_whole
        columns = {
            "numeroVoie": masked(self.house, HOUSES, hidden, unknown),
            "indiceRepetition": masked(np.zeros_like(self.house), ["B"], hidden, ~self.bis),
            "typeVoie": masked(self.kind, STREET_TYPES, hidden, unknown),
            "libelleVoie": masked(self.street, STREETS, hidden),
            "codePostal": masked(self.place, self.where.postcode, hidden),
            "libelleCommune": words(self.place, self.where.name),
            "codeCommune": words(self.place, self.where.code),
            "identifiantAdresse": self._identifiers(hidden, unknown),
            "coordonneeLambertAbscisse": metres(self.x, hidden, unknown),
            "coordonneeLambertOrdonnee": metres(self.y, hidden, unknown),
            **{name: masked(self.house, HOUSES, hidden, ~hidden) for name in BLANK_UNLESS_HIDDEN},
        }
        return {f"{name}Etablissement": values for name, values in columns.items()}

    def _identifiers(self, hidden: Bools, unknown: Bools) -> pa.Array:
        """Commune, street number in it, and a letter: one per street of a commune."""
        key = self.place * len(STREETS) + self.street
        streets, index = np.unique(key, return_inverse=True)
        values = [f"{self.where.code[k // len(STREETS)]}{k % len(STREETS):04}_B" for k in streets.tolist()]
        return masked(index, values, hidden, unknown)


def metres(values: Floats, hidden: Bools, unknown: Bools) -> pa.Array:
    """Coordinates as the text the publisher prints."""
    text = pa.array(np.round(values, 1), mask=unknown & ~hidden).cast(pa.string())
    return pc.if_else(pa.array(hidden), MASK, text)
