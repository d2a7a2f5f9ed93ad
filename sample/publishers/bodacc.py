"""DILA, BODACC: legal notices of sales, insolvencies, removals and creations, one export a family and year."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import pyarrow as pa

from sample.files import MirrorFile
from sample.nomenclature import labels
from sample.publishers._bodacc_words import (
    JUDGMENTS,
    SALES,
    Party,
    dumps,
    establishment,
    people,
    price,
    spelled,
)
from sample.sirene.activities import activities
from sample.sirene.units import EPOCH, NEVER, day
from sample.sirene.writing import Establishments, growing_parquet
from sample.territories import territories
from sample.world import World

BASE = "https://bodacc-datadila.opendatasoft.com/api/explore/v2.1/catalog/datasets/annonces-commerciales"
FAMILIES = {
    "vente": ("Ventes et cessions", "A"),
    "collective": ("Procédures collectives", "A"),
    "radiation": ("Radiations", "B"),
    "creation": ("Créations", "A"),
}
FIRST_YEAR = 2023
TYPES = {"annonce": "Avis initial", "rectificatif": "Avis rectificatif", "annulation": "Avis d'annulation"}
SOLD_SHARE, PRICED_SHARE, RADIATED_SHARE, CREATED_SHARE, INSOLVENT_SHARE = 0.8, 0.68, 0.15, 0.2, 0.1
CORRECTED, CANCELLED, TWICE = 0.02, 0.008, 0.004
SCHEMA = pa.schema(
    [
        *[(name, pa.string()) for name in ("id", "publicationavis", "publicationavis_facette", "parution")],
        ("dateparution", pa.date32()),
        ("numeroannonce", pa.int64()),
        *[(name, pa.string()) for name in ("typeavis", "typeavis_lib", "familleavis", "familleavis_lib",
                                           "numerodepartement", "departement_nom_officiel")],
        ("region_code", pa.int64()),
        *[(name, pa.string()) for name in ("region_nom_officiel", "tribunal", "commercant", "ville")],
        ("registre", pa.list_(pa.string())),
        ("cp", pa.string()),
        ("pdf_parution_subfolder", pa.int64()),
        *[(name, pa.string()) for name in (
            "ispdf_unitaire", "listepersonnes", "listeetablissements", "jugement", "acte", "modificationsgenerales",
            "radiationaurcs", "depot", "listeprecedentexploitant", "listeprecedentproprietaire", "divers",
            "parutionavisprecedent", "url_complete")],
    ]
)  # fmt: skip

# Notices of a day are numbered apart in each slice, corrections in the upper half.
NUMBERS_A_SLICE = 10_000

Notice = dict[str, Any]
Chosen = Callable[[Establishments], list[Notice]]


def query(family: str, year: int) -> str:
    """The part of an address that asks for the notices of one family and year."""
    return f"refine={quote(f'familleavis:{chr(34)}{family}{chr(34)}')}&refine={quote(f'dateparution:{chr(34)}{year}{chr(34)}')}"


def export_url(family: str, year: int) -> str:
    return f"{BASE}/exports/parquet?{query(family, year)}"


def count_url(family: str, year: int) -> str:
    return f"{BASE}/records?limit=0&{query(family, year)}"


def files(world: World) -> Iterator[MirrorFile]:
    for family in FAMILIES:
        for year in range(FIRST_YEAR, world.sirene_end.year + 1):
            chosen = partial(notices, world, family, year)
            for url, grow in ((export_url(family, year), _parquet), (count_url(family, year), _count)):
                yield MirrorFile(url, world.sirene_day, True, grow=partial(grow, chosen))


def _parquet(chosen: Chosen, path: Path) -> AbstractContextManager[Callable[[Establishments], None]]:
    return growing_parquet(path, lambda made: pa.Table.from_pylist(chosen(made), SCHEMA))


@contextmanager
def _count(chosen: Chosen, path: Path) -> Iterator[Callable[[Establishments], None]]:
    counts: list[int] = []
    yield lambda made: counts.append(len(chosen(made)))
    path.write_text(json.dumps({"total_count": sum(counts), "results": []}), encoding="utf-8")


def notices(world: World, family: str, year: int, made: Establishments) -> list[Notice]:
    return made.once("bodacc", lambda m: _by_file(_notices(world, m))).get((family, year), [])


def _by_file(every: list[Notice]) -> dict[tuple[str, int], list[Notice]]:
    found: dict[tuple[str, int], list[Notice]] = {}
    for notice in every:
        found.setdefault((notice["familleavis"], notice["dateparution"].year), []).append(notice)
    return found


def _notices(world: World, made: Establishments) -> list[Notice]:
    """Every notice, in order of publication, with its corrections and its slips."""
    random = made.random("bodacc")
    register = Register(world, made)
    drafts = [*sales(register, random), *ends(register, random), *creations(register, random)]
    first = made.rank * NUMBERS_A_SLICE
    every = numbered(drafts, world.sirene_end, first)
    every += numbered(corrections(random, every), world.sirene_end, first + NUMBERS_A_SLICE // 2)
    every.sort(key=lambda n: (n["dateparution"], n["id"]))
    twice = [every[index] for index in np.flatnonzero(random.random(len(every)) < TWICE)]
    for broken in [n for n in every if n["familleavis"] == "vente"][:1]:
        broken["listepersonnes"] = broken["listepersonnes"][:60]
    return every + twice


class Register:
    """Parties by SIREN and places of establishments, out of the simulated Sirene."""

    def __init__(self, world: World, made: Establishments) -> None:
        self.made = made
        self.legal, self.units = self.made.legal_units, self.made.units
        self.siren, self.form = self.legal.siren, self.legal.drawn[0]
        territory = territories(world)
        self.places = [territory[com] for com in self.made.where.code]
        self.siret, self.naf = self.units.siret, activities().naf

    def party(self, siren: int, place: int) -> Party:
        form = int(self.form[np.searchsorted(self.siren, siren)])
        return Party(int(siren), form, self.places[place], self.made.where.postcode[place])

    def trade(self, unit: int) -> str:
        return labels()[self.naf[self.units.activity[unit]]]


def base(family: str, when: date, seller: Party, *others: Party) -> Notice:
    """What every notice has; the registers of both parties, spaced and not, the buyer's first."""
    label, bulletin = FAMILIES[family]
    place = seller.place
    return {
        "publicationavis": bulletin, "publicationavis_facette": f"Bodacc {bulletin}", "dateparution": when,
        "typeavis": "annonce", "typeavis_lib": TYPES["annonce"], "familleavis": family, "familleavis_lib": label,
        "numerodepartement": place.dep, "departement_nom_officiel": place.department, "region_code": int(place.reg),
        "region_nom_officiel": place.region,
        "tribunal": f"Greffe du Tribunal de Commerce de {place.zone.name.lower()}", "commercant": seller.name,
        "ville": place.name, "cp": seller.postcode,
        "registre": [text for p in (*others, seller) for text in (p.spaced, p.spaced.replace(" ", ""))],
    }  # fmt: skip


