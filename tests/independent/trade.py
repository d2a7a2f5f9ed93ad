"""Measures of trades: everyday shops, networks, remote trade, training, takeovers and industrial births."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.independent import mirror as files
from tests.independent.counts import YEARS, Counts, Sets
from tests.independent.links import Link, Links
from tests.independent.mirror import day, year_of
from tests.independent.register import LEFT_OUT, Establishment, openings, units

BASKET = (
    ("10.71C", "47.24Z"),
    ("47.22Z", "10.13B"),
    ("47.11B", "47.11C", "47.11D"),
    ("47.21Z",),
    ("47.26Z",),
    ("47.62Z",),
    ("47.73Z",),
    ("56.10A",),
    ("56.30Z",),
    ("96.02A",),
)
WEIGHED = {"10.71C": 81, "47.73Z": 75, "47.22Z": 69, "47.23Z": 56, "47.29Z": 53}
OTHERS = 40
TRAINING = {"85.32Z", "85.42Z", "85.59A", "85.59B"}
NETWORK = 10
LOGISTICS = "urban_logistics"
PREMISES_YEARS = 8
FIRST_ADDRESSES = 2017
Register = dict[str, Establishment]


def count_trades(
    counts: Counts, mirror: Path, register: Register, zone: dict[str, str], links: Links, communes: set[str]
) -> None:
    """Add the measures to `counts`."""
    sets, large = Sets.read(), networks(mirror, register)
    local = [one for one in register.values() if one.commune in communes]
    for one in local:
        for measure, year, number in [*_stock(one, sets, large), *_flows(one, sets, links)]:
            for place in {"all", zone.get(one.siret, "all")}:
                counts[one.commune, place, year, measure] += number
    for commune, place, year, measure in list(counts):
        if measure in ("storefront_births", "storefront_closures"):
            number = counts[commune, place, year, measure]
            counts[commune, place, year, "storefront_births_and_closures"] += number
    central = defaultdict(list)
    for one in local:
        if one.siret in zone:
            central[one.commune] += [one] if zone[one.siret] == "centre" else []
    for town, shops in central.items():
        for year in YEARS:
            for measure, number in _basket(shops, year).items():
                counts[town, "centre", year, measure] = number
            counts[town, "centre", year, "addresses_converted"] = _converted(shops, year, sets)


def networks(mirror: Path, register: Register) -> set[tuple[str, int]]:
    """(SIREN, year) of legal units with ten shops open in the country at the year end."""
    sets, found = Sets.read(), defaultdict(int)
    spells = {siret: one.spells for siret, one in register.items()} | _elsewhere(mirror, register)
    for siret, stretches in spells.items():
        for year in YEARS:
            if any(s.first <= day(year) <= s.last and _is_shop(s.activity, sets) for s in stretches):
                found[siret[:9], year] += 1
    return {key for key, shops in found.items() if shops >= NETWORK}


def _elsewhere(mirror: Path, register: Register) -> dict:
    columns = {"siret": "siret", "dateCreationEtablissement": "created"}
    stock = files.parquet(mirror, files.STOCK, columns)
    stock = stock[~stock["siret"].isin(set(register))]
    forms = units(mirror, stock["siret"].str[:9])["form"].fillna("")
    out = set(forms.index[forms.isin(LEFT_OUT) | forms.str.startswith("7")])
    stock = stock[~stock["siret"].str[:9].isin(out)]
    return openings(mirror, dict(zip(stock["siret"], stock["created"], strict=True)))


def _is_shop(activity: str, sets: Sets) -> bool:
    return activity in sets.retail and activity in sets.vit


def _stock(one: Establishment, sets: Sets, large: set) -> Iterator[tuple[str, int, int]]:
    for year in YEARS:
        spell = one.on(day(year))
        if spell is None:
            continue
        if _is_shop(spell.activity, sets):
            yield "retail_shops", year, 1
            if (one.siret[:9], year) in large:
                yield "network_shops", year, 1
        if spell.is_employer and spell.naf in TRAINING:
            yield "training_employers", year, 1
        if spell.is_employer and spell.activity in sets.distance | {LOGISTICS}:
            yield "remote_employers", year, 1


def _flows(one: Establishment, sets: Sets, links: Links) -> Iterator[tuple[str, int, int]]:
    last_closures = {}
    for spell in one.spells:
        year = year_of(spell.first)
        if spell.entered == "birth":
            told = links.of_birth(one.siret, spell.first)
            if spell.activity in sets.industry and not _carries_on(told):
                yield "industry_net_births", year, 1
            if spell.activity in sets.prox and any(link.is_takeover for link in told):
                yield "proximity_takeovers", year, 1
                yield "takeover_cohort", year + 3, 1
                if spell.until >= _three_years_on(spell.first):
                    yield "takeover_survivors", year + 3, 1
        if spell.left == "closure" and spell.activity in sets.industry:
            last_closures[year_of(spell.last + 1)] = spell.last + 1
    for year, when in last_closures.items():
        if not _carries_on(links.of_closure(one.siret, when)):
            yield "industry_net_births", year, -1


def _carries_on(told: list[Link]) -> bool:
    return any(link.is_continuity for link in told)


def _three_years_on(when: float) -> int:
    year, first = year_of(when), day(year_of(when), 1, 1)
    gone = int(when) - first
    later = day(year + 3, 1, 1)
    leap = lambda y: day(y, 12, 31) - day(y, 1, 1) == 365  # noqa: E731
    after_february = gone >= 59
    return later + gone + (after_february * (leap(year + 3) - leap(year)))


def _basket(shops: list[Establishment], year: int) -> dict[str, int]:
    spells = [one.on(day(year)) for one in shops]
    codes = {spell.naf for spell in spells if spell}
    trades = [*BASKET, ("47.23Z",), ("47.29Z",)]
    weights = {trade: next((WEIGHED[c] for c in trade if c in WEIGHED), OTHERS) for trade in trades}
    return {
        "centres": 1,
        "daily_trades": sum(bool(codes & set(trade)) for trade in BASKET),
        "daily_trades_weight": sum(w for trade, w in weights.items() if codes & set(trade)),
        "daily_trades_weight_in_all": sum(weights.values()),
    }


def _converted(shops: list[Establishment], year: int, sets: Sets) -> int:
    """Addresses where a storefront was in the last eight years, and nothing but remote trade at the year end."""
    hosted, now = set(), defaultdict(set)
    since, end = day(year - PREMISES_YEARS) + 1, day(year)
    for one in shops:
        if one.address is None or year < FIRST_ADDRESSES:
            continue
        if any(s.activity in sets.vit and s.first <= end and s.last >= since for s in one.spells):
            hosted.add(one.address)
        spell = one.on(end)
        if spell and spell.activity in sets.counted:
            now[one.address].add(spell.activity)
    remote = sets.distance | {LOGISTICS}
    return sum(bool(now[address]) and now[address] <= remote for address in hosted)
