"""INSEE, Sirene: establishments and their periods, legal units, successions, duplicates."""

from ingestion.declaration import Column, Kind, Resource, Source
from ingestion.sources.sirene_units import (
    DOUBLON,
    LIEN_SUCCESSION,
    UNITE_LEGALE,
    UNITE_LEGALE_HISTORIQUE,
    stock,
)


def _e(name: str, header: str, kind: Kind = Kind.TEXT, doc: str = "") -> Column:
    return Column(name, f"{header}Etablissement", kind, doc)


_ETABLISSEMENT = Resource(
    name="etablissement",
    raw_table="sirene_etablissement",
    title="Establishments, opened and closed (StockEtablissement)",
    columns=(
        Column("siret", "siret", Kind.SIRET, "SIRET of the establishment"),
        Column("siren", "siren", Kind.SIREN, "SIREN of the legal unit"),
        _e("statut_diffusion", "statutDiffusion", doc="O full, P partial diffusion (address masked as [ND])"),
        _e("date_creation", "dateCreation", Kind.DATE, "Creation; null or 1900-01-01 means unknown"),
        _e("tranche_effectifs", "trancheEffectifs", doc="Staff size class, of one year only"),
        _e("annee_effectifs", "anneeEffectifs", doc="Year of the staff size class"),
        _e("date_dernier_traitement", "dateDernierTraitement", Kind.TIMESTAMP, "Last update by INSEE"),
        Column("etablissement_siege", "etablissementSiege", Kind.BOOLEAN, "Head office of its legal unit"),
        _e("nombre_periodes", "nombrePeriodes", Kind.INTEGER, "Number of periods in the history"),
        _e("complement_adresse", "complementAdresse", doc="Address complement"),
        _e("numero_voie", "numeroVoie", doc="Number in the street"),
        _e("indice_repetition", "indiceRepetition", doc="bis, ter…"),
        _e("type_voie", "typeVoie", doc="Kind of street"),
        _e("libelle_voie", "libelleVoie", doc="Street"),
        _e("code_postal", "codePostal", doc="Postcode"),
        _e("code_commune", "codeCommune", Kind.CODE_COMMUNE, "Commune, districts of Paris, Lyon, Marseille"),
        _e("code_pays_etranger", "codePaysEtranger", doc="Country when abroad"),
        Column("identifiant_adresse", "identifiantAdresseEtablissement", doc="Address key", required=False),
        Column("date_debut", "dateDebut", Kind.DATE, "Start of the current period"),
        _e("etat_administratif", "etatAdministratif", doc="A active, F closed"),
        _e("activite_principale", "activitePrincipale", doc="NAF sub-class of the current period"),
        _e("nomenclature_activite", "nomenclatureActivitePrincipale", doc="Nomenclature of that code"),
        _e("caractere_employeur", "caractereEmployeur", doc="O employer, N not, null unknown"),
        Column(
            "activite_principale_naf25",
            "activitePrincipaleNAF25Etablissement",
            doc="NAF 2025 code, informative; never translated",
            required=False,
        ),
    ),
    key=("siret",),
    **stock(
        "a29c1297-1f92-4e2a-8f6b-8c902ce96c5f", "0651fb76-bcf3-4f6a-a38d-bc04fa708576", "StockEtablissement"
    ),
    ignored=(
        "nic",
        "activitePrincipaleRegistreMetiersEtablissement",
        "dernierNumeroVoieEtablissement",
        "indiceRepetitionDernierNumeroVoieEtablissement",
        "libelleCommuneEtablissement",
        "libelleCommuneEtrangerEtablissement",
        "distributionSpecialeEtablissement",
        "codeCedexEtablissement",
        "libelleCedexEtablissement",
        "libellePaysEtrangerEtablissement",
        "coordonneeLambertAbscisseEtablissement",
        "coordonneeLambertOrdonneeEtablissement",
        "complementAdresse2Etablissement",
        "numeroVoie2Etablissement",
        "indiceRepetition2Etablissement",
        "typeVoie2Etablissement",
        "libelleVoie2Etablissement",
        "codePostal2Etablissement",
        "libelleCommune2Etablissement",
        "libelleCommuneEtranger2Etablissement",
        "distributionSpeciale2Etablissement",
        "codeCommune2Etablissement",
        "codeCedex2Etablissement",
        "libelleCedex2Etablissement",
        "codePaysEtranger2Etablissement",
        "libellePaysEtranger2Etablissement",
        "enseigne1Etablissement",
        "enseigne2Etablissement",
        "enseigne3Etablissement",
        "denominationUsuelleEtablissement",
    ),
    grain="SIRET",
    notes=("Shop signs and usual names may be those of natural persons: they are not loaded.",),
)

_HISTORIQUE = Resource(
    name="historique",
    raw_table="sirene_etablissement_historique",
    title="Periods of establishments (StockEtablissementHistorique)",
    columns=(
        Column("siret", "siret", Kind.SIRET, "SIRET of the establishment"),
        Column("date_debut", "dateDebut", Kind.DATE, "First day of the period, inclusive; null unknown"),
        Column("date_fin", "dateFin", Kind.DATE, "Last day of the period, inclusive; null: current"),
        _e("etat_administratif", "etatAdministratif", doc="A active, F closed, during the period"),
        _e("activite_principale", "activitePrincipale", doc="Activity code during the period"),
        _e("nomenclature_activite", "nomenclatureActivitePrincipale", doc="NAFRev2, NAFRev1, NAF1993 or NAP"),
        _e("caractere_employeur", "caractereEmployeur", doc="O employer, N not; stays O after closure"),
        _e("changement_etat_administratif", "changementEtatAdministratif", Kind.BOOLEAN, "State changed"),
        _e(
            "changement_activite_principale", "changementActivitePrincipale", Kind.BOOLEAN, "Activity changed"
        ),
    ),
    key=("siret",),
    **stock(
        "2b3a0c79-f97b-46b8-ac02-8be6c1f01a8c",
        "88fbb6b4-0320-443e-b739-b4376a012c32",
        "StockEtablissementHistorique",
    ),
    ignored=(
        "siren",
        "nic",
        "enseigne1Etablissement",
        "enseigne2Etablissement",
        "enseigne3Etablissement",
        "changementEnseigneEtablissement",
        "denominationUsuelleEtablissement",
        "changementDenominationUsuelleEtablissement",
        "changementCaractereEmployeurEtablissement",
    ),
    grain="SIRET × period",
    notes=("No commune in this file: it is joined on SIRET.", "Bounds of a period are inclusive."),
)

SOURCE = Source(
    name="sirene",
    title="Base Sirene des entreprises et de leurs établissements",
    producer="INSEE",
    homepage="https://www.data.gouv.fr/fr/datasets/5b7ffc618b4c4169d30727e0/",
    licence="Licence Ouverte 2.0",
    schedule="5 6 * * *",
    frequency="monthly, about the first",
    lag="content of the end of the month before",
    late_after_days=(40, 75),
    scope="France; units that asked for it are partially diffused, and still counted",
    resources=(
        _ETABLISSEMENT,
        _HISTORIQUE,
        UNITE_LEGALE,
        UNITE_LEGALE_HISTORIQUE,
        LIEN_SUCCESSION,
        DOUBLON,
    ),
    caveats=(
        "Closures are declared late: the last year is provisional.",
        "The guichet unique opened on 1 January 2023: births and closures may break there.",
        "Activity is overstated: many units have none though their closure was never declared.",
    ),
)
