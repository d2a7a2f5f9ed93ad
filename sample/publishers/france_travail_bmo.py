"""France Travail: hiring needs (BMO) of 2024 by employment basin and trade; a basin is a zone here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from sample.files import MirrorFile, content, workbook_bytes
from sample.territories import territories, zones
from sample.world import World

# The folder is not verified: only the file's name and its columns are published.
URL = (
    "https://www.francetravail.org/files/live/sites/peorg/files/documents/Statistiques-et-analyses/"
    "Open-data/BMO/Base_open_data_BMO_2024.xlsx"
)
DAY, YEAR = date(2024, 4, 23), 2024
SHEET = f"BMO_{YEAR}_open_data"
HEADER = ("annee", "Code métier BMO", "Nom métier BMO", "Famille_met", "Lbl_fam_met", "REG", "NOM_REG", "Dept",
          "NomDept", "BE24", "NOMBE24", "met", "xmet", "smet")  # fmt: skip
# Trades: code, name, family, family's label, hirings wanted for 10,000 inhabitants, share hard to fill.
TRADES = (
    ("D4Z40", "Chaudronniers, tôliers, traceurs, serruriers, métalliers, forgerons", "I", "Ouvriers des secteurs de l'industrie", 3, 0.8),
    ("D6Z71", "Techniciens et agents de maîtrise des industries mécaniques", "I", "Ouvriers des secteurs de l'industrie", 2, 0.65),
    ("B2Z40", "Maçons, plâtriers, carreleurs", "C", "Ouvriers de la construction et du bâtiment", 4, 0.75),
    ("J3Z42", "Conducteurs de véhicules légers", "J", "Autres métiers", 3, 0.5),
    ("R0Z60", "Employés de libre-service", "V", "Fonctions liées à la vente, au tourisme et aux services", 7, 0.35),
    ("R1Z60", "Vendeurs en habillement et accessoires, articles de luxe", "V", "Fonctions liées à la vente, au tourisme et aux services", 5, 0.35),
    ("S0Z20", "Boulangers, pâtissiers", "V", "Fonctions liées à la vente, au tourisme et aux services", 3, 0.7),
    ("S2Z60", "Employés et agents polyvalents", "V", "Fonctions liées à la vente, au tourisme et aux services", 12, 0.5),
    ("T0Z60", "Coiffeurs, esthéticiens", "V", "Fonctions liées à la vente, au tourisme et aux services", 3, 0.7),
    ("T2A60", "Aides à domicile et auxiliaires de vie", "S", "Fonctions sociales et médico-sociales", 14, 0.8),
    ("V1Z80", "Infirmiers, cadres infirmiers et puéricultrices", "S", "Fonctions sociales et médico-sociales", 6, 0.75),
    ("M2Z90", "Ingénieurs et cadres d'étude, R et D en informatique", "E", "Fonctions d'encadrement", 5, 0.65),
    ("L0Z60", "Secrétaires bureautiques et assimilés", "A", "Fonctions administratives", 5, 0.3),
)  # fmt: skip
SECRET_BELOW = 5


def files(world: World) -> Iterator[MirrorFile]:
    yield MirrorFile(URL, DAY, True, content(partial(workbook, world)))


def workbook(world: World) -> bytes:
    """Description first, data second; a need too small to be shown is a star."""
    description = [["Enquête Besoins en main-d'oeuvre (simulée)"], ["met : projets de recrutement"],
                   ["xmet : projets difficiles"], ["smet : projets saisonniers"]]  # fmt: skip
    return workbook_bytes({"Description": description, SHEET: [HEADER, *rows(world)]})


def rows(world: World) -> Iterator[tuple[object, ...]]:
    random = world.random("bmo")
    places, members = territories(world), {}
    for epci in world.reference.groups:
        members.setdefault(zones(world)[epci.siren], []).append(epci)
    for zone, together in members.items():
        largest = max((m for e in together for m in e.membres), key=lambda m: m.pmun)
        place, people = places[largest.com], sum(e.pmun for e in together)
        for code, name, family, label, rate, hard in TRADES:
            wanted = int(random.poisson(people / 10_000 * rate))
            difficult, seasonal = int(random.binomial(wanted, hard)), int(random.binomial(wanted, 0.3))
            shown = [
                value if value == 0 or value >= SECRET_BELOW else "*"
                for value in (wanted, difficult, seasonal)
            ]
            basin = f"{place.reg}{zone.code[2:]}"
            yield (YEAR, code, name, family, label, place.reg, place.region, place.dep, place.department,
                   basin, together[0].nom.upper(), *shown)  # fmt: skip
