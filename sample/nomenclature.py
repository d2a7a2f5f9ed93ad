"""NAF codes of the simulation, with their labels and the aggregates that publishers print."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from sample.reference import read
from sample.sirene.activities import activities


class Aggregate(NamedTuple):
    """A group of divisions of NAF rev. 2, first and last included."""

    code: str
    label: str
    first: int
    last: int


A17 = (
    Aggregate("AZ", "Agriculture, sylviculture et pêche", 1, 3),
    Aggregate(
        "C1", "Fabrication de denrées alimentaires, de boissons et de produits à base de tabac", 10, 12
    ),
    Aggregate("C5", "Fabrication d'autres produits industriels", 13, 18),
    Aggregate("C2", "Cokéfaction et raffinage", 19, 19),
    Aggregate("C5", "Fabrication d'autres produits industriels", 20, 25),
    Aggregate(
        "C3",
        "Fabrication d'équipements électriques, électroniques, informatiques ; fabrication de machines",
        26,
        28,
    ),
    Aggregate("C4", "Fabrication de matériels de transport", 29, 30),
    Aggregate("C5", "Fabrication d'autres produits industriels", 31, 33),
    Aggregate("DE", "Industries extractives, énergie, eau, gestion des déchets et dépollution", 5, 39),
    Aggregate("FZ", "Construction", 41, 43),
    Aggregate("GZ", "Commerce ; réparation d'automobiles et de motocycles", 45, 47),
    Aggregate("HZ", "Transports et entreposage", 49, 53),
    Aggregate("IZ", "Hébergement et restauration", 55, 56),
    Aggregate("JZ", "Information et communication", 58, 63),
    Aggregate("KZ", "Activités financières et d'assurance", 64, 66),
    Aggregate("LZ", "Activités immobilières", 68, 68),
    Aggregate("MN", "Activités scientifiques et techniques ; services administratifs et de soutien", 69, 82),
    Aggregate("OQ", "Administration publique, enseignement, santé humaine et action sociale", 84, 88),
    Aggregate("RU", "Autres activités de services", 90, 99),
)
A10 = (
    Aggregate("AZ", "Agriculture, sylviculture et pêche", 1, 3),
    Aggregate("BE", "Industrie manufacturière, industries extractives et autres", 5, 39),
    Aggregate("FZ", "Construction", 41, 43),
    Aggregate("GI", "Commerce de gros et de détail, transports, hébergement et restauration", 45, 56),
    Aggregate("JZ", "Information et communication", 58, 63),
    Aggregate("KZ", "Activités financières et d'assurance", 64, 66),
    Aggregate("LZ", "Activités immobilières", 68, 68),
    Aggregate(
        "MN",
        "Activités spécialisées, scientifiques et techniques et activités de services administratifs",
        69,
        82,
    ),
    Aggregate("OQ", "Administration publique, enseignement, santé humaine et action sociale", 84, 88),
    Aggregate("RU", "Autres activités de services", 90, 99),
)
A5 = (
    Aggregate("AZ", "Agriculture, sylviculture et pêche", 1, 3),
    Aggregate("BE", "Industrie", 5, 39),
    Aggregate("FZ", "Construction", 41, 43),
    Aggregate("GU", "Commerce, transports et services divers", 45, 82),
    Aggregate("OQ", "Administration publique, enseignement, santé humaine et action sociale", 84, 88),
    Aggregate("GU", "Commerce, transports et services divers", 90, 99),
)
SECTIONS = (
    Aggregate("A", "Agriculture, sylviculture et pêche", 1, 3),
    Aggregate("B", "Industries extractives", 5, 9),
    Aggregate("C", "Industrie manufacturière", 10, 33),
    Aggregate(
        "D", "Production et distribution d'électricité, de gaz, de vapeur et d'air conditionné", 35, 35
    ),
    Aggregate(
        "E", "Production et distribution d'eau ; assainissement, gestion des déchets et dépollution", 36, 39
    ),
    Aggregate("F", "Construction", 41, 43),
    Aggregate("G", "Commerce ; réparation d'automobiles et de motocycles", 45, 47),
    Aggregate("H", "Transports et entreposage", 49, 53),
    Aggregate("I", "Hébergement et restauration", 55, 56),
    Aggregate("J", "Information et communication", 58, 63),
    Aggregate("K", "Activités financières et d'assurance", 64, 66),
    Aggregate("L", "Activités immobilières", 68, 68),
    Aggregate("M", "Activités spécialisées, scientifiques et techniques", 69, 75),
    Aggregate("N", "Activités de services administratifs et de soutien", 77, 82),
    Aggregate("O", "Administration publique", 84, 84),
    Aggregate("P", "Enseignement", 85, 85),
    Aggregate("Q", "Santé humaine et action sociale", 86, 88),
    Aggregate("R", "Arts, spectacles et activités récréatives", 90, 93),
    Aggregate("S", "Autres activités de services", 94, 96),
)


def aggregate(naf: str, level: tuple[Aggregate, ...]) -> Aggregate:
    """The narrowest group that holds the code."""
    division = int(naf[:2])
    return min((a for a in level if a.first <= division <= a.last), key=lambda a: a.last - a.first)


@lru_cache(maxsize=1)
def labels() -> dict[str, str]:
    """Label of each NAF rev. 2 code of the simulation."""
    return {line["naf"]: line["libelle"] for line in read("naf_labels.csv")}


def members(level: tuple[Aggregate, ...]) -> dict[str, list[int]]:
    """Ranks of the activities in each group of a level."""
    groups: dict[str, list[int]] = {}
    for rank, naf in enumerate(activities().naf):
        groups.setdefault(aggregate(naf, level).code, []).append(rank)
    return groups
