"""Legal units behind the establishments: form, invented name, life; and their periods."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from sample.sirene.activities import activities
from sample.sirene.arrays import Bools, Ints, dates, digits, empty, masked, words
from sample.sirene.columns import UNIT, UNIT_HISTORY
from sample.sirene.periods import CLOSED, NAF_REV2
from sample.sirene.tables import NOMENCLATURES, SIGN_WORDS, assemble, last_periods, nomenclature
from sample.sirene.units import NEVER, day

if TYPE_CHECKING:
    from sample.sirene.writing import Establishments

# Legal forms: sole trader, EURL, SARL, SAS, civil property company, commune, association.
SOLE_TRADER, SARL, SAS = 1000, 5499, 5710
FORMS = np.array([1000, 5498, 5499, 5710, 6540, 7210, 9220])
SHOP_SHARES = (0.42, 0.04, 0.27, 0.27, 0.0, 0.0, 0.0)
OTHER_SHARES = (0.5, 0.02, 0.2, 0.26, 0.02, 0.0, 0.0)
FORM_OF_NAF = {"68.20A": 6540, "68.20B": 6540, "84.11Z": 7210, "94.99Z": 9220, "93.12Z": 9220}
FIRST_NAMES = {
    "F": ["MARIE", "NATHALIE", "ISABELLE", "SYLVIE", "CLAIRE", "JULIE", "EMMA", "LEA", "FATIMA", "ANNE"],
    "M": ["JEAN", "PIERRE", "MICHEL", "PHILIPPE", "NICOLAS", "THOMAS", "KARIM", "LUCAS", "HUGO", "PAUL"],
}
FAMILY_NAMES = [
    "MARTIN", "BERNARD", "DUBOIS", "THOMAS", "ROBERT", "RICHARD", "PETIT", "DURAND", "LEROY", "MOREAU", "SIMON",
    "LAURENT", "LEFEBVRE", "MICHEL", "GARCIA", "DAVID", "BERTRAND", "ROUX", "VINCENT", "FOURNIER", "MOREL",
]  # fmt: skip
COMPANY_WORDS = [f"{kind} {word}" for kind in ("STE", "ETS", "GROUPE", "ATELIER") for word in FAMILY_NAMES]
RENAMED_SHARE, CONVERTED_SHARE = 0.04, 0.05
CHAIN_SHOPS = 10


@dataclass
class LegalUnits:
    """Parallel arrays, one entry per SIREN in ascending order; days since 1970, NEVER when still open."""

    made: Establishments

    @cached_property
    def random(self) -> np.random.Generator:
        return np.random.default_rng([*self.made.seed, 4])

    @cached_property
    def order(self) -> Ints:
        """Establishments in order of SIREN: those of a chain stand apart in the file."""
        return np.argsort(self.made.units.siren, kind="stable")

    @cached_property
    def first(self) -> Ints:
        """Rank in `order` of the first establishment of each legal unit."""
        siren = self.made.units.siren[self.order]
        return np.flatnonzero(np.append(True, siren[1:] != siren[:-1]))

    @cached_property
    def head(self) -> Ints:
        return self.order[self.made.units.head[self.order]]

    @property
    def siren(self) -> Ints:
        return self.made.units.siren[self.order[self.first]]

    @cached_property
    def kept(self) -> Ints:
        """Rank of each among those there would be without chains: what is drawn of one does not hang on chains."""
        return np.searchsorted(self.made.before_chains, self.siren)

    def drawn_for_each(self, draw: Callable[[int], NDArray[Any]]) -> NDArray[Any]:
        return draw(len(self.made.before_chains))[self.kept]

    @cached_property
    def born(self) -> Ints:
        return np.minimum.reduceat(self.made.units.birth[self.order], self.first)

    @cached_property
    def ceased(self) -> Ints:
        """Day of cessation: when the last open establishment closed."""
        now = last_periods(self.made.spans)
        since = np.where(now.state == CLOSED, now.start, NEVER)
        return np.maximum.reduceat(since[self.order], self.first)

    @cached_property
    def activity(self) -> Ints:
        return last_periods(self.made.spans).activity[self.head]

    @cached_property
    def hidden(self) -> Bools:
        return self.made.register.masked[self.head]

    @cached_property
    def drawn(self) -> tuple[Ints, Bools, Bools, Ints]:
        """Form, was a SARL before, changed its name, and rank of the name."""
        each, random = self.drawn_for_each, self.random
        shop = np.isin(self.activity, activities().storefront)
        form = np.where(
            shop,
            each(lambda n: random.choice(FORMS, n, p=SHOP_SHARES)),
            each(lambda n: random.choice(FORMS, n, p=OTHER_SHARES)),
        )
        for naf, usual in FORM_OF_NAF.items():
            here = self.activity == activities().naf.index(naf)
            form[here & (each(random.random) < 0.85)] = usual
        # A chain is a company.
        form[np.diff(np.append(self.first, len(self.order))) >= CHAIN_SHOPS] = SAS
        converted = (form == SAS) & (each(random.random) < CONVERTED_SHARE)
        renamed = (form != SOLE_TRADER) & (each(random.random) < RENAMED_SHARE)
        return form, converted, renamed, each(lambda n: random.integers(0, 1_000, n))

    @cached_property
    def spans(self) -> Spans:
        return Spans.of(self)

    def names(self, index: Ints, former: Bools) -> dict[str, pa.Array]:
        """Names of people (sole traders) and of companies, `former` ones before a change."""
        form, _, _, rank = self.drawn
        hidden, rank = self.hidden[index], rank[index] + former
        person = form[index] == SOLE_TRADER
        company = [*SIGN_WORDS, *COMPANY_WORDS]
        return {
            "nom": masked(rank % len(FAMILY_NAMES), FAMILY_NAMES, hidden & person, ~person),
            "denomination": masked(rank * 7 % len(company), company, hidden & ~person, person),
        }


@dataclass
class Spans:
    """Periods of legal units: one entry per period, in order of unit and date."""

    unit: Ints
    start: Ints
    end: Ints
    last: Bools
    form: Ints
    renamed: Bools
    active: Bools

    @staticmethod
    def of(units: LegalUnits) -> Spans:
        form, converted, renamed, _ = units.drawn
        everyone = np.arange(len(form))
        until = np.where(units.ceased < NEVER, units.ceased, units.made.end)
        share = units.drawn_for_each(lambda n: units.random.uniform(0.2, 0.8, n))
        change = units.born + ((until - units.born) * share).astype(int)
        moments = [
            (everyone, units.born),
            (everyone[converted | renamed], change[converted | renamed]),
            *[(chosen, units.ceased[chosen]) for chosen in [np.flatnonzero(units.ceased < NEVER)]],
            *[(c, np.full(len(c), NAF_REV2)) for c in [recoded(units)]],
        ]
        unit, start = (np.concatenate(column) for column in zip(*moments, strict=True))
        key = np.unique(unit * 100_000 + start)
        unit, start = key // 100_000, key % 100_000
        last = np.append(unit[1:] != unit[:-1], True)
        end = np.where(last, NEVER, np.append(start[1:], 0) - 1)
        before = start < change[unit]
        return Spans(
            unit, start, end, last, np.where(converted[unit] & before, SARL, form[unit]),
            renamed[unit] & before, start < units.ceased[unit],
        )  # fmt: skip


def recoded(units: LegalUnits) -> Ints:
    """Those that were there when NAF rev. 2 came."""
    return np.flatnonzero((units.born < NAF_REV2) & (units.ceased > NAF_REV2))


def trade(activity: Ints, start: Ints) -> dict[str, pa.Array]:
    table, version = activities(), nomenclature(start)
    index = np.where(version == 2, activity, activity + len(table.naf))
    return {
        "activitePrincipaleUniteLegale": words(index, [*table.naf, *table.old]),
        "nomenclatureActivitePrincipaleUniteLegale": words(version, NOMENCLATURES),
    }


def unit_table(units: LegalUnits) -> pa.Table:
    """Table of StockUniteLegale: each legal unit with its current period."""
    spans, number = units.spans, len(units.first)
    index, start = np.arange(number), spans.start[spans.last]
    form, _, _, rank = units.drawn
    person, female = form == SOLE_TRADER, rank % 2 == 0
    names = units.names(index, np.zeros(number, dtype=bool))
    first_names = [*FIRST_NAMES["F"], *FIRST_NAMES["M"]]
    given = masked(rank // 2 % 10 + 10 * ~female, first_names, units.hidden & person, ~person)
    treated = np.maximum(start, day(2005)) * 86_400 + rank * 60
    recent = (start >= NAF_REV2) & spans.active[spans.last]
    columns = {
        "siren": digits(units.siren, 9),
        "statutDiffusionUniteLegale": words(units.hidden.astype(int), ["O", "P"]),
        "unitePurgeeUniteLegale": pa.array(np.ones(number, dtype=bool), mask=rank != 999),
        "dateCreationUniteLegale": dates(units.born, rank % 100 == 0),
        "sexeUniteLegale": masked(female.astype(int), ["M", "F"], units.hidden & person, ~person),
        "prenom1UniteLegale": given,
        "prenomUsuelUniteLegale": given,
        "anneeEffectifsUniteLegale": pa.nulls(number, pa.int64()),
        "dateDernierTraitementUniteLegale": pa.array(treated * 1_000_000).cast(pa.timestamp("us")),
        "nombrePeriodesUniteLegale": pa.array(np.bincount(spans.unit)),
        "categorieEntreprise": words((rank % 50 == 0).astype(int), ["PME", "ETI"], person | (rank % 3 > 0)),
        "anneeCategorieEntreprise": pa.array(np.full(number, 2023), mask=person | (rank % 3 > 0)),
        "dateDebut": dates(start),
        "etatAdministratifUniteLegale": words(spans.active[spans.last].astype(int), ["C", "A"]),
        "nomUniteLegale": names["nom"],
        "denominationUniteLegale": names["denomination"],
        "categorieJuridiqueUniteLegale": pa.array(form),
        **trade(units.activity, start),
        "nicSiegeUniteLegale": digits(units.made.units.nic[units.head], 5),
        "economieSocialeSolidaireUniteLegale": words((form == 9220).astype(int), ["N", "O"], person),
        "activitePrincipaleNAF25UniteLegale": words(units.activity, activities().naf25, ~recent),
    }
    return assemble(UNIT, columns, number)


def unit_history_table(units: LegalUnits) -> pa.Table:
    """Table of StockUniteLegaleHistorique: every period."""
    spans = units.spans
    names = units.names(spans.unit, spans.renamed)
    blank = pa.array(np.zeros(len(spans.unit), dtype=bool))
    version = nomenclature(spans.start)
    columns = {
        "siren": pc.take(digits(units.siren, 9), pa.array(spans.unit)),
        "dateFin": dates(np.where(spans.last, 0, spans.end), spans.last),
        "dateDebut": dates(spans.start),
        "etatAdministratifUniteLegale": words(spans.active.astype(int), ["C", "A"]),
        "nomUniteLegale": names["nom"],
        "denominationUniteLegale": names["denomination"],
        "categorieJuridiqueUniteLegale": pa.array(spans.form).cast(pa.string()),
        **trade(units.activity[spans.unit], spans.start),
        "nicSiegeUniteLegale": digits(units.made.units.nic[units.head][spans.unit], 5),
        "economieSocialeSolidaireUniteLegale": empty(len(spans.unit)),
    }
    changes = {"EtatAdministratif": spans.active, "Denomination": spans.renamed, "CategorieJuridique": spans.form,
               "ActivitePrincipale": version}  # fmt: skip
    for name in (n for n in UNIT_HISTORY if n.startswith("changement")):
        value = changes.get(name.removeprefix("changement").removesuffix("UniteLegale"))
        columns[name] = blank if value is None else changed(spans, value)
    return assemble(UNIT_HISTORY, columns, len(spans.unit))


def changed(spans: Spans, value: Ints | Bools) -> pa.Array:
    first = np.append(True, spans.last[:-1])
    return pa.array(np.append(False, value[1:] != value[:-1]) & ~first)
