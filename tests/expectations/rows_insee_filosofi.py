"""INSEE's Filosofi: living standards by commune."""

from tests.expectations import melodi_rows

GOOD = {"principal": melodi_rows.good("unit_measure;filosofi_measure;conf_status", "EUR_YR;MED_SL;F")}
BREAKS = {"principal": melodi_rows.BREAKS}
