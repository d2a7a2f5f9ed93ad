"""INSEE, SIDE: active establishments, establishments and legal units created, by commune and sector."""

from dataclasses import replace

from ingestion.declaration import Source
from ingestion.melodi import melodi, series
from ingestion.words import French

_DIMENSIONS = {"ACTIVITY": "Sector in ten posts (A10); _T all"}
_OPTIONAL = {"LEGAL_FORM": "Legal form of the enterprise; _T all"}
_NOTE = "Cells that are zero are left out by the publisher."

_STOCK = replace(
    melodi(
        "DS_SIDE_STOCKS_COM",
        ("2024", "2023"),
        "SIDE_MEASURE",
        _DIMENSIONS,
        _OPTIONAL,
        name="stock",
        raw_table="insee_side_stock",
        title="Active establishments on 31 December",
        keep=2,
        grain="territory × sector × legal form × measure × year; a file holds every year since 2014",
        notes=(_NOTE, "The address is the publisher's; the file itself was not seen."),
    ),
    fallbacks=(series("DS_SIDE_STOCKS_COM"),),
)

_CREATION = replace(
    melodi(
        "DS_SIDE_CREA_ETAB_COM",
        ("2025", "2024"),
        "SIDE_MEASURE",
        _DIMENSIONS,
        _OPTIONAL,
        name="creation",
        raw_table="insee_side_creation",
        title="Establishments created in the year",
        keep=2,
        grain="territory × sector × legal form × measure × year; a file holds every year since 2012",
        notes=(
            _NOTE,
            "SIDE_MEASURE is UNIT_LOC_BURE; a stock is UNIT_LOC. The file itself was not seen, its sister was.",
        ),
    ),
    fallbacks=(series("DS_SIDE_CREA_ETAB_COM"), series("DS_SIDE_CREA_COM")),
)

_CREATION_UNITE_LEGALE = melodi(
    "DS_SIDE_CREA_ENT_COM",
    ("2025", "2024"),
    "SIDE_MEASURE",
    _DIMENSIONS,
    _OPTIONAL,
    name="creation_unite_legale",
    raw_table="insee_side_creation_unite_legale",
    title="Legal units created in the year",
    keep=2,
    grain="territory × sector × legal form × measure × year",
    notes=(
        "SIDE_MEASURE is BURE. Legal units, not establishments: no indicator adds them to the others.",
        "Seen: cells of France and some territories, three years, vintage 2025. OBS_STATUS W: the commune took in "
        "others, whose figures are in its own.",
    ),
)

SOURCE = Source(
    name="insee_side",
    title="SIDE, stocks and creations",
    producer="INSEE",
    homepage="https://www.insee.fr/fr/statistiques/7741730",
    licence="Licence Ouverte 2.0",
    schedule="15 6 * * *",
    frequency="yearly",
    lag="creations within the year, stocks about two years",
    scope="France, every level of territory in one file",
    french=French(
        title="SIDE, stocks et créations",
        producer="Insee",
        frequency="annuelle",
    ),
    resources=(_STOCK, _CREATION, _CREATION_UNITE_LEGALE),
    caveats=(
        "Narrower than Sirene: units without real activity are left out. Ten sectors only.",
        "Not comparable with the older REE series.",
    ),
)
