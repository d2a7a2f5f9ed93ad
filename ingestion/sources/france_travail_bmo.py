"""France Travail, Besoins en main-d'oeuvre: hiring plans of employers, by basin and occupation."""

from ingestion.declaration import Column, File, Kind, Place, Resource, Source, Workbook

_BASE = "https://www.francetravail.org/files/live/sites/peorg/files/documents/Statistiques-et-analyses/Open-data/BMO"
_SHEET = Workbook(sheet=r"BMO_\d{4}_open_data")

_BASSIN = Resource(
    name="bassin",
    raw_table="france_travail_bmo",
    title="Hiring plans by employment basin and occupation",
    columns=(
        Column("annee", "annee", doc="Year of the survey"),
        Column("code_metier", "Code métier BMO", doc="Occupation code"),
        Column("nom_metier", "Nom métier BMO", doc="Occupation"),
        Column("famille_metier", "Famille_met", doc="Family of occupations, code"),
        Column("lbl_famille_metier", "Lbl_fam_met", doc="Family of occupations"),
        Column("reg", "REG", doc="Region code; its leading zero may be lost"),
        Column("nom_reg", "NOM_REG", doc="Region name"),
        Column("dept", "Dept", doc="Department code"),
        Column("nom_dept", "NomDept", doc="Department name"),
        Column("be", r"re:BE\d\d", doc="Employment basin code; its leading zero may be lost"),
        Column("nom_be", r"re:NOMBE\d\d", doc="Employment basin name"),
        Column("met", "met", Kind.FIGURE, "Hiring plans, or * (secret)"),
        Column("xmet", "xmet", Kind.FIGURE, "Of which judged difficult, or *"),
        Column("smet", "smet", Kind.FIGURE, "Of which seasonal, or *"),
    ),
    key=("annee", "code_metier", "dept", "be"),
    files=tuple(File(f"{_BASE}/Base_open_data_BMO_{year}.xlsx", _SHEET, year) for year in ("2025", "2024")),
    places=(Place(r"https://www\.(francetravail|pole-emploi)\.org/.+_BMO_(?P<vintage>\d{4})\.xlsx", _SHEET),),
    grain="occupation × employment basin × department × year",
    notes=(
        "The first sheet is a description; the year is in the sheet's name and in the basin's columns.",
        "`*` keeps a secret; it is neither zero nor missing.",
        "A basin over two departments has a row for each.",
    ),
)

SOURCE = Source(
    name="france_travail_bmo",
    title="BMO, hiring plans",
    producer="France Travail",
    homepage="https://www.francetravail.org/opendata/enquete-besoins-en-main-doeuvre.html",
    licence="Licence Ouverte 2.0",
    schedule="5 7 * * *",
    frequency="yearly, in spring",
    lag="none: plans for the year under way",
    scope="France; employment basins of France Travail, which are not INSEE's zones",
    resources=(_BASSIN,),
    caveats=("Occupations changed nomenclature (FAP 2021): families are not comparable with earlier years.",),
)
