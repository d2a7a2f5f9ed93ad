"""INSEE's tourist capacity: hotels and campsites of three territories."""

from tests.expectations import melodi_rows

GOOD = {
    "capacite": """
        geo;geo_object;activity;unit_loc_ranking;l_stay;tour_measure;time_period;obs_value
        89024;COM;I551;_T;_T;PLACE;2026;512
        89024;COM;I553;_T;_T;PLACE;2026;0
        2026-COM-2A004;COM;I551;3;_T;UNIT_LOC;2026;7
        27;REG;I553;_T;LONG;PLACE;2026;NA
    """
}
BREAKS = {
    "capacite": {
        **melodi_rows.BREAKS,
        "unit_loc_ranking = '3'": "unit_loc_ranking has its total",
        "l_stay = 'LONG'": "l_stay has its total",
        "activity = 'I55' where activity = 'I551'": "rooms of hotels are there",
        "tour_measure = 'BEDPLACE' where activity = 'I553'": "pitches are there",
    }
}
