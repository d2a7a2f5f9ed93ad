"""ANCT and DGALN: communes of Action Coeur de Ville (two lists), Petites Villes de Demain, ORT, and their cross file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

import numpy as np

from sample.files import MirrorFile, content, csv_bytes
from sample.world import World

BASE = "https://static.data.gouv.fr/resources"
ACV = f"{BASE}/programme-action-coeur-de-ville"
ACV_2024 = f"{ACV}/20240205-160249/liste-acv-com2023-20240205.csv"
ACV_2025 = f"{ACV}/20250924-154200/liste-acv-com2025-20250704.csv"
# The folder of the cross file is not verified.
CROSS_2023 = f"{BASE}/perimetres-des-programmes-de-lanct/20240112-101500/ngeo-anct-cog2023.csv"
PVD_2026 = f"{BASE}/programme-petites-villes-de-demain/20260427-160836/liste-pvd-com2025-20260427.csv"

ACV_HEADER = ("insee_com", "lib_com", "id_acv", "lib_acv", "date_signature")
PVD_HEADER = ("insee_com", "lib_com", "id_pvd", "date_signature")
CROSS_HEADER = ("insee_com", "lib_com", "id_pvd", "id_ti", "id_crte", "id_acv", "id_ami", "id_fabp", "id_amm",
                "id_habinclus", "id_cite", "id_cde", "id_fs", "id_acv2", "id_va", "id_site")  # fmt: skip
INDUSTRY_SHARE = 0.35

# Communes that share a town's convention: one programme town, several communes.
PARTNERS = {"15012": "15014", "97414": "97416", "97213": "97209"}
# Partners that joined with the second phase, absent from the list of 2024.
ENTRANTS = {"97414"}
PVD_PEOPLE = range(2_000, 10_000)
PVD_SHARE = 0.4
LARGE_CITIES_EPCI = {"200046977"}

# ORT: a Grist export.
ORT_2026 = "https://grist.numerique.gouv.fr/o/dgaln/api/docs/j4i9oKD3jzFtgEUuM9sXnL/download/csv"
ORT_HEADER = (
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
    yield MirrorFile(ACV_2024, date(2024, 2, 5), True, content(partial(acv_2024, world)))
    yield MirrorFile(ACV_2025, date(2025, 9, 24), True, content(partial(acv_2025, world)))
    yield MirrorFile(PVD_2026, date(2026, 4, 27), True, content(partial(pvd_2026, world)))
    yield MirrorFile(ORT_2026, date(2026, 7, 6), True, content(partial(ort_2026, world)))
    yield MirrorFile(CROSS_2023, date(2024, 1, 12), True, content(partial(cross_2023, world)))


def acv_communes(world: World) -> dict[str, tuple[int, str]]:
    """Number and town of each Action Coeur de Ville commune; the number is invented."""
    towns = sorted(town for town, acv in world.reference.towns.items() if acv)
    numbers = {town: number for number, town in enumerate(towns, 1)}
    of = {town: town for town in towns} | PARTNERS
    return {commune: (numbers[town], town) for commune, town in sorted(of.items())}


def names(world: World) -> dict[str, str]:
    return {c.com: c.nom for c in world.communes}


def days(random: np.random.Generator, first: date, last: date, number: int) -> list[date]:
    span = (last - first).days
    return [first + timedelta(days=int(d)) for d in random.integers(0, span, number)]


def first_conventions(world: World) -> dict[str, date]:
    """Signature of each town's first convention, in 2018."""
    communes = acv_communes(world)
    drawn = days(world.random("acv 2018"), date(2018, 4, 1), date(2018, 12, 20), len(communes))
    by_town = dict(zip(communes, drawn, strict=True))
    return {commune: by_town[town] for commune, (_, town) in communes.items()}


def acv_2024(world: World) -> bytes:
    name, signed = names(world), first_conventions(world)
    rows = [
        (com, name[com], f"acv-{number:03}", name[town], f"{signed[com]:%d/%m/%Y}")
        for com, (number, town) in acv_communes(world).items()
        if com not in ENTRANTS
    ]
    return csv_bytes(ACV_HEADER, rows, eol="\n", quoted=True)