def published(when: int, random: np.random.Generator) -> date:
    return EPOCH + timedelta(days=int(when) + int(random.integers(5, 40)))


def sales(register: Register, random: np.random.Generator) -> Iterator[Notice]:
    """Takeovers between legal units, those that were bought; two in three give their price."""
    units = register.units
    recent = np.flatnonzero((units.previous > 0) & units.steady & (units.birth >= day(FIRST_YEAR)))
    for unit in recent[random.random(len(recent)) < SOLD_SHARE]:
        former = int(units.previous[unit] // 100_000)
        if former == units.siren[unit]:
            continue
        buyer = register.party(units.siren[unit], units.place[unit])
        seller = register.party(former, units.place[unit])
        when, form = published(units.birth[unit], random), int(random.integers(0, 100))
        priced = random.random() < PRICED_SHARE
        origin = "Acquisition d'un fonds de commerce au prix stipulé de " + price(
            int(random.lognormal(11.2, 0.9))
        )
        begun = spelled(EPOCH + timedelta(days=int(units.birth[unit])), form)
        category = SALES[form % len(SALES)]
        # Who held the business stands in one block or the other.
        block = "listeprecedentexploitant" if form % 9 == 0 else "listeprecedentproprietaire"
        yield base("vente", when, buyer, seller) | {
            "listepersonnes": people(buyer),
            "listeetablissements": establishment(
                buyer, int(register.siret[unit]), origin if priced else "Achat d'un fonds de commerce",
                register.trade(unit),
            ),
            "acte": dumps({"vente": {"categorieVente": category}, "dateCommencementActivite": begun,
                           "descriptif": category}),
            block: people(seller, *([buyer] if form == 50 else [])),
        }  # fmt: skip


def ends(register: Register, random: np.random.Generator) -> Iterator[Notice]:
    """Removals of legal units that ceased, some after a judgment; judgments on others that go on."""
    ceased, units = register.legal.ceased, register.units
    gone = np.flatnonzero((ceased >= day(FIRST_YEAR)) & (ceased < NEVER))
    draw = random.random(len(gone))
    places = units.place[register.legal.head]
    for unit in gone[draw < RADIATED_SHARE]:
        party = register.party(register.siren[unit], places[unit])
        stopped = spelled(EPOCH + timedelta(days=int(ceased[unit])), int(random.integers(0, 100)))
        cause = {"dateCessationActivitePP": stopped} if party.form == 1000 else {"radiationPM": "O"}
        yield base("radiation", published(ceased[unit], random), party) | {
            "listepersonnes": people(party),
            "radiationaurcs": dumps(cause | {"commentaire": "Radiation du registre du commerce"}),
        }
    open_still = np.flatnonzero(ceased == NEVER)
    some = random.choice(open_still, min(len(open_still), len(gone) // 40), replace=False)
    days = random.integers(day(FIRST_YEAR), register.made.end - 60, len(some))
    insolvent = gone[draw > 1 - INSOLVENT_SHARE]
    moments = [*zip(insolvent, ceased[insolvent] - 45, strict=True), *zip(some, days, strict=True)]
    for unit, when in moments:
        party = register.party(register.siren[unit], places[unit])
        yield base("collective", published(max(when, day(FIRST_YEAR)), random), party) | judgment(
            party, when, random
        )


def judgment(party: Party, when: int, random: np.random.Generator) -> Notice:
    form = int(random.integers(0, 100))
    nature = JUDGMENTS[int(random.choice(len(JUDGMENTS), p=(0.6, 0.25, 0.03, 0.12)))]
    family = "Jugement de clôture" if "clôture" in nature else "Jugement d'ouverture"
    text = {"type": "initial", "famille": family, "nature": nature,
            "date": spelled(EPOCH + timedelta(days=int(when)), form),
            "complementJugement": "Désignant liquidateur un mandataire judiciaire"}  # fmt: skip
    return {"listepersonnes": people(party), "jugement": dumps(text)}


def creations(register: Register, random: np.random.Generator) -> Iterator[Notice]:
    """New legal units; births of establishments of older ones are not announced."""
    born, units = register.legal.born, register.units
    new = np.flatnonzero(born >= day(FIRST_YEAR))
    for unit in new[random.random(len(new)) < CREATED_SHARE]:
        head = register.legal.head[unit]
        party = register.party(register.siren[unit], units.place[head])
        begun = spelled(EPOCH + timedelta(days=int(born[unit])), int(random.integers(0, 100)))
        yield base("creation", published(born[unit], random), party) | {
            "listepersonnes": people(party),
            "listeetablissements": establishment(party, int(register.siret[head]), "Création d'un fonds de commerce",
                                                 register.trade(head)),
            "acte": dumps({"creation": {"categorieCreation": "Immatriculation d'une personne morale (B, C, D) suite à "
                                        "création d'un établissement principal"},
                           "dateImmatriculation": begun, "dateCommencementActivite": begun}),
        }  # fmt: skip


def corrections(random: np.random.Generator, every: list[Notice]) -> Iterator[Notice]:
    """Notices that replace or cancel one of a month before, which they name."""
    draw = random.random(len(every))
    for notice, dice in zip(every, draw, strict=True):
        if dice < CORRECTED + CANCELLED:
            kind = "rectificatif" if dice < CORRECTED else "annulation"
            before = {"nomPublication": f"BODACC {notice['publicationavis']}", "numeroParution": notice["parution"],
                      "dateParution": notice["dateparution"].isoformat(), "numeroAnnonce": notice["numeroannonce"]}  # fmt: skip
            yield notice | {"typeavis": kind, "typeavis_lib": TYPES[kind], "parutionavisprecedent": dumps(before),
                            "dateparution": notice["dateparution"] + timedelta(days=30)}  # fmt: skip


def numbered(drafts: Iterator[Notice] | list[Notice], end: date, first: int = 0) -> list[Notice]:
    """Notices published by `end`, with the issue of their day and a number within it."""
    kept = sorted(
        (n for n in drafts if n["dateparution"] <= end), key=lambda n: (n["dateparution"], n["registre"])
    )
    rank: dict[str, int] = {}
    for notice in kept:
        issue = f"{notice['dateparution'].year}{notice['dateparution'].timetuple().tm_yday:04}"
        bulletin = notice["publicationavis"]
        rank[bulletin + issue] = number = rank.get(bulletin + issue, first) + 1
        identifier = f"{bulletin}{issue}{number}"
        notice |= {"id": identifier, "parution": issue, "numeroannonce": number,
                   "url_complete": f"https://www.bodacc.fr/pages/annonces-commerciales-detail/?q.id=id:{identifier}"}  # fmt: skip
    return kept
