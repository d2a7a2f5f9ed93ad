"""Codes of communes and departments: either case, a lost leading zero put back."""

import pyarrow as pa
import pyarrow.compute as pc

from ingestion.cells.rule import Rule, matching, only

_COMMUNE = r"(?:\d{2}|2[AB])\d{3}"
_IS_COMMUNE = matching(_COMMUNE)
_IS_COMMUNES = matching(rf"{_COMMUNE}(?:,{_COMMUNE})*")
_IS_DEPARTEMENT = matching(r"\d{2,3}|2[AB]")


def _upper(text: pa.Array) -> pa.Array:
    """Upper case, and without the decimals of a code that was stored as a number."""
    return pc.replace_substring_regex(pc.utf8_upper(text), r"^(\d+)\.0$", r"\1")


def _commune(text: pa.Array) -> pa.Array:
    code = pc.replace_substring_regex(_upper(text), r"^([1-9]\d{3})$", r"0\1")
    return only(code, _IS_COMMUNE(code))


def _communes(text: pa.Array) -> pa.Array:
    """Several codes in a cell: a JSON list, or codes parted by commas, semicolons, bars, slashes or blanks."""
    bare = pc.replace_substring_regex(pc.utf8_upper(text), "[\\[\\]{}()\"']", " ")
    parted = pc.replace_substring_regex(
        pc.utf8_trim_whitespace(bare), "(\\s|\u00a0)*[,;|/\\s\u00a0](\\s|\u00a0)*", ","
    )
    codes = pc.replace_substring_regex(parted, r"\b([1-9]\d{3})\b", r"0\1")
    return only(codes, _IS_COMMUNES(codes))


def _departement(text: pa.Array) -> pa.Array:
    code = pc.replace_substring_regex(_upper(text), r"^(\d)$", r"0\1")
    return only(code, _IS_DEPARTEMENT(code))


COMMUNE = Rule(_IS_COMMUNE, _commune, loses_zeros=True)
COMMUNES = Rule(_IS_COMMUNES, _communes, loses_zeros=True)
DEPARTEMENT = Rule(_IS_DEPARTEMENT, _departement, loses_zeros=True)
