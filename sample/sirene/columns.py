"""Columns of the files, in the publisher's order (since December 2025)."""

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

UNIT = (
    "siren", "statutDiffusionUniteLegale", "unitePurgeeUniteLegale", "dateCreationUniteLegale",
    "sigleUniteLegale", "sexeUniteLegale", "prenom1UniteLegale", "prenom2UniteLegale",
    "prenom3UniteLegale", "prenom4UniteLegale", "prenomUsuelUniteLegale", "pseudonymeUniteLegale",
    "identifiantAssociationUniteLegale", "trancheEffectifsUniteLegale", "anneeEffectifsUniteLegale",
    "dateDernierTraitementUniteLegale", "nombrePeriodesUniteLegale", "categorieEntreprise",
    "anneeCategorieEntreprise", "dateDebut", "etatAdministratifUniteLegale", "nomUniteLegale",
    "nomUsageUniteLegale", "denominationUniteLegale", "denominationUsuelle1UniteLegale",
    "denominationUsuelle2UniteLegale", "denominationUsuelle3UniteLegale",
    "categorieJuridiqueUniteLegale", "activitePrincipaleUniteLegale",
    "nomenclatureActivitePrincipaleUniteLegale", "nicSiegeUniteLegale",
    "economieSocialeSolidaireUniteLegale", "societeMissionUniteLegale", "caractereEmployeurUniteLegale",
    "activitePrincipaleNAF25UniteLegale",
)  # fmt: skip

UNIT_HISTORY = (
    "siren", "dateFin", "dateDebut", "etatAdministratifUniteLegale",
    "changementEtatAdministratifUniteLegale", "nomUniteLegale", "changementNomUniteLegale",
    "nomUsageUniteLegale", "changementNomUsageUniteLegale", "denominationUniteLegale",
    "changementDenominationUniteLegale", "denominationUsuelle1UniteLegale",
    "denominationUsuelle2UniteLegale", "denominationUsuelle3UniteLegale",
    "changementDenominationUsuelleUniteLegale", "categorieJuridiqueUniteLegale",
    "changementCategorieJuridiqueUniteLegale", "activitePrincipaleUniteLegale",
    "nomenclatureActivitePrincipaleUniteLegale", "changementActivitePrincipaleUniteLegale",
    "nicSiegeUniteLegale", "changementNicSiegeUniteLegale", "economieSocialeSolidaireUniteLegale",
    "changementEconomieSocialeSolidaireUniteLegale", "societeMissionUniteLegale",
    "changementSocieteMissionUniteLegale", "caractereEmployeurUniteLegale",
    "changementCaractereEmployeurUniteLegale",
)  # fmt: skip

LINK = (
    "siretEtablissementPredecesseur", "siretEtablissementSuccesseur", "dateLienSuccession",
    "transfertSiege", "continuiteEconomique", "dateDernierTraitementLienSuccession",
)  # fmt: skip

DUPLICATE = (
    "siren", "sirenDoublon", "dateDernierTraitementDoublon",
)  # fmt: skip

POINT = (
    "siret", "x", "y", "qualite_xy", "epsg", "plg_qp24", "plg_iris", "plg_zus", "plg_qp15", "plg_qva",
    "plg_code_commune", "distance_precision", "qualite_qp24", "qualite_iris", "qualite_zus",
    "qualite_qp15", "qualite_qva", "y_latitude", "x_longitude",
)  # fmt: skip
