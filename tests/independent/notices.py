"""Businesses sold, openings of proceedings and the monthly pulse, from BODACC's and Sirene's files."""

import json
import re
import statistics
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
from scipy.stats import nbinom

from tests.independent import mirror as files
from tests.independent.geography import Geography
from tests.independent.mirror import day, seed

EXPORTS = "bodacc-datadila.opendatasoft.com/api/explore/v2.1/catalog/datasets/annonces-commerciales/exports"
NO_SALE = re.compile(
    r"location|gérance|apport|donation|legs|héritage|succession|partage|fusion|scission", re.I
)
PRICE = re.compile(r"prix[^\d;]*([\d.\s]+(?:,\d\d)?) ?(EUR|F)")
YEAR, MONTH = 365, 31
HISTORY = "www.data.gouv.fr/api/1/datasets/r/1b9290ed-d0bc-461f-ba31-0250a99cc140"


def notices(mirror: Path, family: str) -> list[dict]:
    """Notices of a family in force, in order of publication."""
    found = {}
    for file in sorted((mirror / EXPORTS).glob("parquet*")):
        if f"%22{family}%22" in file.name:
            found |= {row["id"]: row for row in pq.read_table(file).to_pylist()}
    replaced = set()
    for row in found.values():
        if row["typeavis"] != "annonce":
            before = json.loads(row["parutionavisprecedent"])
            letter = before["nomPublication"].strip()[-1]
            replaced.add(f"{letter}{before['numeroParution']}{before['numeroAnnonce']}")
    kept = [r for r in found.values() if r["typeavis"] != "annulation" and r["id"] not in replaced]
    return sorted(kept, key=lambda row: (row["dateparution"], row["id"]))


def sirens(row: dict) -> tuple[str, ...]:
    return tuple(sorted({re.sub(r"\D", "", told) for told in row["registre"]}))


class Sales:
    """Businesses sold: (day, commune, price or None, SIRET), one per sale."""

    def __init__(self, mirror: Path, communes_of: dict[str, str]) -> None:
        self.all: list[tuple[date, str | None, float | None, str]] = []
        told: dict[tuple, list[tuple[date, float | None]]] = defaultdict(list)
        for row in notices(mirror, "vente"):
            block = json.loads(row["listeetablissements"])["etablissement"]
            act = json.loads(row["acte"])
            if NO_SALE.search(block["origineFonds"] + act["vente"]["categorieVente"] + act["descriptif"]):
                continue
            assert block["siret"] in communes_of, "a SIRET that Sirene does not have is not for this script"
            told[sirens(row), block["siret"]].append((row["dateparution"], price(block["origineFonds"])))
        for (_, siret), dated in told.items():
            for sale in apart(dated, YEAR):
                known = [amount for _, amount in sale if amount]
                self.all.append((sale[0][0], communes_of[siret], known[-1] if known else None, siret))


def price(words: str) -> float | None:
    found = PRICE.search(words)
    if not found:
        return None
    amount = float(re.sub(r"[.\s]", "", found[1]).replace(",", "."))
    return amount if found[2] == "EUR" else round(amount / 6.55957, 2)


def apart(dated: list[tuple], days: int) -> list[list[tuple]]:
    """Runs of dated things, each within `days` of the one before."""
    runs: list[list[tuple]] = []
    for thing in dated:
        if runs and (thing[0] - runs[-1][-1][0]).days <= days:
            runs[-1].append(thing)
        else:
            runs.append([thing])
    return runs


