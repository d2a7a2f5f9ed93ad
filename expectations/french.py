"""A kept result in French: what was expected, what was found. Sentences of one suite alone stay as they are written, in English."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from expectations.claim import COMMUNE, DATE, DEPARTEMENT, REGION, SIREN, SIRET, YEAR

HARD, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"
SHOWN = 5
# Bounds that are years, not numbers to part by thousands.
_YEARS = range(1500, 2200)
_UNIQUE = re.compile(r"(.+) is unique")
_FORMS = {
    COMMUNE: "un code commune",
    DEPARTEMENT: "un code de département",
    REGION: "un code de région",
    SIREN: "un numéro Siren",
    SIRET: "un numéro Siret",
    YEAR: "une année",
    DATE: "une date",
}


@dataclass(frozen=True)
class Checked:
    """One expectation: `expected` in French, or None where only `says` (English) tells; what was `found`, and what to do."""

    is_kept: bool
    is_critical: bool
    expected: str | None
    says: str
    found: str
    advice: str


def checked(evaluated: Mapping[str, Any]) -> Checked:
    """One of the results that `quality.validation` keeps."""
    told = evaluated["expectation_config"]
    return Checked(
        bool(evaluated["success"]),
        told["severity"] == "critical",
        expected(told),
        told["description"],
        found(evaluated),
        told["meta"].get("advice", ""),
    )


def expected(told: Mapping[str, Any]) -> str | None:
    """What an expectation asks, in French; None where its sentence is written for one suite."""
    given = told["kwargs"]
    asked = _asked(told["type"], given)
    if asked is None:
        return _unique(told["description"])
    return f"{given.get('column', 'le nombre de lignes')} {asked}{_share(given.get('mostly', 1))}"


def _asked(kind: str, given: Mapping[str, Any]) -> str | None:
    told = None
    match kind:
        case "expect_column_values_to_not_be_null":
            told = "est toujours rempli"
        case "expect_column_values_to_be_in_set":
            told = f"vaut l’un de : {', '.join(map(str, given['value_set']))}"
        case "expect_column_values_to_be_between" | "expect_table_row_count_to_be_between":
            told = f"est {_bounds(given.get('min_value'), given.get('max_value'))}"
        case "expect_column_values_to_match_regex" if given["regex"] in _FORMS:
            told = f"est {_FORMS[given['regex']]}"
    return told


def _unique(says: str) -> str | None:
    found = _UNIQUE.fullmatch(says)
    if found is None:
        return None
    columns = found[1].split(" x ")
    same = "les mêmes" if len(columns) > 1 else "le même"
    return f"deux lignes n’ont jamais {same} {', '.join(columns)}"


def found(evaluated: Mapping[str, Any]) -> str:
    """What was found; of a promise that is kept, that it is."""
    result, is_kept = evaluated["result"], evaluated["success"]
    if "unexpected_count" in result:
        return _otherwise(result, is_kept)
    if "details" in result:
        return _rows(result["details"]["unexpected_rows"])
    if evaluated["expectation_config"]["type"] == "expect_table_row_count_to_be_between":
        return f"{number(result['observed_value'])} lignes"
    return "dans la tolérance" if is_kept else f"{result.get('observed_value', 'non conforme')}"


def number(value: Any) -> str:
    """`1 234,5`; what is no number stays as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    told = f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"
    return told.replace(",", NARROW).replace(".", ",").replace("-", "\N{MINUS SIGN}")


def moment(when: datetime) -> str:
    """`26/11/2026 à 07:15 (UTC)`."""
    return f"{when:%d/%m/%Y} à {when:%H:%M} ({when:%Z})"


def _otherwise(result: Mapping[str, Any], is_kept: bool) -> str:
    count, rows = result["unexpected_count"], result["element_count"]
    if not count:
        return f"les {number(rows)} lignes sont conformes" if rows else "aucune ligne"
    percent = f"{count / max(rows, 1):.2%}".replace(".", ",").replace("%", f"{HARD}%")
    told = f"{number(count)} lignes sur {number(rows)} ({percent}) ne le sont pas"
    examples = list(dict.fromkeys(str(v) for v in result.get("partial_unexpected_list", []) if v is not None))
    shown = f", par exemple {', '.join(f'« {one} »' for one in examples[:SHOWN])}" if examples else ""
    return f"{told}{shown}{' : toléré' if is_kept else ''}"


def _rows(rows: list[Mapping[str, Any]]) -> str:
    if not rows:
        return "aucune ligne en défaut, comme attendu"
    shown = " ; ".join(
        ", ".join(f"{name} {_cell(value)}" for name, value in row.items()) for row in rows[:SHOWN]
    )
    more = "…" if len(rows) > SHOWN else ""
    return f"lignes en défaut : {shown}{more}"


def _cell(value: Any) -> str:
    """GX turns every number of a query into a float."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _share(mostly: float) -> str:
    if mostly >= 1:
        return ""
    return f", pour {mostly:.1%} des lignes au moins".replace(".", ",").replace("%", f"{HARD}%")


def _bounds(low: Any, high: Any) -> str:
    low, high = (_bound(one) for one in (low, high))
    if low is None:
        return f"au plus {high}"
    if low == high:
        return f"exactement {low}"
    return f"au moins {low}" if high is None else f"entre {low} et {high}"


def _bound(value: Any) -> str | None:
    if value is None:
        return None
    is_year = isinstance(value, int) and value in _YEARS
    return str(value) if is_year or isinstance(value, date) else number(value)
