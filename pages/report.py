"""A town's report to print: two to four pages of A4, PDF, by Typst."""

import json
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from typing import Any

import psycopg
import typst

from pages import charts, context, headline, store
from pages.context import Context, Simulated
from pages.errors import PagesError
from pages.series import Series
from pages.store import Row, Town
from pages.town_page import FLOW_ZONES, STEPS, flows, spark
from warehouse import french
from warehouse.settings import Settings

# Towns beside the reported one: more columns would not fit the page.
MOST_AGAINST = 4
PEERS = "peers"
# Groups that a town can be compared with: those of which it is in one only.
COMPARED_WITH = (PEERS, "peers_never_in_programme", "population_band", "departement")
_OF_GROUP = (
    "peers_median",
    "first_quartile",
    "third_quartile",
    "peers_with_value",
    "peers_change_since_2022",
    "rank_among_peers",
    "ranked_among",
    "change_against_peers",
)


def reports(
    settings: Settings,
    code: str | None,
    against: Sequence[str],
    until: int | None,
    compared_with: str = PEERS,
) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the reports of one town, or with no `code` of all, beside a group of `COMPARED_WITH`.

    Raises PagesError for an unknown town.
    """
    with store.reading(settings) as conn:
        known = context.read(conn)
        unknown = [one for one in (code, *against) if one and one not in known.towns]
        if unknown:
            raise PagesError(f"no town in scope: {', '.join(unknown)}")
        named = frozenset(against)
        beside = {town.about["town"]: town for town in store.towns(conn, named)} if named else {}
        for town in store.towns(conn, frozenset([code]) if code else None):
            others = [beside[one] for one in dict.fromkeys(against) if one != town.about["town"]]
            yield f"{town.about['town']}.pdf", pdf(among(conn, town, compared_with), others, known, until)


def among(conn: psycopg.Connection, town: Town, group_kind: str) -> Town:
    """The town with its group of that kind where its peers were; `about` tells which, as `compared_with_fr`."""
    if group_kind == PEERS:
        return town
    found = store.rows(conn, "compared", town=town.about["town"], kind=group_kind)
    placed = {(row["indicator_code"], row["zone"], row["period"]): row for row in found}
    nowhere: Row = dict.fromkeys(_OF_GROUP)
    scores = []
    for score in town.blocks["scores"]:
        key = (score["indicator_code"], score["zone"], score["period"])
        # A town's own survey is not held against the proxies of others.
        place = nowhere if score["is_own"] else placed.get(key, nowhere)
        scores.append({**score, **{name: place[name] for name in _OF_GROUP}})
    told = {**town.about, "compared_with_fr": found[0]["group_fr"] if found else "aucune"}
    return Town(told, {**town.blocks, "scores": scores})


def pdf(town: Town, against: Sequence[Town], shared: Context, until: int | None = None) -> bytes:
    """The report of a town beside others, of the years up to `until` (default: all).

    Raises PagesError when there are too many others, or when Typst refuses the document.
    """
    if len(against) > MOST_AGAINST:
        raise PagesError(f"--against names {len(against)} towns: {MOST_AGAINST} fit the page")
    told = json.dumps(_told(town, against, shared, until), ensure_ascii=False)
    template = (files("pages") / "templates" / "report.typ").read_bytes()
    try:
        made = typst.compile(template, sys_inputs={"told": told})
    except typst.TypstError as error:
        raise PagesError(f"the report of {town.about['label']} cannot be set: {error}") from error
    return bytes(made)


def _told(town: Town, against: Sequence[Town], shared: Context, until: int | None) -> dict[str, Any]:
    """All that the template shows, as text."""
    core = _core(town, shared, until)
    beside = [{one.code: one for one in _core(other, shared, until)} for other in against]
    behind = shared.files_behind(one.latest for one in core)
    simulated = shared.simulated(behind)
    told = {
        "title": town.about["label"],
        "facts": _facts(town.about),
        "sentences": headline.sentences(
            town.about["name"], core, town.blocks["centre_rest"] if until is None else []
        ),
        "simulated": _warning(simulated),
        "against": [other.about["label"] for other in against],
        "core": [_row(one, [others.get(one.code) for others in beside], town, shared) for one in core],
        "flows": _flow_table(town, until),
        "sources": list(dict.fromkeys(_source(row, shared) for row in behind)),
    }
    spaced: dict[str, Any] = _spaced(told)
    return spaced


def _warning(simulated: Simulated) -> str:
    if not simulated.titles:
        return ""
    which = "Tous les chiffres" if simulated.is_all else "Des chiffres"
    return f"{which} de ce rapport sont inventés pour la démonstration : ils ne disent rien des territoires réels."


def _core(town: Town, shared: Context, until: int | None) -> list[Series]:
    scores = [row for row in town.blocks["scores"] if until is None or row["period"] <= until]
    if not scores:
        raise PagesError(f"{town.about['label']} has no figure up to {until}")
    return [one for one in shared.series(scores) if one.info["is_core"]]


def _row(one: Series, others: Iterable[Series | None], town: Town, shared: Context) -> dict[str, Any]:
    latest = one.latest
    rank = latest["rank_among_peers"]
    return {
        "theme": one.info["theme_fr"],
        "label": one.info["label_fr"],
        "value": one.value() or shared.shown(latest),
        "period": str(latest["period"]),
        "change": (one.change() or "–")
        + (f"{french.HARD}*" if latest["is_across_break"] and one.change() else ""),
        "peers": one.bare(name="peers_median") or "–",
        "rank": f"{french.ordinal(rank)}/{latest['ranked_among']}" if rank else "–",
        "status": latest["status_fr"],
        "spark": spark(one, town.about["name"], charts.STYLE),
        "others": [(other.bare() or shared.shown(other.latest)) if other else "–" for other in others],
    }


def _source(row: Row, shared: Context) -> str:
    return f"{shared.title(row['source'])}, {row['vintage']} ({shared.licence(row)})"


def _facts(about: Row) -> list[str]:
    """The town in a few words."""
    told = [
        ", ".join(dict.fromkeys((about["departement_name"], about["region_name"]))),
        about["epci_name"],
        about["acv_cohort_fr"],
    ]
    if about["population"] is not None:
        told.insert(0, f"{french.quantity(about['population'], 0, 'habitants')} ({about['population_year']})")
    if group := about.get("compared_with_fr"):
        told.append(f"villes comparables : {french.inside(group)}")
    return [one for one in told if one]


def _flow_table(town: Town, until: int | None) -> list[list[str]]:
    """Why the number of storefronts changed: a row a step, a column a zone, from 2023 on."""
    rows = [row for row in town.blocks["flows"] if until is None or row["period"] <= until]
    totals = {zone: found[-1] for zone, found in flows(rows).items()}
    zones = [(zone, title) for zone, title in FLOW_ZONES if zone in totals]
    if not zones:
        return []
    return [
        [f"De {totals[zones[0][0]]['period']}", *(title for _, title in zones)],
        ["Au début", *(french.number(totals[zone]["opening_stock"]) for zone, _ in zones)],
        *(
            [words, *(french.change(sign * totals[zone][column], 0, None) for zone, _ in zones)]
            for column, words, sign in STEPS
        ),
        ["À la fin", *(french.number(totals[zone]["closing_stock"]) for zone, _ in zones)],
    ]


def _spaced(told: Any) -> Any:
    """French spaces in every text, drawings aside."""
    match told:
        case str():
            return told if told.startswith("<svg") else french.spaced(told)
        case list():
            return [_spaced(one) for one in told]
        case dict():
            return {name: _spaced(one) for name, one in told.items()}
        case _:
            return told
