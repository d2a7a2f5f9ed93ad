"""INSEE's Melodi files: one layout for every statistical data set, so that each is declared in a few lines.

A zip holds `<data set>_<year>_data.csv` (`;`, quoted, columns in any order) beside its metadata. Every row is
one figure: territory, dimensions, measure, period, value and its marks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ingestion.declaration import Column, Csv, File, Kind, Place, Resource

_FILES = "https://api.insee.fr/melodi/file"
_CSV = Csv(member=r".*_data\.csv")


def yearly(dataset: str, year: str) -> File:
    """Address of one vintage of a data set."""
    return replace(series(dataset), url=f"{_FILES}/{dataset}/{dataset}_{year}_CSV_FR", vintage=year)


def series(dataset: str) -> File:
    """Address of a data set that is published as one series; its vintage is its publication date."""
    return File(f"{_FILES}/{dataset}/{dataset}_CSV_FR", _CSV, absent=(400, 404, 410))


def melodi(
    dataset: str,
    years: Sequence[str],
    measure: str,
    dimensions: Mapping[str, str],
    optional: Mapping[str, str] | None = None,
    **facts: Any,
) -> Resource:
    """A resource over one data set.

    `years` are the known vintages, newest first; `measure` is the header that names what is counted;
    `dimensions` and `optional` map headers to what they are, the second when not every vintage has them;
    `facts` are the other fields of `Resource`. Values are figures: a mark of secrecy is not a number.
    """
    cut = {**dimensions, **(optional or {})}
    key = ("geo", "geo_object", *(_name(header) for header in cut), _name(measure), "time_period")
    place = Place(rf"{_FILES}/{dataset}/{dataset}_(?P<vintage>\d{{4}})_CSV_FR", _CSV)
    return Resource(
        columns=(
            Column("geo", "GEO", doc="Territory code, sometimes as <year>-<kind>-<code>"),
            Column("geo_object", "GEO_OBJECT", doc="Kind of territory (COM, ARM, EPCI, DEP, REG, FRANCE…)"),
            *(Column(_name(h), h, doc=doc, required=h in dimensions) for h, doc in cut.items()),
            Column(_name(measure), measure, doc="What is counted"),
            Column("time_period", "TIME_PERIOD", doc="Year"),
            Column(
                "obs_status", "OBS_STATUS", doc="A normal; other codes mark the observation", required=False
            ),
            Column("conf_status", "CONF_STATUS", doc="F free, C confidential", required=False),
            Column("obs_value", "OBS_VALUE", Kind.FIGURE, "Value, or a mark in its place"),
        ),
        key=key,
        files=tuple(yearly(dataset, year) for year in years),
        places=(place,),
        ignored=("FREQ",),
        **facts,
    )


def _name(header: str) -> str:
    return header.lower()
