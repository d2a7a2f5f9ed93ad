"""INSEE's tourist capacity: hotels, campsites and others, by commune."""

from expectations.claim import CRITICAL, NEW_WORD, WARNING, Claim, Facts, no_rows, of_real_files, one_of, rows
from expectations.melodi import cut_has_total, melodi

CUTS = ("unit_loc_ranking", "l_stay")


def capacite(facts: Facts) -> list[Claim]:
    """`insee_tourisme_capacite`: what we read of it is there."""
    return [
        *melodi("tour_measure", ("BEDPLACE", "PLACE", "UNIT_LOC")),
        *(cut_has_total(column) for column in CUTS),
        *(_has_places(code, what) for code, what in (("I551", "rooms of hotels"), ("I553", "pitches"))),
        one_of("unit_loc_ranking", ("1", "2", "3", "4", "5", "NC", "_T"), NEW_WORD, WARNING),
        one_of("l_stay", ("LONG", "SHORT", "_T"), NEW_WORD, WARNING),
        *of_real_files(facts, rows(34_000, None, "Every commune has rows, of zero where it has none.")),
    ]


def _has_places(code: str, what: str) -> Claim:
    """The file holds places of the activity `code`."""
    return no_rows(
        f"""select count(*) as other_rows from {{batch}}
            having count(*) filter (where activity = '{code}' and tour_measure = 'PLACE') = 0 limit 20""",
        f"{what} are there: ACTIVITY {code}, TOUR_MEASURE PLACE",
        "Codes of this data set changed: without them the figure would be missing everywhere. See its metadata.",
        CRITICAL,
    )