class Notices:
    """Sales, openings and units that they are held against, in today's communes."""

    def __init__(self, mirror: Path, geography: Geography) -> None:
        stock = files.parquet(
            mirror, files.STOCK, {"siret": "siret", "codeCommuneEtablissement": "code"}
        ).dropna()
        heirs = {code: principal(geography.carry(code, None)) for code in stock["code"].unique()}
        self.commune_of = dict(zip(stock["siret"], stock["code"].map(heirs), strict=True))
        self.sales = Sales(mirror, self.commune_of)
        columns = {"siren": "siren", "nicSiegeUniteLegale": "nic"}
        seats = files.parquet(mirror, files.UNITS, columns)
        self.seat = {u.siren: f"{u.siren}{str(u.nic).zfill(5)}" for u in seats.itertuples()}
        self.units = proximity_periods(mirror)
        self.openings = list(self._openings(mirror))

    def _openings(self, mirror: Path) -> list[tuple[date, str | None, bool]]:
        told = defaultdict(list)
        for row in notices(mirror, "collective"):
            judgment = json.loads(row["jugement"])
            if "ouverture" in judgment["famille"].lower() and "conver" not in judgment["nature"].lower():
                told[sirens(row)[0]].append((row["dateparution"],))
        for siren, dated in told.items():
            for (when,), *_ in apart(dated, MONTH):
                yield when, self.commune_of.get(self.seat.get(siren)), self.is_proximity(siren, when)

    def is_proximity(self, siren: str, when: date) -> bool:
        at = (when - date(1970, 1, 1)).days
        return any(first <= at <= last for first, last, _ in self.units.get(siren, ()))

    def by_year(self) -> Counter:
        """(measure, commune, year) to a number."""
        found: Counter = Counter()
        for when, commune, amount, _ in self.sales.all:
            found["business_sales", commune, when.year] += 1
            for year in range(when.year, when.year + 3) if amount else ():
                found["business_sales_priced_3y", commune, year] += 1
        for when, commune, is_proximity in self.openings:
            found["insolvencies_proximity", commune, when.year] += is_proximity
        for siren, periods in self.units.items():
            commune = self.commune_of.get(self.seat.get(siren))
            for year in range(2012, 2026):
                at = day(year)
                found["proximity_units", commune, year] += any(
                    first <= at <= last and state == "A" for first, last, state in periods
                )
        return found

    def by_month(self) -> Counter:
        """(event, commune, month) to a number."""
        found: Counter = Counter()
        for when, commune, *_ in self.sales.all:
            found["business_sale", commune, when.replace(day=1)] += 1
        for when, commune, is_proximity in self.openings:
            found["insolvency", commune, when.replace(day=1)] += 1
            found["insolvency_proximity", commune, when.replace(day=1)] += is_proximity
        return found

    def median_price(self, communes: set[str], year: int) -> tuple[int, float | None]:
        """Number of prices of three years, and their median from five on."""
        told = [
            p for when, c, p, _ in self.sales.all if c in communes and p and year - 2 <= when.year <= year
        ]
        return len(told), statistics.median(told) if len(told) >= 5 else None


def principal(heirs: dict[str, float]) -> str | None:
    """Of several heirs, the one that holds the middle."""
    total = 0.0
    for code in sorted(heirs):
        total += heirs[code]
        if total > 0.5:
            return code
    return None


def proximity_periods(mirror: Path) -> dict[str, list[tuple[float, float, str]]]:
    """By SIREN, the days (first, last) and the state of its periods under an activity of PROX."""
    kinds = seed("activity").set_index("activity")["is_proximity"]
    naf = seed("naf_activity")
    naf = naf[naf["activity"].map(kinds) == "true"]
    members = set(zip(naf["nomenclature"], naf["naf_code"], strict=True))
    columns = {
        "siren": "siren",
        "dateDebut": "first",
        "dateFin": "last",
        "etatAdministratifUniteLegale": "state",
        "categorieJuridiqueUniteLegale": "form",
        "activitePrincipaleUniteLegale": "naf",
        "nomenclatureActivitePrincipaleUniteLegale": "nomenclature",
    }
    found = defaultdict(list)
    for line in files.parquet(mirror, HISTORY, columns).itertuples():
        form = "" if pd.isna(line.form) else str(int(line.form))
        if (line.nomenclature, line.naf) in members and form not in ("6540", "6541") and form[:1] != "7":
            first = -1e9 if pd.isna(line.first) else line.first
            found[line.siren].append((first, 1e9 if pd.isna(line.last) else line.last, line.state))
    return dict(found)


def usual_range(events: int, years: int) -> tuple[int, int]:
    """What 95 % of what comes next lies in, after so many events in so many years."""
    shape, chance = events + 0.5, years / (years + 1)
    return tuple(int(nbinom.ppf(p, shape, chance)) for p in (0.025, 0.975))
