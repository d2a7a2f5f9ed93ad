"""Columns of the two files, in the publisher's order (since December 2025)."""

from __future__ import annotations


def _establishment(*names: str) -> tuple[str, ...]:
    return tuple(f"{name}Etablissement" for name in names)


STOCK = (
    "siren", "nic", "siret",
    *_establishment(
        "statutDiffusion", "dateCreation", "trancheEffectifs", "anneeEffectifs",
        "activitePrincipaleRegistreMetiers", "dateDernierTraitement",
    ),
    "etablissementSiege",
    *_establishment(
        "nombrePeriodes", "complementAdresse", "numeroVoie", "indiceRepetition", "dernierNumeroVoie",
        "indiceRepetitionDernierNumeroVoie", "typeVoie", "libelleVoie", "codePostal", "libelleCommune",
        "libelleCommuneEtranger", "distributionSpeciale", "codeCommune", "codeCedex", "libelleCedex",
        "codePaysEtranger", "libellePaysEtranger", "identifiantAdresse", "coordonneeLambertAbscisse",
        "coordonneeLambertOrdonnee", "complementAdresse2", "numeroVoie2", "indiceRepetition2", "typeVoie2",
        "libelleVoie2", "codePostal2", "libelleCommune2", "libelleCommuneEtranger2", "distributionSpeciale2",
        "codeCommune2", "codeCedex2", "libelleCedex2", "codePaysEtranger2", "libellePaysEtranger2",
    ),
    "dateDebut",
    *_establishment(
        "etatAdministratif", "enseigne1", "enseigne2", "enseigne3", "denominationUsuelle",
        "activitePrincipale", "nomenclatureActivitePrincipale", "caractereEmployeur", "activitePrincipaleNAF25",
    ),
)  # fmt: skip

HISTORY = (
    "siren", "nic", "siret", "dateFin", "dateDebut",
    *_establishment(
        "etatAdministratif", "changementEtatAdministratif", "enseigne1", "enseigne2", "enseigne3",
        "changementEnseigne", "denominationUsuelle", "changementDenominationUsuelle", "activitePrincipale",
        "nomenclatureActivitePrincipale", "changementActivitePrincipale", "caractereEmployeur",
        "changementCaractereEmployeur",
    ),
)  # fmt: skip
