"""Commune codes of any year carried to the communes of 2026, from the movements and the lists themselves."""

import math
from functools import cached_property
from pathlib import Path

import pandas as pd

from tests.independent.mirror import text

COG = "www.insee.fr/fr/statistiques/fichier/8740222/"
REFERENCE = 2026
DEPARTMENT_CHANGE = "41"


class Geography:
    """Movements between communes, and who stands today.

    `populations` gives the last population known under each code, which splits are shared by.
    """

    def __init__(self, mirror: Path, populations: dict[str, float]) -> None:
        self.mirror, self.populations = mirror, populations

    @cached_property
    def _list(self) -> pd.DataFrame:
        return text(self.mirror, COG + "v_commune_2026.csv", sep=",")

    @cached_property
    def today(self) -> set[str]:
        return set(self._list.loc[self._list["TYPECOM"] == "COM", "COM"])

    @cached_property
    def districts(self) -> dict[str, str]:
        found = self._list[self._list["TYPECOM"] == "ARM"]
        return dict(zip(found["COM"], found["COMPARENT"], strict=True))

    @cached_property
    def events(self) -> list[tuple[tuple[str, bool], str, list[str]]]:
        """(day and order within it, code before, codes after), in order; renamings left out."""
        moves = text(self.mirror, COG + "v_mvt_commune_2026.csv", sep=",")
        moves = moves[(moves["TYPECOM_AV"] == "COM") & (moves["TYPECOM_AP"] == "COM")]
        moves = moves.assign(later=moves["MOD"] != DEPARTMENT_CHANGE)
        grouped = moves.groupby(["DATE_EFF", "later", "COM_AV"])["COM_AP"].unique()
        found = [((when, later), code, sorted(after)) for (when, later, code), after in grouped.items()]
        return sorted(event for event in found if event[2] != [event[1]])

    def carry(self, code: str, year: int | None) -> dict[str, float]:
        """Today's communes and shares of a code as of 1 January `year`; None: a code without a date."""
        if code in self.districts:
            return {self.districts[code]: 1.0}
        if year is None:
            found = {code: 1.0} if code in self.today else {}
        else:
            found = self._follow(code, (f"{year}-01-01", True))
        return found or self._since_it_disappeared(code)

    def _follow(self, code: str, since: tuple[str, bool]) -> dict[str, float]:
        for when, before, after in self.events:
            if before == code and when > since:
                return self._parts(after, when)
        return {code: 1.0} if code in self.today else {}

    def _since_it_disappeared(self, code: str) -> dict[str, float]:
        gone = [event for event in self.events if event[1] == code and code not in event[2]]
        return self._parts(gone[-1][2], gone[-1][0]) if gone else {}

    def _parts(self, codes: list[str], when: tuple[str, bool]) -> dict[str, float]:
        known = [self.populations.get(code) for code in codes]
        sizes = known if all(known) else [1.0] * len(codes)
        found: dict[str, float] = {}
        for code, size in zip(codes, sizes, strict=True):
            for heir, share in self._follow(code, when).items():
                found[heir] = found.get(heir, 0.0) + share * size / sum(sizes)
        return found

    def carried(self, figures: pd.DataFrame, year: int, communes: set[str]) -> pd.DataFrame:
        """Figures (code, annee, value; NaN: suppressed) as sums of those communes, by (code, annee).

        A column tells those estimated, for a part was shared out; whole figures are shared out in whole parts.
        """
        shares = {code: self.carry(code, year) for code in figures["code"].unique()}
        kept = {code for code, heirs in shares.items() if communes & set(heirs)}
        alone = {code: next(iter(shares[code])) for code in kept if len(shares[code]) == 1}
        whole = figures.loc[figures["code"].isin(alone), ["code", "annee", "value"]]
        whole = whole.assign(
            code=whole["code"].map(alone), value=whole["value"].astype(float), estimated=False
        )
        rows = [
            (heir, line.annee, part, True)
            for line in figures[figures["code"].isin(kept - set(alone))].itertuples()
            for heir, part in _cut(line.value, shares[line.code])
            if heir in communes
        ]
        cut = pd.DataFrame(rows, columns=["code", "annee", "value", "estimated"])
        frame = pd.concat([whole, cut]) if rows else whole
        grouped = frame.assign(secret=frame["value"].isna()).groupby(["code", "annee"])
        value = grouped["value"].sum().mask(grouped["secret"].any())
        return pd.DataFrame({"value": value, "estimated": grouped["estimated"].any().astype(bool)})


def _cut(value: float, shares: dict[str, float]) -> list[tuple[str, float]]:
    """Parts of a figure, in the order of codes; the running total of a whole figure is rounded, parts are differences."""
    if math.isnan(value):
        return [(code, value * share) for code, share in shares.items()]
    parts, total, given = [], 0.0, 0.0
    for code in sorted(shares):
        total += shares[code]
        upto = float(round(value * total)) if value == int(value) else value * total
        parts.append((code, upto - given))
        given = upto
    return parts
