"""Publishers' totals beside what the last build read: `quality.control_total`, which dbt writes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import psycopg
from psycopg.rows import class_row

_FRANCE = {
    "en": {"F": "France", "FM": "metropolitan France"},
    "fr": {"F": "France", "FM": "France métropolitaine"},
}
# Kinds of territory by the length of their code.
_KINDS = {"en": {2: "department", 3: "department"}, "fr": {2: "département", 3: "département"}}
_OWN = {"en": "the publisher's own row", "fr": "la ligne du producteur"}
_READ = {
    "france": _OWN,
    "departement": _OWN,
    "commune": {"en": "communes added", "fr": "les communes additionnées"},
    "zone": {"en": "zones counted", "fr": "les zones comptées"},
    "file": {"en": "rows of the file", "fr": "les lignes du fichier"},
}
_COMPARED = {
    "en": "{} of {} compared, {} outside tolerance",
    "fr": "{} sur {} comparés, {} hors tolérance",
}
_NONE = {"en": "none", "fr": "aucun"}
_NOT_COMPARED = {"en": "; not compared: ", "fr": " ; non comparés : "}


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

    def scope(self, language: str) -> str:
        """Territory and year, in `en` or `fr`: `France, 2023`, `département 33, 2024`, `commune 75056`."""
        kind = _KINDS[language].get(len(self.territory_code), "commune")
        place = _FRANCE[language].get(self.territory_code, f"{kind} {self.territory_code}")
        return f"{place}, {self.year}" if self.year else place

    def read(self, language: str) -> str:
        """Which rows of the file were read."""
        return _READ[self.level][language]

    def reason(self, language: str) -> str:
        """Why it is not compared."""
        return {"en": self.reason_en, "fr": self.reason_fr}[language]


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


def summary(totals: Sequence[ControlTotal], language: str) -> str:
    """`3 of 40 compared, 1 outside tolerance; not compared: 37 (the file is simulated)`, in `en` or `fr`."""
    compared = [one for one in totals if one.is_compared]
    outside = sum(not one.is_within_tolerance for one in compared)
    told = _COMPARED[language].format(len(compared), len(totals), outside or _NONE[language])
    left = Counter(one.reason(language) for one in totals if not one.is_compared)
    why = ", ".join(f"{count} ({reason})" for reason, count in left.most_common())
    return f"{told}{_NOT_COMPARED[language]}{why}" if why else told


def number(value: Decimal | None) -> str:
    """`68094280` as `68,094,280`, decimals to one; nothing for None."""
    if value is None:
        return ""
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.1f}"
