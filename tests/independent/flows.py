"""What changes the number of establishments of a set between two year ends, one establishment at a time."""

from collections import Counter
from collections.abc import Iterable

from tests.independent.counts import YEARS
from tests.independent.mirror import day, year_of
from tests.independent.register import Spell

ENTRIES = {
    "birth": "births",
    "reopening": "reopenings",
    "continued": "activity_entries",
    "unknown": "unknown_entries",
}
EXITS = {"closure": "closures", "continued": "activity_exits", "unknown": "unknown_exits"}


def identity(histories: Iterable[list[Spell]], members: set[str]) -> Counter:
    """Stocks and flows of a set of activities by (year, column of fct_establishment_flow)."""
    found = Counter()
    for spells in histories:
        found.update(_one(spells, members))
    return Counter({key: number for key, number in found.items() if key[0] in YEARS and number})


def _one(spells: list[Spell], members: set[str]) -> Counter:
    found = Counter()
    for spell in spells:
        if spell.activity not in members:
            continue
        for year in YEARS:
            found[year, "opening_stock"] += spell.first <= day(year - 1) <= spell.last
            found[year, "closing_stock"] += spell.first <= day(year) <= spell.last
        if not (spell.entered == "continued" and spell.before in members):
            found[year_of(spell.first), ENTRIES[spell.entered]] += 1
        if spell.left != "open" and not (spell.left == "continued" and spell.after in members):
            found[year_of(spell.last + 1), EXITS[spell.left]] += 1
    for year in {year for year, flow in found if flow == "closures"}:
        again = found[year, "closures"] - 1  # of two closures in a year one counts, and no return between
        found[year, "closures"] -= again
        found[year, "reopenings"] -= again
    return found
