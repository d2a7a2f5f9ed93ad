"""INSEE's FLORES: employing establishments and jobs, by sector."""

from tests.expectations import melodi_rows

_DIMENSIONS = "activity;legal_form_with_public;number_empl;flores_measure"

GOOD = {
    "a5": melodi_rows.good(_DIMENSIONS, "_T;1T9X7;_T;EMPL3112"),
    "a17": melodi_rows.good(_DIMENSIONS, "C5;1T9X7;_T;UNIT_LOC"),
}
BREAKS = dict.fromkeys(GOOD, melodi_rows.BREAKS)
