"""DGALN: communes covered by an Operation de revitalisation de territoire, a Grist export."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

import numpy as np

from sample.files import MirrorFile, content, csv_bytes
from sample.publishers.anct import acv_communes, first_conventions, pvd_communes
from sample.world import World

URL = "https://grist.numerique.gouv.fr/o/dgaln/api/docs/j4i9oKD3jzFtgEUuM9sXnL/download/csv"
HEADER = (
    "Commune", "EPCI", "Département", "Région", "Code commune", "Statut de la commune", "Signée ?",
    "Si signée, date de signature", "Si non signée, date de signature envisagée", "Durée (en années)",
    "Date de fin estimée", "Remarques", "Avancement", "ACV", "PVD", "longitude", "latitude",
    "Dernière actualisation", "Actualisé par",
)  # fmt: skip
STATUS = {"acv": "1. Commune ACV", "pvd": "2. Commune PVD", "other": "3. Autre"}
STATES = ("Signée", "Non signée", "En cours", "")
STATE_SHARES = (0.88, 0.08, 0.02, 0.02)
REMARKS = (
    "",
    "Convention ACV homologuée en ORT par arrêté préfectoral",
    "Convention d'adhésion signée,\navenant à venir",
    'Périmètre "centre-ville" validé en comité\n\nÀ relancer : DDT, EPCI',
    "Intercommunalité associée ; deux secteurs d'intervention",
)
OTHERS = 25


def files(world: World) -> Iterator[MirrorFile]:
    yield MirrorFile(URL, date(2026, 7, 6), True, content(partial(table, world)))


def covered(world: World) -> dict[str, str]:
    """Why each covered commune is covered: acv, pvd or other."""
    kinds = dict.fromkeys(acv_communes(world), "acv") | dict.fromkeys(pvd_communes(world), "pvd")
    rest = sorted(c.com for c in world.communes if c.com not in kinds)
    others = world.random("ort others").choice(rest, OTHERS, replace=False)
    return kinds | {str(com): "other" for com in others}


def table(world: World) -> bytes:
    random = world.random("ort")
    areas = {d.dep: d.nom for d in world.reference.departements}
    regions = {r.reg: r.nom for r in world.reference.regions}
    epci = {m.com: e.nom for e in world.reference.epci for m in e.membres}
    signed = pvd_communes(world) | first_conventions(world)
    communes = {c.com: c for c in world.communes}
    rows = []
    for com, kind in sorted(covered(world).items()):
        place = communes[com]
        head = (
            f"{place.dep} - {place.nom}",
            epci[com],
            areas[place.dep],
            regions[place.reg],
            com,
            STATUS[kind],
        )
        flags = str(kind == "acv").lower(), str(kind == "pvd").lower()
        after = signed.get(com, date(2021, 6, 1)) + timedelta(days=int(random.integers(120, 900)))
        rows.append((*head, *progress(random, after), *flags, "", "", "06-07-2026 09:30", ""))
    return csv_bytes(HEADER, rows, eol="\n")


def progress(random: np.random.Generator, day: date) -> tuple[str, ...]:
    """Cells from `Signée ?` to `Avancement`."""
    state = str(random.choice(STATES, p=STATE_SHARES))
    years = int(random.choice((0, 3, 5, 6)))
    remark = str(random.choice(REMARKS))
    if state != "Signée":
        return state, "", "1er trimestre 2027" if state else "", "0", "", remark, "Phase d'étude"
    end = f"{day.replace(day=1, year=day.year + years):%d-%m-%Y}" if years else ""
    return state, day.isoformat(), "", str(years), end, remark, ""
