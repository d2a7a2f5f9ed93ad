"""Cerema, Cartofriches: brownfield sites, half of them candidates that nobody has checked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

import numpy as np

from sample.files import MirrorFile, content, csv_bytes
from sample.geography import rounded
from sample.names import plain
from sample.territories import Territory, communes_only
from sample.world import World

URL = "https://www.data.gouv.fr/api/1/datasets/r/74feb3ed-5f9f-4ef8-8fab-b0128d569a99"
DAY = date(2026, 4, 15)
HEADER = [
    "site_id",
    "site_nom",
    "site_type",
    "site_adresse",
    "site_identif_date",
    "site_actu_date",
    "site_url",
    "site_ademe_url",
    "site_securite",
    "site_occupation",
    "site_statut",
    "site_projet_url",
    "site_reconv_annee",
    "site_reconv_type",
    "activite_libelle",
    "activite_code",
    "activite_fin_annee",
    "comm_nom",
    "comm_insee",
    "bati_type",
    "bati_nombre",
    "bati_surface",
    "bati_pollution",
    "bati_vacance",
    "bati_patrimoine",
    "bati_etat",
    "local_ancien_annee",
    "local_recent_annee",
    "proprio_type",
    "proprio_personne",
    "proprio_nom",
    "sol_pollution_annee",
    "sol_pollution_existe",
    "sol_pollution_origine",
    "sol_pollution_commentaire",
    "sol_depollution_fiche",
    "unite_fonciere_surface",
    "unite_fonciere_refcad",
    "urba_zone_type",
    "urba_zone_lib",
    "urba_zone_formdomi",
    "urba_doc_type",
    "desserte_distance",
    "desserte_commentaire",
    "source_nom",
    "source_url",
    "source_producteur",
    "source_contact",
    "geompoint",
    "geomsurf",
]
NOT_KNOWN = "NA"
SITES = 2_200
TYPES = ("inconnu", "friche industrielle", "friche d'habitat", "friche commerciale", "mixte", "autre")
TYPE_SHARES = (0.72, 0.1, 0.07, 0.05, 0.03, 0.03)
STATES = ("friche potentielle", "friche sans projet", "friche avec projet", "friche reconvertie")
STATE_SHARES = (0.469, 0.31, 0.197, 0.024)
NAMES = ("Ancienne usine", "Ancien garage", "Friche de la gare", "Ancienne laiterie", "Dépôt d'hydrocarbures",
         "Ancien \"Familia\", rue du Marché", "Entrepôt désaffecté")  # fmt: skip
UNKNOWN = ("site_securite", "site_occupation", "bati_type", "bati_pollution", "bati_vacance", "bati_patrimoine",
           "bati_etat", "sol_pollution_existe", "sol_pollution_origine")  # fmt: skip


def files(world: World) -> Iterator[MirrorFile]:
    yield MirrorFile(URL, DAY, True, content(partial(export, world)))


def export(world: World) -> bytes:
    """Semicolons, quotes escaped by a backslash, NA for what nobody noted."""
    random = world.random("brownfields")
    places = communes_only(world)
    weights = np.array([t.people for t in places]) ** 0.8
    rows = []
    for rank, index in enumerate(random.choice(len(places), SITES, p=weights / weights.sum())):
        cells = site(world, random, rank, places[index])
        rows.append([cells[name] for name in HEADER])
    text = csv_bytes(HEADER, rows, separator=";", eol="\n").decode()
    return text.replace('""', '\\"').encode()


def site(world: World, random: np.random.Generator, rank: int, place: Territory) -> dict[str, object]:
    kind, state = (str(random.choice(v, p=p)) for v, p in ((TYPES, TYPE_SHARES), (STATES, STATE_SHARES)))
    square = world.squares[place.com]
    x, y = (c + random.uniform(-0.45, 0.45) * square.side for c in square.centre)
    ((longitude, latitude),) = rounded(square.epsg, [x], [y])
    seen = date(2020, 1, 1) + timedelta(days=int(random.integers(0, 2200)))
    private, done = random.random() < 0.4, state == "friche reconvertie"
    noted = {
        "site_id": f"{place.com}_{rank + 1}",
        "site_nom": str(random.choice(NAMES)),
        "site_type": kind,
        "site_identif_date": seen.isoformat(),
        "site_actu_date": (seen + timedelta(days=60)).isoformat(),
        "site_statut": state,
        "site_reconv_annee": int(random.integers(2019, 2026)) if done else NOT_KNOWN,
        "site_reconv_type": str(random.choice(["habitat", "commerce", "mixte"])) if done else NOT_KNOWN,
        "comm_nom": plain(place.name),
        # The commune is blank on a few sites.
        "comm_insee": "" if random.random() < 0.005 else place.com,
        "bati_nombre": int(random.integers(0, 6)),
        "proprio_type": "X1a" if private else "G1a",
        "proprio_personne": "personne physique" if private else "personne morale",
        "proprio_nom": "_X_" if private else "COMMUNE DE " + plain(place.name),
        "unite_fonciere_surface": NOT_KNOWN if random.random() < 0.03 else int(random.lognormal(7.6, 1.3)),
        "unite_fonciere_refcad": "{" + ",".join(f"{place.com}000AB{rank % 900 + n:04}" for n in (1, 2)) + "}",
        "urba_zone_type": str(random.choice(["U", "NA", "AUc", "N"], p=(0.6, 0.3, 0.03, 0.07))),
        "urba_doc_type": "PLUI",
        "source_nom": "Site simulé",
        "source_producteur": "Site simulé",
        "geompoint": f"POINT ({longitude} {latitude})",
    }
    return dict.fromkeys(HEADER, NOT_KNOWN) | dict.fromkeys(UNKNOWN, "inconnu") | noted
