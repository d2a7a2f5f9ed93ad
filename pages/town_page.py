"""A town's page, its tables to download, and its figures for the page of comparison."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from pages import charts, headline, maps, registers, tables
from pages.context import Context
from pages.folder import Folder
from pages.render import Renderer
from pages.series import AWAITED, BASE, Series
from pages.store import Row, Town
from pages.tables import Table
from warehouse import french

# Steps from a stock to the next, as the flows tell them: column, French words, sign.
STEPS = (
    ("births", "Créations", 1),
    ("reopenings", "Réouvertures", 1),
    ("activity_entries", "Entrées par changement d’activité", 1),
    ("unknown_entries", "Entrées que le registre n’explique pas", 1),
    ("closures", "Fermetures", -1),
    ("activity_exits", "Sorties par changement d’activité", -1),
    ("unknown_exits", "Sorties que le registre n’explique pas", -1),
)
FLOW_ZONES = (("all", "Toute la ville"), ("centre", "Cœur de ville"), ("rest", "Reste de la ville"))
# Notes of a town's files, which hold lists of establishments as well.
LISTS_AND_FILES = (
    "Les établissements à diffusion partielle ne figurent pas dans les listes.",
    "Sources, millésimes et licences :",
)
FIGURE_HEADERS = tables.headers(
    "code_commune,commune,indicateur,libelle,zone,annee,valeur,unite,statut,statut_libelle,motif,evolution_depuis_2022,"
    "unite_evolution,rupture_depuis_2022,mediane_comparables,premier_quartile,troisieme_quartile,rang,parmi,"
    "intervalle_bas,intervalle_haut,millesimes,licences,simule"
)


def write(town: Town, context: Context, renderer: Renderer, folder: Folder) -> None:
    """Put the town's page and files into `folder`: `commune/<code>.…` and `data/<code>.js`."""
    series = context.series(town.blocks["scores"])
    core = [one for one in series if one.info["is_core"]]
    behind = context.files_behind(one.latest for one in series)
    code = town.about["town"]
    page = renderer.page(
        "town.html",
        root="../",
        town=town.about,
        sentences=headline.sentences(town.about["name"], core, town.blocks["centre_rest"]),
        core=[(one, spark(one, town.about["name"])) for one in core],
        others=[one for one in series if not one.info["is_core"]],
        centre_rest=town.blocks["centre_rest"],
        centre_map=_centre_map(town),
        flows=flows(town.blocks["flows"]),
        steps=STEPS,
        zones=FLOW_ZONES,
        pulse=list(_pulse(town)),
        shops=registers.by_activity(town.blocks["shops"]),
        events=town.blocks["events"],
        events_shown=town.blocks["events"][: registers.SHOWN],
        counted=Counter(row["event_fr"] for row in town.blocks["events"]),
        surveys=town.blocks["surveys"],
        footfall=_footfall(town.blocks["footfall"]),
        indices=_indices(town.blocks["indices"]),
        land_jobs=next(iter(town.blocks["land_jobs"]), None),
        transmission=_transmission(series),
        by_code={one.code: one for one in series},
        peers=town.blocks["peers"],
        behind=behind,
        simulated=context.simulated(behind),
    )
    folder.put(f"commune/{code}.html", page)
    for name, content in files(town, series, context, behind).items():
        folder.put(name, content)


def files(town: Town, series: list[Series], context: Context, behind: list[Row]) -> dict[str, str | bytes]:
    """What goes with the page, by name: figures as CSV and XLSX, lists as XLSX and GeoJSON, figures to compare."""
    code = town.about["town"]
    notes = context.notes(town.about["label"], behind, "pour la ville réelle", LISTS_AND_FILES)
    figures = Table("Chiffres", FIGURE_HEADERS, list(_figure_rows(town, series, context)), notes)
    return {
        f"commune/{code}.csv": tables.to_csv(figures),
        f"commune/{code}.xlsx": tables.to_xlsx([figures]),
        **registers.files(code, town.blocks["shops"], town.blocks["events"], notes),
        f"data/{code}.js": _to_compare(town, series, context),
    }


def spark(one: Series, name: str, style: str = "") -> str:
    """The spark line of a series with its peers, and the sentence read in its place."""
    own = [(row["period"], one.value(row)) for row in one.figures if row["value"] is not None]
    if len(own) < 2:
        return ""
    (first, began), (last, ended) = own[0], own[-1]
    told = f"{one.info['label_fr']}, {name} : {began} en {first}, {ended} en {last}"
    shown = [year for year in one.breaks if first < year <= last]
    if shown:
        told += f" ; rupture de série en {french.listed([str(year) for year in shown])}"
    rows = [row for row in one.figures if first <= row["period"] <= last]
    line = charts.Line(
        periods=[row["period"] for row in rows],
        own=[row["value"] for row in rows],
        median=[row.get("peers_median") for row in rows],
        low=[row.get("first_quartile") for row in rows],
        high=[row.get("third_quartile") for row in rows],
        breaks=shown,
    )
    return charts.spark(line, told, style)


def _centre_map(town: Town) -> str:
    about, shops = town.about, town.blocks["shops"]
    if about["geometry"] is None:
        return ""
    zones = Counter(shop["zone"] for shop in shops)
    told = (
        f"Plan du cœur de ville {french.of(about['name'])} : périmètre de {french.quantity(about['area_ha'], 1, 'ha')}, "
        f"{french.number(zones['centre'])} points de vente dedans, {french.number(zones['rest'])} dehors"
    )
    return maps.centre(about["geometry"], shops, told)


