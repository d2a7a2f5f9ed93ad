"""INSEE's SIDE: active establishments and creations, ten sectors."""

from tests.expectations import melodi_rows

GOOD = {
    "stock": melodi_rows.good("activity;legal_form;side_measure", "_T;_T;UNIT_LOC"),
    "creation": melodi_rows.good("activity;legal_form;side_measure", "_T;10;BURE"),
    "creation_unite_legale": melodi_rows.good("activity;legal_form;side_measure", "GI;_T;BURE"),
}
BREAKS = dict.fromkeys(GOOD, melodi_rows.BREAKS)
