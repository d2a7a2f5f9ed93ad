"""INSEE: activities (NAF rev. 2 and NAF 2025, five levels) and legal forms."""

from ingestion.declaration import Column, Csv, File, Resource, Source
from ingestion.words import French

_BASE = "https://www.insee.fr/fr/statistiques/fichier"
_CODES = (
    Column("niv5", "NIV5", doc="Sub-class, with its dot (47.11F)"),
    Column("niv4", "NIV4", doc="Class"),
    Column("niv3", "NIV3", doc="Group"),
    Column("niv2", "NIV2", doc="Division"),
    Column("niv1", "NIV1", doc="Section"),
    Column("lib_niv5", "LIB_NIV5", doc="Label of the sub-class"),
    Column("lib_niv1", "LIB_NIV1", doc="Label of the section"),
)


def _activities(name: str, file: str, year: str, title: str) -> Resource:
    return Resource(
        name=name,
        raw_table=f"insee_{name}",
        title=title,
        columns=_CODES,
        key=("niv5",),
        files=(File(f"{_BASE}/{file}_5_niveaux_libelles.csv", Csv(), year),),
        ignored=("LIB_NIV4", "LIB_NIV3", "LIB_NIV2"),
        grain="sub-class",
    )


_LEGAL_FORM = Resource(
    name="categorie_juridique",
    raw_table="insee_categorie_juridique",
    title="Legal forms, third level",
    columns=(
        Column("code", "code", doc="Legal form, four digits"),
        Column("libelle", "libelle", doc="Label"),
    ),
    key=("code",),
    files=(File(f"{_BASE}/2028129/categories_juridiques.csv", Csv(header=("code", "libelle")), "2024"),),
    grain="legal form",
    notes=("The file has no header row.",),
)

SOURCE = Source(
    name="insee_nomenclature",
    title="Nomenclatures: activities and legal forms",
    producer="INSEE",
    homepage="https://www.insee.fr/fr/information/2120875",
    licence="Licence Ouverte 2.0",
    schedule="50 6 * * 1",
    frequency="when a nomenclature changes",
    lag="none",
    late_after_days=(500, 900),
    scope="France",
    french=French(
        title="Nomenclatures d’activités et catégories juridiques",
        producer="Insee",
        frequency="à chaque changement de nomenclature",
    ),
    resources=(
        _activities("naf_rev2", "2120875/naf_rev2", "2008", "NAF rev. 2, five levels"),
        _activities("naf2025", "8181066/naf2025", "2025", "NAF 2025, five levels"),
        _LEGAL_FORM,
    ),
    caveats=(
        "NAF rev. 2 is the axis of every indicator; NAF 2025 stands beside it and is never translated silently. "
        "The switch of 1 January 2027 is a break.",
        "INSEE publishes workbooks under names that were not verified: fill the mirror with these CSV names, or give "
        "addresses with PUBLISHER_URL__INSEE_NOMENCLATURE__….",
    ),
    unread="Indicators name the codes that they count in seeds; the lists are kept for the switch to NAF 2025 in January 2027.",
)
