"""Sirene's establishments of some communes: who was open when, under which activity, and how that began and ended."""

from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import attrgetter
from pathlib import Path

import pandas as pd

from tests.independent import mirror as files
from tests.independent.geography import Geography
from tests.independent.mirror import day, seed

FIRST_KNOWN = day(1900, 1, 1)  # that very day means unknown
FOREVER = day(9999, 12, 31)
LEFT_OUT = ("6540", "6541")
SOLE_TRADER = "1000"
MASKED = "[ND]"
FIELDS = {
    "siret": "siret",
    "statutDiffusionEtablissement": "diffusion",
    "dateCreationEtablissement": "created",
    "numeroVoieEtablissement": "number",
    "indiceRepetitionEtablissement": "repetition",
    "typeVoieEtablissement": "kind",
    "libelleVoieEtablissement": "street",
    "codeCommuneEtablissement": "code",
}


@dataclass
class Spell:
    """Days open under one activity, bounds included."""

    first: float
    last: float
    activity: str
    is_employer: bool
    entered: str  # birth, reopening, continued, unknown
    left: str = "open"  # or closure, continued, unknown
    before: str = ""
    after: str = ""
    until: float = 0.0  # last day of the opening it belongs to
    naf: str = ""


@dataclass
class Establishment:
    """One SIRET: where it is, who runs it, when it was open."""

    siret: str
    commune: str
    legal_form: str
    unit_created: float
    address: tuple[str, ...] | None
    spells: list[Spell] = field(default_factory=list)

    def on(self, when: float) -> Spell | None:
        """Stretch of a day, None when not open."""
        return next((s for s in self.spells if s.first <= when <= s.last), None)

    @property
    def is_sole_trader(self) -> bool:
        return self.legal_form == SOLE_TRADER


def establishments(
    mirror: Path, geography: Geography, communes: set[str], moves: list[tuple[str, str]]
) -> dict[str, Establishment]:
    """Counted establishments of the communes by SIRET, and the other ends of `moves` from or to them."""
    stock = files.parquet(mirror, files.STOCK, FIELDS)
    codes = {code: geography.carry(code, None) for code in stock["code"].dropna().unique()}
    shared = {code for code, heirs in codes.items() if len(heirs) > 1 and communes & set(heirs)}
    assert not shared, f"codes shared between communes are not for this script: {shared}"
    stock["commune"] = stock["code"].map({code: next(iter(heirs), "") for code, heirs in codes.items()})
    local = set(stock.loc[stock["commune"].isin(communes), "siret"])
    linked = {siret for pair in moves if local & set(pair) for siret in pair}
    stock = stock[stock["siret"].isin(local | linked)].assign(siren=lambda rows: rows["siret"].str[:9])
    stock = stock.merge(units(mirror, stock["siren"]), how="left", left_on="siren", right_index=True)
    form = stock["form"].fillna("")
    stock = stock[~(form.isin(LEFT_OUT) | form.str.startswith("7"))]
    made = {line.siret: _establishment(line) for line in stock.itertuples()}
    found = openings(mirror, dict(zip(stock["siret"], stock["created"], strict=True)))
    for siret, one in made.items():
        one.spells = found.get(siret, [])
    return made


def units(mirror: Path, sirens: pd.Series) -> pd.DataFrame:
    """Legal form and day of creation of legal units, by SIREN."""
    columns = {
        "siren": "siren",
        "categorieJuridiqueUniteLegale": "form",
        "dateCreationUniteLegale": "unit_created",
    }
    found = files.parquet(mirror, files.UNITS, columns)
    found = found[found["siren"].isin(set(sirens))].set_index("siren")
    return found.assign(form=found["form"].astype("Int64").astype("string"))


def _establishment(line: object) -> Establishment:
    form = "" if pd.isna(line.form) else line.form
    return Establishment(line.siret, line.commune, form, line.unit_created, _address(line))


def _address(line: object) -> tuple[str, ...] | None:
    """Number without leading zeros, repetition, kind and name of street; None when masked or without number."""
    words = [line.number, line.repetition, line.kind, line.street]
    number, *rest = ["" if pd.isna(word) else word.strip() for word in words]
    if MASKED in (number, *rest) or not number.lstrip("0") or not rest[-1]:
        return None
    return (number.lstrip("0"), *rest)


def openings(mirror: Path, created: dict[str, float]) -> dict[str, list[Spell]]:
    """Openings of the establishments whose day of creation (NaN when empty) is given, by SIRET."""
    columns = {
        "siret": "siret",
        "dateDebut": "first",
        "dateFin": "last",
        "etatAdministratifEtablissement": "state",
        "activitePrincipaleEtablissement": "naf",
        "caractereEmployeurEtablissement": "employer",
        "nomenclatureActivitePrincipaleEtablissement": "nomenclature",
    }
    periods = files.parquet(mirror, files.PERIODS, columns)
    periods = periods[periods["siret"].isin(created)]
    named = seed("naf_activity").set_index(["nomenclature", "naf_code"])["activity"].to_dict()
    naf = zip(periods["nomenclature"], periods["naf"], strict=True)
    periods["activity"] = [named.get(code, "other") for code in naf]
    periods["first"] = periods["first"].fillna(-FOREVER)
    periods["last"] = periods["last"].fillna(FOREVER)
    ordered = periods.sort_values(["siret", "first", "last"]).itertuples()
    grouped = groupby(ordered, key=attrgetter("siret"))
    return {siret: spells(list(rows), created[siret]) for siret, rows in grouped}


def spells(periods: list, created: float) -> list[Spell]:
    """Openings of one establishment from its periods in order; `created` as published, NaN when empty."""
    found: list[Spell] = []
    before = None
    for period in periods:
        first = period.first if pd.isna(created) else max(period.first, created)
        if period.state == "A" and first <= period.last:
            found.append(_spell(period, first, before, created, opened=bool(found)))
        elif found and found[-1].left == "open" and found[-1].last < FOREVER:
            follows = period.first == found[-1].last + 1
            found[-1].left = "closure" if period.state == "F" and follows else "unknown"
        before = period
    _join(found)
    return found


def _spell(period: object, first: float, before: object, created: float, *, opened: bool) -> Spell:
    """`opened`: it was open at some time before."""
    follows = before is not None and before.last + 1 == period.first
    entered = {"A": "continued", "F": "reopening"}.get(before.state) if follows else None
    if entered is None:
        is_birth = not opened and not pd.isna(created) and created > FIRST_KNOWN
        entered = "birth" if is_birth else "unknown"
    code = getattr(period, "naf", None)
    naf = code if isinstance(code, str) and period.nomenclature == "NAFRev2" else ""
    return Spell(first, period.last, period.activity, period.employer == "O", entered, naf=naf)


def _join(found: list[Spell]) -> None:
    """Tell each stretch what stands next to it, and until when the opening lasts."""
    for here, there in pairwise(found):
        if here.left == "open":
            here.left = "continued" if there.entered == "continued" else "unknown"
        here.after, there.before = there.activity, here.activity
    until = 0.0
    for here in reversed(found):
        until = until if here.left == "continued" else here.last
        here.until = until
