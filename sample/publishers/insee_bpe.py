"""INSEE, permanent base of equipments 2025: shops and services of the simulated Sirene, one row each."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import IO

import numpy as np
import pyarrow as pa

from sample.files import MirrorFile, member_info, table_csv
from sample.geography import degrees
from sample.sirene.activities import activities
from sample.sirene.addresses import STREET_TYPES, STREETS
from sample.sirene.arrays import Ints, digits, words
from sample.sirene.periods import CLOSED
from sample.sirene.tables import SIGN_WORDS, last_periods
from sample.sirene.writing import Establishments
from sample.territories import territories
from sample.world import World

URL = "https://www.insee.fr/fr/statistiques/fichier/8217525/BPE25.zip"
DAY, YEAR = date(2026, 7, 8), "2025"
HEADER = (
    "AN", "APET", "NOMRS", "CNOMRS", "NUMVOIE", "INDREP", "TYPVOIE", "LIBVOIE", "CADR", "CODPOS",
    "DEPCOM", "DEP", "REG", "LIBCOM", "DOM", "SDOM", "TYPEQU", "SIRET", "STATUT_DIFFUSION", "CANTINE",
    "INTERNAT", "RPI", "EP", "CL_PGE", "SECT", "SECTEUR", "ACCES_AIRE_PRATIQUE", "ACCES_LIBRE",
    "ACCES_SANITAIRE", "ACCES_VESTIAIRE", "CAPACITE_D_ACCUEIL", "PRES_DOUCHE", "PRES_SANITAIRE",
    "SAISONNIER", "COUVERT", "ECLAIRE", "CATEGORIE", "MULTIPLEXE", "STRUCTURE_EXERCICE", "SPECIALITE",
    "ACCUEIL", "ITINERANCE", "MODE_GESTION", "SSTYPHEB", "TYPE", "TYPERESTO", "IMPLANTATION_STATION",
    "GPL", "CAPACITE", "INDIC_CAPA", "NBEQUIDENT", "INDIC_NBEQUIDENT", "NBSALLES", "INDIC_NBSALLES",
    "NBLIEUX", "INDIC_NBLIEUX", "NB_PDC", "INDIC_NB_PDC", "NB_PDC_PA", "INDIC_NB_PDC_PA",
    "NB_PDC_ACCELEREE", "INDIC_NB_PDC_ACCELEREE", "NB_PDC_LENTE", "INDIC_NB_PDC_LENTE", "NB_PDC_RAPIDE",
    "INDIC_NB_PDC_RAPIDE", "NB_PDC_ULTRARAPIDE", "INDIC_NB_PDC_ULTRARAPIDE", "NB_JOURS_OUVERT",
    "INDIC_NB_JOURS_OUVERT", "LAMBERT_X", "LAMBERT_Y", "LONGITUDE", "LATITUDE", "QUALITE_XY", "EPSG",
    "QUALITE_GEOLOC", "TR_DIST_PRECISION", "DCIRIS", "QUALI_IRIS", "IRISEE", "QP2024", "QUALI_QP2024",
    "QP2015", "QUALI_QP2015", "QVA", "QUALI_QVA", "ZUS", "QUALI_ZUS", "EPCI", "UU2020", "BV2022",
    "AAV2020", "DENS3", "DENS7",
)  # fmt: skip
# Equipment of each activity; sub-domain and domain are its first two and first characters.
TYPES = {
    "47.11F": "B104", "47.11D": "B105", "47.11C": "B201", "47.11B": "B202", "47.22Z": "B204", "47.23Z": "B206",
    "10.71C": "B207", "47.24Z": "B207", "47.21Z": "B208", "47.25Z": "B209", "47.29Z": "B210", "47.71Z": "B302",
    "47.72A": "B304", "47.59A": "B306", "47.64Z": "B307", "47.52A": "B309", "47.75Z": "B310", "47.77Z": "B311",
    "47.76Z": "B312", "47.78A": "B313", "47.74Z": "B315", "47.30Z": "B316", "47.51Z": "B317", "47.65Z": "B318",
    "47.54Z": "B321", "47.42Z": "B322", "47.79Z": "B323", "47.61Z": "B324", "47.62Z": "B325", "47.73Z": "D307",
    "56.10A": "A504", "56.10B": "A504", "56.10C": "A504", "96.02A": "A501", "96.02B": "A507", "68.31Z": "A505",
    "64.19Z": "A203", "86.21Z": "D265", "53.10Z": "A206",
}  # fmt: skip
RESTAURANT = "A504"
# Columns of numbers, blank here, each with its indicator column.
COUNTS = ("CAPACITE", "NBEQUIDENT", "NBSALLES", "NBLIEUX", "NB_PDC", "NB_PDC_PA", "NB_PDC_ACCELEREE",
          "NB_PDC_LENTE", "NB_PDC_RAPIDE", "NB_PDC_ULTRARAPIDE", "NB_JOURS_OUVERT")  # fmt: skip
NOT_ZONED = ("QP2024", "QP2015", "QVA", "ZUS")
FROM_SIRENE_KEPT = 0.5
PROJECTIONS = (2154, 2972, 2975, 4471, 5490)


def files(world: World) -> Iterator[MirrorFile]:
    yield MirrorFile(URL, DAY, True, grow=partial(archive, world))


@contextmanager
def archive(world: World, path: Path) -> Iterator[Callable[[Establishments], None]]:
    """One member: text in quotes, numbers bare."""
    with zipfile.ZipFile(path, "w") as zipped, zipped.open(member_info("BPE25.csv"), "w") as file:
        yield lambda made: _add(world, file, made)


def _add(world: World, file: IO[bytes], made: Establishments) -> None:
    told = table_csv(table(world, made), separator=";", quoting="needed", has_header=made.rank == 0)
    file.writelines(told)


def table(world: World, made: Establishments) -> pa.Table:
    random = made.random("bpe")
    chosen = equipments(made, random)
    number = len(chosen)
    quality = random.choice(3, number, p=(0.8, 0.15, 0.05))
    columns: dict[str, pa.Array] = {
        "AN": same(YEAR, number),
        **what(made, chosen),
        **address(world, made, chosen),
        **position(made, chosen, quality),
        **dict.fromkeys(("CNOMRS", "INDREP", "CADR"), same("", number)),
        **dict.fromkeys(COUNTS, pa.nulls(number, pa.int64())),
        **{f"INDIC_{name}": same("0", number) for name in COUNTS if f"INDIC_{name}" in HEADER},
        **dict.fromkeys(NOT_ZONED, same("CSZ", number)),
    }
    absent = same("_Z", number)
    return pa.table([columns.get(name, absent) for name in HEADER], names=list(HEADER))


def equipments(made: Establishments, random: np.random.Generator) -> Ints:
    """Half of the open establishments whose activity is an equipment."""
    now = last_periods(made.spans)
    naf = activities().naf
    equips = np.isin(now.activity, [naf.index(code) for code in TYPES]) & (now.state != CLOSED)
    return np.flatnonzero(equips & (random.random(len(equips)) < FROM_SIRENE_KEPT))


def what(made: Establishments, chosen: Ints) -> dict[str, pa.Array]:
    """Activity, kind of equipment, sign and number; the name of a partially diffused unit is masked."""
    activity, naf = last_periods(made.spans).activity[chosen], activities().naf
    hidden = made.register.masked[chosen]
    kinds = [TYPES.get(code, "") for code in naf]
    undotted = [code.replace(".", "") for code in naf]
    meals = [code if kind == RESTAURANT else "_Z" for code, kind in zip(undotted, kinds, strict=True)]
    return {
        "APET": words(activity, undotted),
        "NOMRS": words(np.where(hidden, len(SIGN_WORDS), chosen % len(SIGN_WORDS)), [*SIGN_WORDS, "[ND]"]),
        "DOM": words(activity, [kind[:1] for kind in kinds]),
        "SDOM": words(activity, [kind[:2] for kind in kinds]),
        "TYPEQU": words(activity, kinds),
        "SIRET": digits(made.units.siret[chosen], 14),
        "STATUT_DIFFUSION": words(hidden.astype(int), ["O", "P"]),
        "TYPERESTO": words(activity, meals),
    }


def address(world: World, made: Establishments, chosen: Ints) -> dict[str, pa.Array]:
    """Street, commune and the areas around it."""
    units, where = made.units, made.where
    place, sites = units.place[chosen], units.sites.take(chosen)
    every = [territories(world)[com] for com in where.code]
    small = (where.people[place] < 10_000).astype(int)
    return {
        "NUMVOIE": digits(sites.house + 1, 1),
        "TYPVOIE": words(np.minimum(sites.kind, len(STREET_TYPES) - 1), STREET_TYPES),
        "LIBVOIE": words(sites.street, STREETS),
        "CODPOS": words(place, where.postcode),
        "DEPCOM": words(place, where.code),
        "DEP": words(place, [t.dep for t in every]),
        "REG": words(place, [t.reg for t in every]),
        "LIBCOM": words(place, where.name),
        "EPCI": words(place, [t.epci for t in every]),
        "BV2022": words(place, [world.city_of.get(t.com, t.com) for t in every]),
        "AAV2020": words(place, [t.zone.code[1:] for t in every]),
        "UU2020": words(place, [f"{t.dep:0>3}{t.zone.code[2:]}"[-5:] for t in every]),
        "DENS3": words(small, ["1", "2"]),
        "DENS7": words(small, ["2", "4"]),
    }


def position(made: Establishments, chosen: Ints, quality: Ints) -> dict[str, pa.Array]:
    """Metres of the row's own projection, degrees, and how good they are."""
    units, where = made.units, made.where
    place, sites = units.place[chosen], units.sites.take(chosen)
    epsg = where.epsg[place]
    longitude, latitude = degrees(epsg, sites.x, sites.y)
    return {
        "LAMBERT_X": pa.array(sites.x.round().astype(int)),
        "LAMBERT_Y": pa.array(sites.y.round().astype(int)),
        "LONGITUDE": pa.array(longitude.round(5)),
        "LATITUDE": pa.array(latitude.round(5)),
        "QUALITE_XY": words(quality, ["B", "A", "M"]),
        "EPSG": words(np.searchsorted(PROJECTIONS, epsg), [str(code) for code in PROJECTIONS]),
        "QUALITE_GEOLOC": words(quality, ["11", "12", "33"]),
        "TR_DIST_PRECISION": words(quality, ["< 100", "[100 - 500[", ">= 500"]),
        "DCIRIS": words(place, [f"{com}0101" for com in where.code]),
        "QUALI_IRIS": words(quality, ["1", "2", "3"]),
        "IRISEE": same("1", len(chosen)),
    }


def same(text: str, number: int) -> pa.Array:
    return words(np.zeros(number, dtype=np.int64), [text])
