"""Declared links of succession, and what they say of a closure or a birth."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.independent import mirror as files
from tests.independent.register import SOLE_TRADER, units

SPEAKS_FOR = 366  # days


@dataclass(frozen=True)
class Link:
    """One pair, at the first date it was told."""

    before: str
    after: str
    when: float
    is_continuity: bool
    is_incorporation: bool

    @property
    def is_same_unit(self) -> bool:
        return self.before[:9] == self.after[:9]

    @property
    def is_takeover(self) -> bool:
        return self.is_continuity and not self.is_same_unit


class Links:
    """Links, found by predecessor or successor."""

    def __init__(self, mirror: Path) -> None:
        self.leaving, self.arriving = defaultdict(list), defaultdict(list)
        self.all = list(_links(mirror))
        for link in self.all:
            self.leaving[link.before].append(link)
            self.arriving[link.after].append(link)

    def of_closure(self, siret: str, when: float) -> list[Link]:
        return [link for link in self.leaving[siret] if abs(link.when - when) <= SPEAKS_FOR]

    def of_birth(self, siret: str, when: float) -> list[Link]:
        return [link for link in self.arriving[siret] if abs(link.when - when) <= SPEAKS_FOR]


def _links(mirror: Path) -> Iterable[Link]:
    columns = {
        "siretEtablissementPredecesseur": "before",
        "siretEtablissementSuccesseur": "after",
        "dateLienSuccession": "when",
        "continuiteEconomique": "continuity",
    }
    told = files.parquet(mirror, files.LINKS, columns).dropna(subset=["before", "after", "when"])
    once = told.groupby(["before", "after"], as_index=False).agg(
        when=("when", "min"), continuity=("continuity", "any")
    )
    forms = units(mirror, once["before"].str[:9].tolist() + once["after"].str[:9].tolist())["form"].to_dict()
    for line in once.itertuples():
        old, new = forms.get(line.before[:9]), forms.get(line.after[:9])
        incorporated = old == SOLE_TRADER and new is not None and new != SOLE_TRADER
        yield Link(line.before, line.after, line.when, bool(line.continuity), incorporated)
