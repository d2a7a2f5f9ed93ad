"""LOVAC: vacant homes of the private stock by commune, department, region and for France."""

from datetime import date

from ingestion.declaration import Column, Csv, File, Kind, Place, Resource, Source
from ingestion.words import French

_CSV = Csv(null_values=("",))
_DATASET = "logements-vacants-du-parc-prive-par-commune-departement-region-france"
_STATIC = f"https://static.data.gouv.fr/resources/{_DATASET}"
_OF_2026 = f"{_STATIC}/20260625-163627/lovac-opendata"
_CATALOGUE = "https://www.data.gouv.fr/api/1/datasets/61816c6e23197bb34835228e/"
_YEAR_DOC = "Year by which the publisher names the figure (millésime)"
_COUNTS = {
    "pp_vacant": "Vacant homes, or s (secret)",
    "pp_vacant_plus_2ans": "Homes vacant for more than two years, or s (secret)",
    "pp_total": "Homes of the private stock, or s; none for the last year",
}
_LAYOUT = "Latin-1, hard blanks between thousands; a count may be a mark of secrecy in its place."


def _year(published: date) -> str:
    return str(published.year)


def _counts_by_year() -> tuple[Column, ...]:
    """The year, and the counts that the publisher spreads over a column a year."""
    return (
        Column("annee", "group:annee", Kind.YEAR, _YEAR_DOC),
        *(
            Column(
                name,
                rf"re:{'(?:ff_)?' if name == 'pp_total' else ''}{name}_(?P<annee>\d\d)",
                Kind.FIGURE,
                doc,
            )
            for name, doc in _COUNTS.items()
        ),
    )


def _file(level: str) -> tuple[File, ...]:
    return (File(f"{_OF_2026}-{level}26.csv", _CSV, "2026"),)


def _place(level: str) -> tuple[Place, ...]:
    """Others are found by this rule: a folder a publication."""
    folder = r"https://static\.data\.gouv\.fr/resources/logements-vacants-[^/]+/(?P<vintage>\d{4})\d{4}-\d{6}"
    return (Place(rf"{folder}/lovac-opendata-{level}\d*\.csv", _CSV),)


_COMMUNE = Resource(
    name="commune",
    raw_table="lovac_commune",
    title="Vacant homes of the private stock by commune and year",
    columns=(
        Column("codgeo", r"re:CODGEO(_\d\d)?", Kind.CODE_COMMUNE, "Commune or municipal district code"),
        *_counts_by_year(),
    ),
    key=("codgeo", "annee"),
    files=(File("https://www.data.gouv.fr/api/1/datasets/r/2e0417b4-902d-4c60-90e7-bf5df148cb87", _CSV),),
    vintage_of=_year,
    ignored=(r"re:(LIBGEO|EPCI|LIB_?EPCI|DEP|LIB_?DEP|REG|LIB_?REG)(_\d\d)?",),
    grain="commune × year",
    notes=(
        _LAYOUT,
        "s is no zero, which is printed: fewer than 11 homes, or, for homes vacant for more than two years, a count "
        "from which the fewer than 11 others could be had by subtraction (in the file of 2025 no two printed counts "
        "differ by 1 to 10). A total of homes that is s may be any number: one commune has 408, then s.",
        "pp_total became ff_pp_total in 2026, with another definition; no file has the total of its last year.",
        "Paris, Lyon and Marseille by district.",
    ),
)

_DEPARTEMENT = Resource(
    name="departement",
    raw_table="lovac_departement",
    title="Vacant homes of the private stock by department and year",
    columns=(
        Column("dep", r"re:DEP(_\d\d)?", Kind.CODE_DEPARTEMENT, "Department code"),
        *_counts_by_year(),
    ),
    key=("dep", "annee"),
    files=_file("departements"),
    places=_place("departements"),
    catalogue=_CATALOGUE,
    vintage_of=_year,
    ignored=(r"re:(LIB_?DEP|REG|LIB_?REG)(_\d\d)?",),
    grain="department × year",
    notes=(_LAYOUT, "Headers and cells are padded with blanks."),
)

_REGION = Resource(
    name="region",
    raw_table="lovac_region",
    title="Vacant homes of the private stock by region and year",
    columns=(Column("reg", r"re:REG(_\d\d)?", doc="Region code"), *_counts_by_year()),
    key=("reg", "annee"),
    files=_file("regions"),
    places=_place("regions"),
    catalogue=_CATALOGUE,
    vintage_of=_year,
    ignored=(r"re:LIB_?REG(_\d\d)?",),
    grain="region × year",
    notes=(
        _LAYOUT,
        "The publisher's title names this file; its header was not seen: taken as that of departments.",
    ),
)

_FRANCE = Resource(
    name="france",
    raw_table="lovac_france",
    title="Vacant homes of the private stock in France by year",
    columns=(
        Column("annee", r"re:Mill[ée]sime", Kind.YEAR, _YEAR_DOC),
        *(
            Column(name, r"re:(?:ff_)?pp_total" if name == "pp_total" else name, Kind.FIGURE, doc)
            for name, doc in _COUNTS.items()
        ),
    ),
    key=("annee",),
    files=_file("france"),
    places=_place("france"),
    catalogue=_CATALOGUE,
    vintage_of=_year,
    grain="year",
    notes=(_LAYOUT, "Long: a row a year."),
)

SOURCE = Source(
    name="lovac",
    title="LOVAC: vacant homes",
    producer="DGALN and Cerema, from tax files",
    homepage="https://www.data.gouv.fr/fr/datasets/logements-vacants-du-parc-prive-par-anciennete-de-vacance-par-commune-et-par-epci/",
    licence="Licence Ouverte 2.0",
    schedule="25 6 * * *",
    frequency="yearly",
    lag="one year",
    late_after_days=(500, 900),
    scope="France; dwellings of the private stock, not shops",
    french=French(
        title="LOVAC : logements vacants du parc privé",
        producer="DGALN et Cerema, d’après les fichiers fiscaux",
        frequency="annuelle",
    ),
    resources=(_COMMUNE, _DEPARTEMENT, _REGION, _FRANCE),
    caveats=(
        "A suppressed cell is not zero: small communes mostly have s.",
        "Whether vintage N describes 1 January N or N − 1 is disputed among its readers. The files name a year "
        "(Millésime in France's) and no day, so this year is kept as it is and called no date. What they show: the last "
        "total of homes is always that of the year before, so that vacancy of N and total of N − 1 are the pair they offer.",
        "The publisher's series breaks in 2023 and in 2025; the files do not say so. In that of 2025, vacancy falls by a third "
        "or more in one year in most towns seen.",
    ),
)
