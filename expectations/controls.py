"""Publishers' totals beside what the last build read: `quality.control_total`, which dbt writes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import psycopg
from psycopg.rows import class_row

_FRANCE = {"F": "France", "FM": "metropolitan France"}
_READ = {
    "france": "the publisher's own row",
    "departement": "the publisher's own row",
    "commune": "communes added",
    "zone": "zones counted",
    "file": "rows of the file",
}
_FRANCE_FR = {"F": "France", "FM": "France métropolitaine"}
_READ_FR = {
    "france": "la ligne du producteur",
    "departement": "la ligne du producteur",
    "commune": "les communes additionnées",
    "zone": "les zones comptées",
    "file": "les lignes du fichier",
}


@dataclass(frozen=True)
class ControlTotal:
    """One total; `difference` and `is_within_tolerance` are None unless `is_compared`, else `reason_en` says why."""

    source: str
    raw_table: str
    vintage: str
    level: str
    territory_code: str
    year: int | None
    label_en: str
    label_fr: str
    ours: Decimal | None
    theirs: Decimal
    difference: Decimal | None
    is_compared: bool
    is_within_tolerance: bool | None
    reason_en: str
    reason_fr: str
    published_in: str

    @property
    def scope(self) -> str:
        """Territory and year: `France, 2023`."""
        place = _FRANCE.get(self.territory_code, self.territory_code)
        return f"{place}, {self.year}" if self.year else place

    @property
    def read(self) -> str:
        """Which rows of the file were read."""
        return _READ[self.level]

    @property
    def scope_fr(self) -> str:
        """`scope` in French."""
        place = _FRANCE_FR.get(self.territory_code, self.territory_code)
        return f"{place}, {self.year}" if self.year else place

    @property
    def read_fr(self) -> str:
        """`read` in French."""
        return _READ_FR[self.level]


def latest(connection: psycopg.Connection) -> list[ControlTotal]:
    """Every total that the last build was held against, those outside their tolerance first."""
    with connection.cursor(row_factory=class_row(ControlTotal)) as cursor:
        return cursor.execute(
            """select source, raw_table, vintage, level, territory_code, year, label_en, label_fr, ours, theirs,
                      difference, is_compared, is_within_tolerance, reason_en, reason_fr, published_in
                 from quality.control_total
                order by is_within_tolerance nulls last, source, raw_table, vintage, level, territory_code,
                         measure, year"""
        ).fetchall()


def summary(totals: Sequence[ControlTotal]) -> str:
    """`3 of 40 compared, 1 outside its tolerance; not compared: 37 (the file is simulated)`."""
    compared = [one for one in totals if one.is_compared]
    outside = sum(not one.is_within_tolerance for one in compared)
    told = f"{len(compared)} of {len(totals)} compared, {outside or 'none'} outside tolerance"
    left = Counter(one.reason_en for one in totals if not one.is_compared)
    why = ", ".join(f"{count} ({reason})" for reason, count in left.most_common())
    return f"{told}; not compared: {why}" if why else told


def summary_fr(totals: Sequence[ControlTotal]) -> str:
    """`summary` in French: `3 sur 40 comparés, 1 hors tolérance ; non comparés : 37 (fichier simulé)`."""
    compared = [one for one in totals if one.is_compared]
    outside = sum(not one.is_within_tolerance for one in compared)
    told = f"{len(compared)} sur {len(totals)} comparés, {outside or 'aucun'} hors tolérance"
    left = Counter(one.reason_fr for one in totals if not one.is_compared)
    why = ", ".join(f"{count} ({reason})" for reason, count in left.most_common())
    return f"{told} ; non comparés : {why}" if why else told


def number(value: Decimal | None) -> str:
    """`68094280` as `68,094,280`, decimals to one; nothing for None."""
    if value is None:
        return ""
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.1f}"
