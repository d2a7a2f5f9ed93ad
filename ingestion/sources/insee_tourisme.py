"""INSEE, tourist capacity: rooms of hotels and pitches of campsites by commune, on 1 January."""

from dataclasses import replace

from ingestion.declaration import Csv, File, Place, Source
from ingestion.melodi import melodi
from ingestion.words import French

_FICHIER = "https://www.insee.fr/fr/statistiques/fichier"
_ZIP = Csv(member=r".*_data\.csv")

_MELODI = melodi(
    "DS_TOUR_CAP",
    ("2026",),
    "TOUR_MEASURE",
    {
        "ACTIVITY": "I551 hotels; I552 other collective ones and its parts; I553 campsites",
        "UNIT_LOC_RANKING": "Stars, 1 to 5; NC not classified; _T all",
        "L_STAY": "Pitches let by the year (LONG) or passing (SHORT); _T all",
    },
    name="capacite",
    raw_table="insee_tourisme_capacite",
    title="Capacity of tourist accommodation",
    grain="territory × kind of accommodation × stars × length of stay × measure × year",
    notes=(
        "TOUR_MEASURE is UNIT_LOC (establishments), PLACE or BEDPLACE.",
        "PLACE is rooms for I551 and pitches for I553; beds stand as BEDPLACE for I552 only: never add them.",
        "UNIT_LOC_RANKING and L_STAY cut the same figures: staging takes the total of both.",
        "Communes without any are published with zeros.",
        "Seen: the header, as a reader quotes it; no row. That the file of 2025 holds the same columns, in a member "
        "named alike, is supposed: it is refused where it does not.",
    ),
)

_CAPACITY = replace(
    _MELODI,
    files=(*_MELODI.files, File(f"{_FICHIER}/2021703/DS_TOUR_CAP_CSV_2025_geo25.zip", _ZIP, "2025")),
    places=(
        *_MELODI.places,
        Place(rf"{_FICHIER}/\d+/DS_TOUR_CAP_CSV_(?P<vintage>\d{{4}})_geo\d\d\.zip", _ZIP),
    ),
)

SOURCE = Source(
    name="insee_tourisme",
    title="Capacity of tourist accommodation",
    producer="INSEE",
    homepage="https://catalogue-donnees.insee.fr/fr/catalogue/recherche/DS_TOUR_CAP",
    licence="Licence Ouverte 2.0",
    schedule="20 6 * * *",
    frequency="yearly",
    lag="the state on 1 January, published in the year",
    scope="France without Mayotte, every level of territory in one file",
    french=French(
        title="Capacité des hébergements touristiques",
        producer="Insee",
        frequency="annuelle",
    ),
    resources=(_CAPACITY,),
    caveats=(
        "Rooms and pitches are two things: they are read apart, and never added together.",
        "One year a file, in the geography of its year; the first one declared is of 2025, so that nothing tells the "
        "capacity before the programme.",
        "Rooms let by private people are not counted.",
    ),
)
