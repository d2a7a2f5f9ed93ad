"""Urssaf: establishments and employees of the private sector, commune by APE, one pair of columns a year."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

import numpy as np
import pyarrow as pa

from sample.employment import OUTSIDE_URSSAF, YEARS, employment
from sample.files import MirrorFile, cell, content, table_csv
from sample.nomenclature import A10, A17, aggregate, labels
from sample.sirene.activities import activities
from sample.sirene.arrays import Ints, words
from sample.sirene.places import every_place
from sample.territories import Territory, territories
from sample.world import World

URL = (
    "https://open.urssaf.fr/api/explore/v2.1/catalog/datasets/"
    "etablissements-et-effectifs-salaries-au-niveau-commune-x-ape-last/exports/csv"
)
DAY = date(2026, 6, 24)
PLACE = {
    "region": lambda t: t.region,
    "ancienne_region": lambda t: t.region,
    "departement": lambda t: t.department,
    "zone_d_emploi": lambda t: f"{t.zone.code} {t.zone.name}",
    "epci": lambda t: t.epci_name,
    "commune": lambda t: t.name,
    "intitule_commune": lambda t: f"{t.com} {t.name}",
}
SECTOR = {
    "grand_secteur_d_activite": lambda n: (
        f"GS{[a.code for a in A10].index(aggregate(n, A10).code)} {aggregate(n, A10).label}"
    ),
    "secteur_na17": lambda n: f"{aggregate(n, A17).code} {aggregate(n, A17).label}",
    "secteur_na38": lambda n: f"{aggregate(n, A17).code} {aggregate(n, A17).label}",
    "secteur_na88": lambda n: f"{n[:2]} {aggregate(n, A17).label}",
    "ape": lambda n: f"{n.replace('.', '')} {labels()[n]}",
}
CODES = {
    "code_region": lambda t: t.reg,
    "code_ancienne_region": lambda t: t.reg,
    "code_departement": lambda t: t.dep,
    "code_zone_d_emploi": lambda t: t.zone.code,
    "code_epci": lambda t: t.epci,
    "code_commune": lambda t: t.com,
}


def files(world: World) -> Iterator[MirrorFile]:
    yield MirrorFile(URL, DAY, True, content(partial(export, world)))


def export(world: World) -> Iterator[bytes]:
    """Rows of the communes and activities with an employee in any year; a year without one is blank."""
    data, territory = employment(world), territories(world)
    places = [territory[com] for com in every_place(world).code]
    naf = activities().naf
    private = np.array([code not in OUTSIDE_URSSAF for code in naf])
    place, activity = np.nonzero((data.employers.sum(axis=2) > 0) & private)
    columns = {
        **{name: by_place(place, places, say) for name, say in PLACE.items()},
        **{name: words(activity, [cell(say(n)) for n in naf]) for name, say in SECTOR.items()},
        **{name: by_place(place, places, say) for name, say in CODES.items()},
        "code_ape": words(activity, [n.replace(".", "") for n in naf]),
    }
    for depth, year in enumerate(YEARS):
        number, jobs = data.employers[place, activity, depth], data.jobs[place, activity, depth]
        columns[f"nombre_d_etablissements_{year}"] = pa.array(number, mask=number == 0)
        columns[f"effectifs_salaries_{year}"] = pa.array(jobs, mask=number == 0)
    return table_csv(pa.table(columns), separator=";", bom=True)


def by_place(place: Ints, places: list[Territory], say: Callable[[Territory], str]) -> pa.Array:
    return words(place, [cell(say(t)) for t in places])