def acv_2025(world: World) -> bytes:
    """Here the date is mostly that of the amendment of phase two, and sometimes blank."""
    name, signed, random = names(world), first_conventions(world), world.random("acv 2025")
    communes = acv_communes(world)
    amended = days(random, date(2023, 3, 1), date(2024, 12, 20), len(communes))
    kinds = random.choice(("amended", "first", "blank"), len(communes), p=(0.83, 0.1, 0.07))
    rows = []
    for (com, (number, town)), day, kind in zip(communes.items(), amended, kinds, strict=True):
        shown = {"amended": f"{day:%d-%m-%Y}", "first": f"{signed[com]:%d-%m-%Y}", "blank": ""}[str(kind)]
        rows.append((com, name[com], f"ACV{number:03}", name[town], shown))
    return csv_bytes(ACV_HEADER, rows, eol="\n", quoted=True)


def pvd_communes(world: World) -> dict[str, date]:
    """Invented membership: small towns outside the large metropolis, with a signature date."""
    random = world.random("pvd")
    excluded = set(acv_communes(world)) | set(world.reference.towns)
    candidates = sorted(
        m.com
        for e in world.reference.epci
        if e.siren not in LARGE_CITIES_EPCI
        for m in e.membres
        if m.pmun in PVD_PEOPLE and m.com not in excluded
    )
    kept = [
        com for com, draw in zip(candidates, random.random(len(candidates)), strict=True) if draw < PVD_SHARE
    ]
    return dict(zip(kept, days(random, date(2021, 1, 4), date(2022, 6, 30), len(kept)), strict=True))


def pvd_2026(world: World) -> bytes:
    name = names(world)
    rows = [
        (com, name[com], f"pvd-{number:04}", day.isoformat())
        for number, (com, day) in enumerate(pvd_communes(world).items(), 1)
    ]
    return csv_bytes(PVD_HEADER, rows, quoted=True)


def cross_2023(world: World) -> bytes:
    """Every commune of 2023 with the number of each programme it is in; whole agglomerations are in industry."""
    random = world.random("territoires d'industrie")
    acv, small = acv_communes(world), {com: rank for rank, com in enumerate(pvd_communes(world), 1)}
    rank = {e.siren: number for number, e in enumerate(world.reference.epci, 1)}
    industry = {siren for siren in rank if random.random() < INDUSTRY_SHARE}
    group = {m.com: e.siren for e in world.reference.epci for m in e.membres}
    group |= {m.com_av: group[m.com_ap] for m in world.reference.movements if m.com_ap in group}
    rows = []
    for c in sorted(c for c in world.reference.communes(2023) if c.typecom == "COM"):
        siren = group.get(c.com, "")
        cells = {
            "insee_com": c.com,
            "lib_com": c.nom,
            "id_pvd": f"pvd-{small[c.com]:04}" if c.com in small else "",
            "id_ti": f"ti-{rank[siren]:03}" if siren in industry else "",
            "id_crte": f"crte-{rank[siren]:03}" if siren else "",
            "id_acv": f"acv-{acv[c.com][0]:03}" if c.com in acv and c.com not in ENTRANTS else "",
            "id_acv2": f"acv2-{acv[c.com][0]:03}" if c.com in ENTRANTS else "",
        }
        rows.append([cells.get(name, "") for name in CROSS_HEADER])
    return csv_bytes(CROSS_HEADER, rows, quoted=True)


def covered(world: World) -> dict[str, str]:
    """Why each covered commune is covered: acv, pvd or other."""
    kinds = dict.fromkeys(acv_communes(world), "acv") | dict.fromkeys(pvd_communes(world), "pvd")
    rest = sorted(c.com for c in world.communes if c.com not in kinds)
    others = world.random("ort others").choice(rest, OTHERS, replace=False)
    return kinds | {str(com): "other" for com in others}


def ort_2026(world: World) -> bytes:
    random = world.random("ort")
    areas = {d.dep: d.nom for d in world.reference.departements}
    regions = {r.reg: r.nom for r in world.reference.regions}
    epci = {m.com: e.nom for e in world.reference.groups for m in e.membres}
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
    return csv_bytes(ORT_HEADER, rows, eol="\n")


def progress(random: np.random.Generator, day: date) -> tuple[str, ...]:
    """Cells from `Signée ?` to `Avancement`."""
    state = str(random.choice(STATES, p=STATE_SHARES))
    years = int(random.choice((0, 3, 5, 6)))
    remark = str(random.choice(REMARKS))
    if state != "Signée":
        return state, "", "1er trimestre 2027" if state else "", "0", "", remark, "Phase d'étude"
    end = f"{day.replace(day=1, year=day.year + years):%d-%m-%Y}" if years else ""
    return state, day.isoformat(), "", str(years), end, remark, ""
