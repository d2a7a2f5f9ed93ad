"""France Travail, Besoins en main-d'oeuvre: hiring plans of employers, by basin and occupation."""

from ingestion.declaration import Column, File, Kind, Place, Resource, Source, Workbook
from ingestion.words import French

_BASE = "https://www.francetravail.org/files/live/sites/peorg/files/documents/Statistiques-et-analyses/Open-data/BMO"
_DATA_GOUV = "https://www.data.gouv.fr/api/1/datasets/r/228917c7-c22e-4766-835e-fcb923f29b3d"
# Underscores in names until 2025, hyphens since.
_SHEET = Workbook(sheet=r"BMO[-_ ]\d{4}[-_ ]open[-_ ]data")

_BASSIN = Resource(
    name="bassin",
    raw_table="france_travail_bmo",
    title="Hiring plans by employment basin and occupation",
    columns=(
        Column("annee", "annee", doc="Year of the survey"),
        Column("code_metier", r"re:Code[-_ ]métier[-_ ]BMO", doc="Occupation code"),
        Column("nom_metier", r"re:Nom[-_ ]métier[-_ ]BMO", doc="Occupation"),
        Column("famille_metier", r"re:Famille[-_ ]met", doc="Family of occupations, code"),
        Column("lbl_famille_metier", r"re:Lbl[-_ ]fam[-_ ]met", doc="Family of occupations"),
        Column("reg", "REG", doc="Region code; its leading zero may be lost"),
        Column("nom_reg", r"re:NOM[-_ ]REG", doc="Region name"),
        Column("dept", "Dept", doc="Department code"),
        Column("nom_dept", r"re:Nom[-_ ]?Dept", doc="Department name"),
        Column("be", r"re:BE\d\d", doc="Employment basin code; its leading zero may be lost"),
        Column("nom_be", r"re:NOMBE\d\d", doc="Employment basin name"),
        Column(
            "clpe",
            "clpe",
            doc="Area of a local committee for employment (comité local pour l'emploi), since 2026",
            required=False,
        ),
        Column("met", "met", Kind.FIGURE, "Hiring plans, or * (secret)"),
        Column("xmet", "xmet", Kind.FIGURE, "Of which judged difficult, or *"),
        Column("smet", "smet", Kind.FIGURE, "Of which seasonal, or *"),
    ),
    key=("annee", "code_metier", "dept", "be"),
    unique=("annee", "code_metier", "dept", "be", "clpe"),
    files=(
        File(_DATA_GOUV, _SHEET, "2026"),
        *(File(f"{_BASE}/Base_open_data_BMO_{year}.xlsx", _SHEET, year) for year in ("2025", "2024")),
    ),
    places=(
        Place(r"https://www\.(francetravail|pole-emploi)\.org/.+[-_]BMO[-_](?P<vintage>\d{4})\.xlsx", _SHEET),
        Place(r"https://static\.data\.gouv\.fr/resources/.+[-_]bmo[-_](?P<vintage>\d{4})\.xlsx", _SHEET),
    ),
    ignored=(r"re:(nom|lib|lbl)[-_ ]?clpe",),
    grain="occupation × employment basin × department × year; since 2026, × area of a local committee",
    notes=(
        "The first sheet is a description; the year is in the sheet's name and in the basin's columns.",
        "`*` keeps a secret; it is neither zero nor missing.",
        "Seen: rows of 2024. Of 2026 the column clpe and the hyphens in names are told, the file was not seen.",
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
    french=French(
        title="BMO, besoins en main-d’œuvre",
        producer="France Travail",
        frequency="annuelle, au printemps",
    ),
    resources=(_BASSIN,),
    caveats=("Occupations changed nomenclature (FAP 2021): families are not comparable with earlier years.",),
    unread="Hiring needs are told by employment basin, which is no level of the barometer, and by no indicator of the catalogue.",
)