def flows(rows: list[Row]) -> dict[str, list[Row]]:
    """By zone, the flows of each year and, last, of all of them together; a chart of their steps with the whole town."""
    by_zone = {zone: list(found) for zone, found in groupby(rows, key=itemgetter("zone"))}
    return {zone: [*found, _total(found)] for zone, found in by_zone.items()}


def _total(rows: list[Row]) -> Row:
    """Stocks at both ends and the sum of what changed them in between."""
    sums = {column: sum(row[column] for row in rows) for column, _, _ in STEPS}
    first, last = rows[0], rows[-1]
    values = [sign * sums[column] for column, _, sign in STEPS]
    told = ", ".join(
        f"{words.lower()} {french.change(value, 0, None)}"
        for (_, words, _), value in zip(STEPS, values, strict=True)
    )
    years = f"{first['period']} à {last['period']}" if len(rows) > 1 else str(first["period"])
    return sums | {
        "period": years,
        "opening_stock": first["opening_stock"],
        "closing_stock": last["closing_stock"],
        "chart": charts.bars(values, [words for _, words, _ in STEPS], f"De {years} : {told}"),
    }


def _pulse(town: Town) -> Iterator[dict[str, Any]]:
    """Each event: its months as a chart, and the last twelve against what was to be expected."""
    by_event: dict[str, list[Row]] = defaultdict(list)
    for row in town.blocks["pulse"]:
        by_event[row["event"]].append(row)
    for warning in town.blocks["warnings"]:
        rows = by_event.get(warning["event"], [])
        if rows:
            span = f"de {french.month(rows[0]['month'])} à {french.month(rows[-1]['month'])}"
            told = f"{warning['label_fr']} par mois, {span} : {' '.join(str(row['events']) for row in rows)}"
            chart = charts.months(
                [row["events"] for row in rows], [row["is_provisional"] for row in rows], told
            )
            yield warning | {"chart": chart, "span": span, "total": sum(row["events"] for row in rows)}


def _footfall(rows: list[Row]) -> list[dict[str, Any]]:
    """Each place with its months as a chart: passers-by a day, months counted in part hollow."""
    found = []
    for _, of_place in groupby(rows, key=itemgetter("site_id")):
        months = list(of_place)
        name = months[0]["site_name"]
        days = [round(row["passers_per_day"]) for row in months]
        span = f"de {french.month(months[0]['month'])} à {french.month(months[-1]['month'])}"
        told = f"{name}, passants par jour compté, {span} : {' '.join(map(str, days))}"
        chart = charts.months(days, [not row["is_whole"] for row in months], told)
        found.append({"name": name, "span": span, "latest": months[-1], "chart": chart})
    return found


def _by_year(found: dict[str, list[Row]]) -> tuple[list[int], dict[str, dict[int, Row]]]:
    """Years of which anything is known, in order, and of each indicator its rows by year."""
    years = sorted({row["period"] for rows in found.values() for row in rows if row["obs_status"] != AWAITED})
    return years, {code: {row["period"]: row for row in rows} for code, rows in found.items()}


def _indices(rows: list[Row]) -> tuple[list[int], dict[str, dict[int, Row]]]:
    """Indices of the counts that have one, by year."""
    by_code = {code: list(found) for code, found in groupby(rows, key=itemgetter("indicator_code"))}
    told = {
        code: found for code, found in by_code.items() if any(r["index_value"] is not None for r in found)
    }
    return _by_year(told)


def _transmission(series: list[Series]) -> tuple[list[int], dict[str, dict[int, Row]]]:
    """Figures of handing shops on, by year since 2022."""
    told = {one.code: one.figures for one in series if one.info["theme"] == "transmission"}
    return _by_year({code: [row for row in rows if row["period"] >= BASE] for code, rows in told.items()})


def _figure_rows(town: Town, series: list[Series], context: Context) -> Iterator[tuple[tables.Cell, ...]]:
    for one in series:
        info = one.info
        for row in one.figures:
            yield (
                town.about["town"],
                town.about["name"],
                one.code,
                info["label_fr"],
                *tables.told(info, row),
                info["change_unit_fr"],
                row["is_across_break"],
                row["peers_median"],
                row["first_quartile"],
                row["third_quartile"],
                row["rank_among_peers"],
                row["ranked_among"],
                row["ci_low"],
                row["ci_high"],
                row["source_vintages"],
                context.licences(row["source_vintages"]),
                row["is_simulated"],
            )


def _to_compare(town: Town, series: list[Series], context: Context) -> str:
    """A script that hands the core figures, as they are shown, to the page of comparison; it works without a server."""
    figures = {
        one.code: [
            one.value() or context.shown(one.latest),
            one.latest["period"],
            one.change() or "",
            one.latest["status_fr"],
            one.bare(name="peers_median") or "",
        ]
        for one in series
        if one.info["is_core"]
    }
    told = {"code": town.about["town"], "label": town.about["label"], "figures": figures}
    return french.spaced(f"barometre({json.dumps(told, ensure_ascii=False, separators=(',', ':'))});\n")
