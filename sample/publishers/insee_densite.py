"""INSEE density grid of communes: one workbook, header on row 5."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from sample.files import MirrorFile, content, workbook_bytes
from sample.territories import Territory, communes_only
from sample.world import World

URL = "https://www.insee.fr/fr/statistiques/fichier/8571524/fichier_diffusion_2025.xlsx"
DAY = date(2025, 5, 20)
HEADER = ("CODGEO", "LIBGEO", "DENS", "LIBDENS", "PMUN22", "P1", "P2", "P3", "DENS_AAV", "LIBDENS_AAV", "DENS7",
          "LIBDENS7")  # fmt: skip
LABELS = ("Code commune", "Libellé commune", "Degré de densité", "Libellé", "Population municipale", "Part dense",
          "Part intermédiaire", "Part rurale", "Densité et aire", "Libellé", "Degré à 7 niveaux", "Libellé")  # fmt: skip
DENSE, MIDDLE, RURAL = (1, "Urbain dense"), (2, "Urbain intermédiaire"), (3, "Rural")
SEVEN = {1: "Grands centres urbains", 2: "Centres urbains intermédiaires", 3: "Petites villes",
         4: "Ceintures urbaines", 5: "Bourgs ruraux", 6: "Rural à habitat dispersé"}  # fmt: skip


def files(world: World) -> Iterator[MirrorFile]:
    yield MirrorFile(URL, DAY, True, content(partial(workbook, world)))


def workbook(world: World) -> bytes:
    blank = [""] * len(HEADER)
    title = ["Grille communale de densité 2025", *blank[1:]]
    rows = [line(t) for t in sorted(communes_only(world))]
    return workbook_bytes(
        {
            "Lisez-moi": [["Grille communale de densité (simulée)"]],
            "Maille communale": [title, ["Source : Insee", *blank[1:]], blank, LABELS, HEADER, *rows],
        }
    )


def line(place: Territory) -> tuple[object, ...]:
    """Degree guessed from the population."""
    people = place.people
    degree = DENSE if people >= 50_000 else MIDDLE if people >= 5_000 else RURAL
    limits = ((50_000, 1), (20_000, 2), (10_000, 3), (5_000, 4), (1_000, 5), (0, 6))
    seven = next(level for limit, level in limits if people >= limit)
    parts = {1: (80, 18, 2), 2: (0, 75, 25), 3: (0, 5, 95)}[degree[0]]
    return (place.com, place.name, *degree, people, *parts, *degree, seven, SEVEN[seven])
