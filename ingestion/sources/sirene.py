"""INSEE, Sirene: establishments and their periods, legal units, successions, duplicates."""

from typing import Any

from ingestion.declaration import Column, Csv, File, Kind, Parquet, Resource, Source
from ingestion.stamps import month_contained
from ingestion.words import French

_STABLE = "https://www.data.gouv.fr/api/1/datasets/r"
_NO_NAMES = "Names, usual names and acronyms may be those of natural persons: they are not loaded."


def _stock(parquet: str, zipped: str, member: str) -> dict[str, Any]:
    """Where a monthly stock is: resource ids of the Parquet file and of the zipped CSV, name of its member."""
    return {
        "files": (File(f"{_STABLE}/{parquet}", Parquet()),),
        "fallbacks": (File(f"{_STABLE}/{zipped}", Csv(member=rf"{member}_utf8\.csv", separators=",")),),
        "vintage_of": month_contained,
        "keep": 2,
        "is_large": True,
    }


def _u(name: str, header: str, kind: Kind = Kind.TEXT, doc: str = "", required: bool = True) -> Column:
    return Column(name, f"{header}UniteLegale", kind, doc, required)


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
    **_stock(
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

_DATE_FIN = Column(
    "date_fin", "dateFin", Kind.DATE, "Last day of the period, inclusive; null: current", empty_tells=True
)
_HISTORIQUE = Resource(
    name="historique",
    raw_table="sirene_etablissement_historique",
    title="Periods of establishments (StockEtablissementHistorique)",
    columns=(
        Column("siret", "siret", Kind.SIRET, "SIRET of the establishment"),
        Column("date_debut", "dateDebut", Kind.DATE, "First day of the period, inclusive; null unknown"),
        _DATE_FIN,
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
    unique=("siret", "date_debut"),
    **_stock(
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

_STATE = (
    _u("etat_administratif", "etatAdministratif", doc="A active, C ceased"),
    _u("categorie_juridique", "categorieJuridique", doc="Legal form, level III, 4 digits (1000, 5499…)"),
    _u("activite_principale", "activitePrincipale", doc="NAF sub-class of the legal unit"),
    _u("nomenclature_activite", "nomenclatureActivitePrincipale", doc="NAFRev2, NAFRev1, NAF1993 or NAP"),
    _u("nic_siege", "nicSiege", doc="Last 5 digits of the head office's SIRET"),
    _u("economie_sociale_solidaire", "economieSocialeSolidaire", doc="O in the social economy, N, or null"),
    _u("societe_mission", "societeMission", doc="O société à mission, N, or null", required=False),
    _u("caractere_employeur", "caractereEmployeur", doc="No longer filled for legal units"),
)
_DATE_DEBUT = Column("date_debut", "dateDebut", Kind.DATE, "First day of the period; null unknown")
_NAMES = (
    "nomUniteLegale",
    "nomUsageUniteLegale",
    "denominationUniteLegale",
    "denominationUsuelle1UniteLegale",
    "denominationUsuelle2UniteLegale",
    "denominationUsuelle3UniteLegale",
)

_UNITE_LEGALE = Resource(
    name="unite_legale",
    raw_table="sirene_unite_legale",
    title="Legal units, active and ceased (StockUniteLegale)",
    columns=(
        Column("siren", "siren", Kind.SIREN, "SIREN of the legal unit"),
        _u("statut_diffusion", "statutDiffusion", doc="O full, P partial diffusion"),
        _u("unite_purgee", "unitePurgee", Kind.BOOLEAN, "True for units ceased before 2003 and purged"),
        _u("date_creation", "dateCreation", Kind.DATE, "Creation; null or 1900-01-01 means unknown"),
        _u("tranche_effectifs", "trancheEffectifs", doc="Staff size class, of one year only"),
        _u("annee_effectifs", "anneeEffectifs", doc="Year of the staff size class"),
        _u("date_dernier_traitement", "dateDernierTraitement", Kind.TIMESTAMP, "Last update by INSEE"),
        _u("nombre_periodes", "nombrePeriodes", Kind.INTEGER, "Number of periods in the history"),
        Column("categorie_entreprise", "categorieEntreprise", doc="PME, ETI or GE of its enterprise"),
        Column("annee_categorie_entreprise", "anneeCategorieEntreprise", doc="Year of that category"),
        _DATE_DEBUT,
        *_STATE,
        _u(
            "activite_principale_naf25",
            "activitePrincipaleNAF25",
            doc="NAF 2025 code, kept beside",
            required=False,
        ),
    ),
    key=("siren",),
    **_stock(
        "350182c9-148a-46e0-8389-76c2ec1374a3", "825f4199-cadd-486c-ac46-a65a8ea1a047", "StockUniteLegale"
    ),
    ignored=(
        *_NAMES,
        "sigleUniteLegale",
        "sexeUniteLegale",
        "prenom1UniteLegale",
        "prenom2UniteLegale",
        "prenom3UniteLegale",
        "prenom4UniteLegale",
        "prenomUsuelUniteLegale",
        "pseudonymeUniteLegale",
        "identifiantAssociationUniteLegale",
    ),
    grain="SIREN",
    notes=(_NO_NAMES, "The legal form is a whole number in Parquet, text in the CSV: text here."),
)

_UNITE_LEGALE_HISTORIQUE = Resource(
    name="unite_legale_historique",
    raw_table="sirene_unite_legale_historique",
    title="Periods of legal units (StockUniteLegaleHistorique)",
    columns=(
        Column("siren", "siren", Kind.SIREN, "SIREN of the legal unit"),
        _DATE_DEBUT,
        _DATE_FIN,
        *_STATE,
        _u("changement_etat_administratif", "changementEtatAdministratif", Kind.BOOLEAN, "State changed"),
        _u(
            "changement_categorie_juridique",
            "changementCategorieJuridique",
            Kind.BOOLEAN,
            "Legal form changed",
        ),
        _u(
            "changement_activite_principale", "changementActivitePrincipale", Kind.BOOLEAN, "Activity changed"
        ),
        _u("changement_nic_siege", "changementNicSiege", Kind.BOOLEAN, "The head office moved"),
    ),
    key=("siren",),
    unique=("siren", "date_debut"),
    tolerates_copies=True,
    **_stock(
        "1b9290ed-d0bc-461f-ba31-0250a99cc140",
        "0835cd60-2c2a-497b-bc64-404de704ce89",
        "StockUniteLegaleHistorique",
    ),
    ignored=(
        *_NAMES,
        "changementNomUniteLegale",
        "changementNomUsageUniteLegale",
        "changementDenominationUniteLegale",
        "changementDenominationUsuelleUniteLegale",
        "changementEconomieSocialeSolidaireUniteLegale",
        "changementSocieteMissionUniteLegale",
        "changementCaractereEmployeurUniteLegale",
    ),
    grain="SIREN × period",
    notes=(_NO_NAMES, "Bounds of a period are inclusive."),
)

_LIEN_SUCCESSION = Resource(
    name="lien_succession",
    raw_table="sirene_lien_succession",
    title="Successions between establishments (StockEtablissementLiensSuccession)",
    columns=(
        Column("siret_predecesseur", "siretEtablissementPredecesseur", Kind.SIRET, "SIRET that stops"),
        Column("siret_successeur", "siretEtablissementSuccesseur", Kind.SIRET, "SIRET that goes on"),
        Column("date_lien_succession", "dateLienSuccession", Kind.DATE, "Day the succession takes effect"),
        Column("transfert_siege", "transfertSiege", Kind.BOOLEAN, "The head office moved to the successor"),
        Column(
            "continuite_economique",
            "continuiteEconomique",
            Kind.BOOLEAN,
            "At least two of the same SIREN, activity and place",
        ),
        Column(
            "date_dernier_traitement",
            "dateDernierTraitementLienSuccession",
            Kind.TIMESTAMP,
            "Last update by INSEE",
        ),
    ),
    key=("siret_predecesseur", "siret_successeur"),
    unique=("siret_predecesseur", "siret_successeur", "date_lien_succession"),
    tolerates_copies=True,
    **_stock(
        "6ea8c0d2-a4b9-4ea2-ba63-7ec89c2dd4f4",
        "9c4d5d9c-4bbb-4b9c-837a-6155cb589e26",
        "StockEtablissementLiensSuccession",
    ),
    grain="predecessor × successor × date",
    notes=(
        "Incomplete: neither the public sector nor purged units are there.",
        "A link is no proof of a sale: one with the same SIREN on both sides is a move.",
    ),
)

_DOUBLON = Resource(
    name="doublon",
    raw_table="sirene_doublon",
    title="SIREN attributed twice to one legal unit (StockDoublons)",
    columns=(
        Column("siren", "siren", Kind.SIREN, "SIREN to keep"),
        Column("siren_doublon", "sirenDoublon", Kind.SIREN, "SIREN given to the same unit by mistake"),
        Column(
            "date_dernier_traitement", "dateDernierTraitementDoublon", Kind.TIMESTAMP, "Last update by INSEE"
        ),
    ),
    key=("siren", "siren_doublon"),
    tolerates_copies=True,
    **{
        **_stock(
            "ec0a0d5f-5d52-4603-a712-b6821076abf0", "d8c31348-8630-4918-b6d1-5dd689b05f29", "StockDoublons"
        ),
        "is_large": False,
    },
    grain="SIREN kept × SIREN doubled",
)

SOURCE = Source(
    name="sirene",
    title="Base Sirene des entreprises et de leurs établissements",
    producer="INSEE",
    homepage="https://www.data.gouv.fr/fr/datasets/5b7ffc618b4c4169d30727e0/",
    licence="Licence Ouverte 2.0",
    schedule="5 2 * * *",
    frequency="monthly, about the first",
    lag="content of the end of the month before",
    late_after_days=(40, 75),
    scope="France; units that asked for it are partially diffused, and still counted",
    french=French(
        title="Base Sirene des entreprises et de leurs établissements",
        producer="Insee",
        frequency="mensuelle, vers le 1er",
    ),
    resources=(
        _ETABLISSEMENT,
        _HISTORIQUE,
        _UNITE_LEGALE,
        _UNITE_LEGALE_HISTORIQUE,
        _LIEN_SUCCESSION,
        _DOUBLON,
    ),
    caveats=(
        "Closures are declared late: the last year is provisional.",
        "The guichet unique opened on 1 January 2023: births and closures may break there.",
        "Activity is overstated: many units have none though their closure was never declared.",
    ),
)
