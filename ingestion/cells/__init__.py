"""Cells as their column's kind wants them, a whole Arrow array at a time.

A cell that cannot be read is null and told; so is one whose word says that nothing is told. What can be read is
read in one way, and never guessed. Cells that are already as they should be take the fast way; the others are
mended apart, and put back.
"""

import pyarrow as pa

from ingestion.cells import codes, identifiers, moments, numbers, words
from ingestion.cells.rule import Cells, Rule, read
from ingestion.cells.typed import as_text, presence, typed
from ingestion.declaration import Kind
from ingestion.separators import Separators

__all__ = ["ARROW_TYPES", "REASONS", "Cells", "normalise"]

ARROW_TYPES = {
    Kind.INTEGER: pa.int64(),
    Kind.YEAR: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.DATE: pa.date32(),
    Kind.TIMESTAMP: pa.timestamp("s"),
    Kind.BOOLEAN: pa.bool_(),
    Kind.PRESENCE: pa.bool_(),
}
REASONS = {
    Kind.INTEGER: "a whole number expected",
    Kind.YEAR: "a year of four digits expected",
    Kind.NUMBER: "a number expected",
    Kind.FIGURE: "a number or a known mark of the publisher expected",
    Kind.DATE: "a date expected: YYYY-MM-DD, DD/MM/YYYY or YYYYMMDD, no hour that may be another day's",
    Kind.TIMESTAMP: "a date-time YYYY-MM-DDTHH:MM:SS expected",
    Kind.BOOLEAN: "true or false expected",
    Kind.SIREN: "a SIREN of 9 digits with a valid check digit expected",
    Kind.SIRET: "a SIRET of 14 digits with a valid check digit expected",
    Kind.CODE_COMMUNE: "a commune code of 5 characters expected",
    Kind.CODES_COMMUNE: "commune codes of 5 characters, parted by commas, expected",
    Kind.CODE_DEPARTEMENT: "a department code expected",
}
_TOLD_APART = Separators()


def normalise(kind: Kind, array: pa.Array, separators: Separators = _TOLD_APART) -> Cells:
    """Cells of one column in the type of its kind; null stays null.

    `separators` are those that the file's format declares for its numbers. Raises ArrowInvalid or
    ArrowNotImplementedError for an array whose type cannot hold such cells (a struct where text belongs).
    """
    target = ARROW_TYPES.get(kind, pa.string())
    if kind is Kind.PRESENCE:
        return Cells(presence(array))
    if pa.types.is_null(array.type):
        return Cells(pa.nulls(len(array), target))
    found = typed(kind, array)
    if found is not None:
        return found
    text = as_text(array)
    if kind is Kind.TEXT:
        return Cells(text)
    return read(_rule(kind, separators), text, target)


def _rule(kind: Kind, separators: Separators) -> Rule:
    if kind in (Kind.INTEGER, Kind.NUMBER, Kind.FIGURE):
        return numbers.rule(kind, separators)
    return _RULES[kind]


_RULES = {
    Kind.YEAR: numbers.YEAR,
    Kind.DATE: moments.DATE,
    Kind.TIMESTAMP: moments.TIMESTAMP,
    Kind.BOOLEAN: words.BOOLEAN,
    Kind.SIREN: identifiers.SIREN,
    Kind.SIRET: identifiers.SIRET,
    Kind.CODE_COMMUNE: codes.COMMUNE,
    Kind.CODES_COMMUNE: codes.COMMUNES,
    Kind.CODE_DEPARTEMENT: codes.DEPARTEMENT,
}
