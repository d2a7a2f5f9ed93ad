"""SDES, Sitadel: permits that create premises other than dwellings, one row a permit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

import numpy as np

from sample.files import MirrorFile, content, csv_bytes
from sample.territories import Territory, communes_only
from sample.world import World

URL = (
    "https://data.statistiques.developpement-durable.gouv.fr/dido/api/v1/datafiles/"
    "f8f0700f-806c-40a7-83b1-f21cf507e7c4/csv"
)
DAY = date(2026, 9, 29)
# As the file of autumn 2026 orders them: craft has no column any more, TYPE_SERVICE_PUBLIC stands in the middle.
USES = ("AGR", "HAB", "COM", "PUB", "LOC", "HEB", "BUR", "IND", "ENT")
STEPS = ("AVANT", "CREEE", "ISSUE_TRANSFO", "DEMOLIE", "TRANSFORMEE")
HEADER = (
    "REG_CODE", "REG_LIBELLE", "DEP_CODE", "DEP_LIBELLE", "COMM", "TYPE_DAU", "NUM_DAU", "ETAT_DAU",
    "DATE_REELLE_AUTORISATION", "DATE_REELLE_DOC", "DATE_REELLE_DAACT", "AN_DEPOT", "DR_DEPOT", "DPC_AUT", "DPC_DOC",
    "DPC_DERN", "APE_DEM", "CJ_DEM", "DENOM_DEM", "SIREN_DEM", "SIRET_DEM", "CODPOST_DEM", "LOCALITE_DEM", "REC_ARCHI",
    "ADR_NUM_TER", "ADR_LIBVOIE_TER", "ADR_LIEUDIT_TER", "ADR_LOCALITE_TER", "ADR_CODPOST_TER",
    "SEC_CADASTRE1", "NUM_CADASTRE1", "SEC_CADASTRE2", "NUM_CADASTRE2", "SEC_CADASTRE3", "NUM_CADASTRE3",
    "SUPERFICIE_TERRAIN", "ZONE_OP", "NATURE_PROJET_DECLAREE", "NATURE_PROJET_COMPLETEE", "DESTINATION_PRINCIPALE",
    "TYPE_TRANSFO_PRINCIPAL", "TYPE_PRINCIP_LOCAUX_TRANSFORMES", "I_EXTENSION", "I_SURELEVATION", "I_NIVSUPP",
    "NB_NIV_MAX", "NB_CHAMBRES", *(f"SURF_{use}_{step}" for use in USES[:5] for step in STEPS), "TYPE_SERVICE_PUBLIC",
    *(f"SURF_{use}_{step}" for use in USES[5:] for step in STEPS),
)  # fmt: skip
FIRST = date(2013, 1, 1)
PERMITS_PER_PERSON = 0.0012
# Main destination: office, commerce, craft, industry, farm, warehouse, public; the use that it creates. Craft, a
# destination of old permits, is counted with industry.
DESTINATIONS = {"3": "BUR", "4": "COM", "5": "IND", "6": "IND", "7": "AGR", "8": "ENT", "9": "PUB"}
SHARES = (0.12, 0.2, 0.1, 0.12, 0.26, 0.12, 0.08)
STATES, STATE_SHARES = ("2", "4", "5", "6"), (0.28, 0.07, 0.2, 0.45)


def files(world: World) -> Iterator[MirrorFile]:
    yield MirrorFile(URL, DAY, True, content(partial(export, world)))


def export(world: World) -> bytes:
    """Semicolons, column names without their labels."""
    random = world.random("sitadel")
    places = communes_only(world)
    numbers = random.poisson([t.people * PERMITS_PER_PERSON for t in places])
    rows, rank = [], 0
    for place, number in zip(places, numbers, strict=True):
        for _ in range(number):
            rank += 1
            permit_row = permit(random, rank, place)
            rows.append([permit_row.get(name, "") for name in HEADER])
    return csv_bytes(HEADER, rows, separator=";", eol="\n")


def permit(random: np.random.Generator, rank: int, place: Territory) -> dict[str, object]:
    granted = FIRST + timedelta(days=int(random.integers(0, (DAY - FIRST).days - 60)))
    main = str(random.choice(list(DESTINATIONS), p=SHARES))
    state = str(random.choice(STATES, p=STATE_SHARES))
    use, area = DESTINATIONS[main], int(random.lognormal(5.6, 1.1))
    surfaces = {f"SURF_{u}_{step}": 0 for u in USES for step in STEPS}
    surfaces[f"SURF_{use}_CREEE"] = area
    if random.random() < 0.15:
        surfaces[f"SURF_{use}_ISSUE_TRANSFO"] = area // 2
        surfaces["SURF_BUR_TRANSFORMEE"] = area // 2
    if random.random() < 0.2:
        surfaces["SURF_BUR_CREEE"] += area // 10
    # A permit typed the wrong way round.
    if rank % 2_000 == 7:
        surfaces[f"SURF_{use}_CREEE"] = -area
    for step in STEPS:
        surfaces[f"SURF_LOC_{step}"] = sum(
            surfaces[f"SURF_{u}_{step}"] for u in USES if u not in ("HAB", "LOC")
        )
    begun = granted + timedelta(days=200) if state in "56" else ""
    done = granted + timedelta(days=560) if state == "6" else ""
    return {
        "REG_CODE": place.reg, "DEP_CODE": place.dep, "COMM": place.com, "TYPE_DAU": "PC",
        "NUM_DAU": f"{place.com[:2]}{place.com[-3:]}{granted:%y}{rank:05}", "ETAT_DAU": state,
        "DATE_REELLE_AUTORISATION": granted, "DATE_REELLE_DOC": begun, "DATE_REELLE_DAACT": done,
        "AN_DEPOT": granted.year, "CJ_DEM": "5710", "DENOM_DEM": "STE SIMULEE",
        "ADR_LOCALITE_TER": place.name, "SUPERFICIE_TERRAIN": area * 3, "NATURE_PROJET_DECLAREE": "1",
        "DESTINATION_PRINCIPALE": main, "I_EXTENSION": str(rank % 4 == 0).lower(), "I_SURELEVATION": "false",
        "I_NIVSUPP": "false", "REC_ARCHI": "false", "REG_LIBELLE": place.region, "DEP_LIBELLE": place.department,
        "TYPE_SERVICE_PUBLIC": "7", **surfaces,
    }  # fmt: skip
