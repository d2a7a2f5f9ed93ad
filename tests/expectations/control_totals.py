"""Rows of `quality.control_total` as a build leaves them: two within, one outside, one of a part of its file."""

import psycopg

_COLUMNS = (
    "source, raw_table, vintage, level, territory_code, measure, year, label_en, label_fr, ours, theirs, difference,"
    " tolerance, is_compared, is_within_tolerance, reason, reason_en, reason_fr, published_in"
)
_COMPARED = ("compared", "compared", "comparé", "https://example.org")
_PARTIAL = ("partial", "a part of the file only", "fichier partiel", "https://example.org")
_JOBS = ("EMPL3112", 2024, "Salaried jobs", "Postes <salariés>")
_PEOPLE = ("population", 2023, "Municipal population", "Population municipale")
_FLORES = ("insee_flores", "insee_flores_a5", "2024")
_REFERENCE = ("insee_population", "insee_population_reference", "2023")
_MELODI = ("insee_population", "insee_population_melodi", "2023")
ROWS = (
    (*_FLORES, "france", "F", *_JOBS, 26_604_745, 26_604_745, 0, 0, True, True, *_COMPARED),
    (*_FLORES, "france", "FM", *_JOBS, 25_939_252, 25_939_261, -9, 0, True, False, *_COMPARED),
    (*_REFERENCE, "commune", "F", *_PEOPLE, 68_094_280, 68_094_280, 0, 0, True, True, *_COMPARED),
    (*_MELODI, "commune", "F", *_PEOPLE, 812.5, 68_094_280, None, 0, False, None, *_PARTIAL),
)


def put_control_totals(db: psycopg.Connection) -> None:
    """Write them in a warehouse without any."""
    places = ", ".join(["%s"] * len(ROWS[0]))
    db.cursor().executemany(f"insert into quality.control_total ({_COLUMNS}) values ({places})", ROWS)
