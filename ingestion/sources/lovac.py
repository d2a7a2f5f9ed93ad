"""LOVAC: vacant homes of the private stock by commune."""

from datetime import date

from ingestion.declaration import Column, Csv, File, Kind, Resource, Source

_CSV = Csv(null_values=("",))


def _year(published: date) -> str:
    return str(published.year)


_COMMUNE = Resource(
    name="commune",
    raw_table="lovac_commune",
    title="Vacant homes of the private stock by commune and year",
    columns=(
        Column("codgeo", r"re:CODGEO(_\d\d)?", Kind.CODE_COMMUNE, "Commune or municipal district code"),
        Column("annee", "group:annee", Kind.YEAR, "Year, at its 1 January"),
        Column("pp_vacant", r"re:pp_vacant_(?P<annee>\d\d)", Kind.FIGURE, "Vacant homes, or s (secret)"),
        Column(
            "pp_vacant_plus_2ans",
            r"re:pp_vacant_plus_2ans_(?P<annee>\d\d)",
            Kind.FIGURE,
            "Homes vacant for more than two years, or s (secret)",
        ),
        Column(
            "pp_total",
            r"re:(?:ff_)?pp_total_(?P<annee>\d\d)",
            Kind.FIGURE,
            "Homes of the private stock, or s; none for the last year before vintage 2026",
        ),
    ),
    key=("codgeo", "annee"),
    files=(File("https://www.data.gouv.fr/api/1/datasets/r/2e0417b4-902d-4c60-90e7-bf5df148cb87", _CSV),),
    vintage_of=_year,
    ignored=(r"re:(LIBGEO|EPCI|LIB_?EPCI|DEP|LIB_?DEP|REG|LIB_?REG)(_\d\d)?",),
    grain="commune × year",
    notes=(
        "Latin-1, thin spaces between thousands, s for fewer than 11 homes: cells stay text, staging reads them.",
        "pp_total became ff_pp_total in 2026, with another definition.",
        "Paris, Lyon and Marseille by district.",
    ),
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
    resources=(_COMMUNE,),
    caveats=("A suppressed cell is not zero: small communes mostly have s.",),
)
