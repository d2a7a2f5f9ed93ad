"""A kept result in French: what was expected, what was found, what to do."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from expectations.claim import COMMUNE, DATE, DEPARTEMENT, REGION, SIREN, SIRET, YEAR
from expectations.sentences import in_french
from warehouse import french as typography
from warehouse.french import HARD, counted

SHOWN = 5
# Bounds that are years, not numbers to part by thousands.
_YEARS = range(1500, 2200)
_UNIQUE = re.compile(r"(.+) is unique")
_SHARE = re.compile(r" for at least [\d.]+% of rows$")
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
    """One expectation: what was expected, what was found, and what to do.

    `expected` and `advice` are None where only `says` and `do` tell them, in English: a sentence of an older version.
    """

    is_kept: bool
    is_critical: bool
    expected: str | None
    says: str
    found: str
    advice: str | None
    do: str


def checked(evaluated: Mapping[str, Any]) -> Checked:
    """One of the results that `quality.validation` keeps."""
    told = evaluated["expectation_config"]
    do = told["meta"].get("advice", "")
    return Checked(
        bool(evaluated["success"]),
        told["severity"] == "critical",
        expected(told),
        told["description"],
        found(evaluated),
        in_french(do),
        do,
    )


def expected(told: Mapping[str, Any]) -> str | None:
    """What an expectation asks, in French; None where the catalogue does not hold its sentence."""
    given = told["kwargs"]
    asked = _asked(told["type"], given)
    if asked is None:
        said = _unique(told["description"]) or in_french(_SHARE.sub("", told["description"]))
    else:
        said = f"{given.get('column', 'le nombre de lignes')} {asked}"
    return said and f"{said}{_share(given.get('mostly', 1))}"


def _asked(kind: str, given: Mapping[str, Any]) -> str | None:
    told = None
    match kind:
        case "expect_column_values_to_not_be_null":
            told = "est toujours rempli" if given.get("mostly", 1) >= 1 else "est rempli"
        case "expect_column_values_to_be_in_set":
            told = f"vaut l’une de ces valeurs : {', '.join(map(str, given['value_set']))}"
        case "expect_column_values_to_be_between" | "expect_table_row_count_to_be_between":
            told = _bounds(given.get("min_value"), given.get("max_value"))
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
        return counted(result["observed_value"], "ligne")
    return "dans la tolérance" if is_kept else f"{result.get('observed_value', 'non conforme')}"


def number(value: Any) -> str:
    """`1 234,5`; what is no number stays as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    return typography.number(value, 0 if value == int(value) else 1)


def moment(when: datetime) -> str:
    """`26/11/2026 à 7 h 15 (UTC)`, on one line."""
    return f"{when:%d/%m/%Y} à {when.hour} h {when:%M} ({when:%Z})".replace(" ", HARD)


def _otherwise(result: Mapping[str, Any], is_kept: bool) -> str:
    count, rows = result["unexpected_count"], result["element_count"]
    if not count:
        return _all_of(rows)
    percent = f"{typography.number(100 * count / max(rows, 1), 2)}{HARD}%"
    told = f"{counted(count, 'ligne')} sur {number(rows)} ({percent}) {'ne le sont' if count > 1 else 'ne l’est'} pas"
    examples = list(dict.fromkeys(str(v) for v in result.get("partial_unexpected_list", []) if v is not None))
    shown = f", par exemple {', '.join(f'« {one} »' for one in examples[:SHOWN])}" if examples else ""
    return f"{told}{shown}{' : toléré' if is_kept else ''}"


def _all_of(rows: int) -> str:
    if not rows:
        return "aucune ligne"
    return "la seule ligne est conforme" if rows == 1 else f"les {number(rows)} lignes sont conformes"


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
    return "" if mostly >= 1 else f", pour au moins {number(100 * mostly)}{HARD}% des lignes"


def _bounds(low: Any, high: Any) -> str:
    low, high = (_bound(one) for one in (low, high))
    if low is None:
        return f"vaut au plus {high}"
    if low == high:
        return f"vaut exactement {low}"
    return f"vaut au moins {low}" if high is None else f"est compris entre {low} et {high}"


def _bound(value: Any) -> str | None:
    """A bound as GX keeps it: a day is text, a year may be a float."""
    if value is None:
        return None
    if isinstance(value, str | date):
        return f"le {typography.day(date.fromisoformat(str(value)[:10]))}"
    return str(int(value)) if value in _YEARS else number(value)
