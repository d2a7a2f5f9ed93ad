"""INSEE, Sirene: resources about legal units, links between establishments and duplicates."""

from typing import Any

from ingestion.declaration import Column, Csv, File, Kind, Parquet, Resource, month_contained

_STABLE = "https://www.data.gouv.fr/api/1/datasets/r"
_NO_NAMES = "Names, usual names and acronyms may be those of natural persons: they are not loaded."


def stock(parquet: str, zipped: str, member: str) -> dict[str, Any]:
    """Where a monthly stock is: resource ids of the Parquet file and of the zipped CSV, name of its member."""
    return {
        "files": (File(f"{_STABLE}/{parquet}", Parquet()),),
        "fallbacks": (File(f"{_STABLE}/{zipped}", Csv(member=rf"{member}_utf8\.csv", separators=",")),),
        "vintage_of": month_contained,
        "keep": 2,
    }


def _u(name: str, header: str, kind: Kind = Kind.TEXT, doc: str = "", required: bool = True) -> Column:
    return Column(name, f"{header}UniteLegale", kind, doc, required)


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

UNITE_LEGALE = Resource(
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
    **stock(
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

UNITE_LEGALE_HISTORIQUE = Resource(
    name="unite_legale_historique",
    raw_table="sirene_unite_legale_historique",
    title="Periods of legal units (StockUniteLegaleHistorique)",
    columns=(
        Column("siren", "siren", Kind.SIREN, "SIREN of the legal unit"),
        _DATE_DEBUT,
        Column("date_fin", "dateFin", Kind.DATE, "Last day of the period, inclusive; null: current"),
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
    **stock(
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

LIEN_SUCCESSION = Resource(
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
    **stock(
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

DOUBLON = Resource(
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
    **stock("ec0a0d5f-5d52-4603-a712-b6821076abf0", "d8c31348-8630-4918-b6d1-5dd689b05f29", "StockDoublons"),
    grain="SIREN kept × SIREN doubled",
)
