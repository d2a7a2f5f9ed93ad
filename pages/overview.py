"""What lists, compares and explains: first page, territories, indicators, sources, how to read, comparison."""

import json
from collections import Counter, defaultdict
from importlib.resources import files
from statistics import quantiles
from typing import Any

import psycopg

from pages import maps, store, tables
from pages.context import Context, band_order
from pages.folder import Folder
from pages.render import Renderer, slug
from pages.store import Row
from pages.tables import Table
from pages.town_page import spark
from warehouse import french

STATIC = ("style.css", "chercher.js", "comparer.js")
PROGRAMMES = {"acv": "is_acv", "pvd": "is_pvd", "ort": "is_ort"}
RANKED_HEADERS = tables.headers(
    "indicateur,libelle,code_commune,commune,zone,annee,valeur,unite,statut,statut_libelle,motif,evolution_depuis_2022,"
    "rupture_depuis_2022,rang_parmi_les_villes_de_meme_taille,parmi,licence,simule"
)
TERRITORY_HEADERS = tables.headers(
    "niveau,code,territoire,indicateur,libelle,zone,annee,valeur,unite,statut,statut_libelle,motif,evolution_depuis_2022,"
    "unite_evolution,rupture_depuis_2022,intervalle_bas,intervalle_haut,millesimes,licences,simule"
)
# Values by quarters on the map of an indicator: light and small to dark and large.
CLASSES = ("q1", "q2", "q3", "q4")


def write(conn: psycopg.Connection, context: Context, renderer: Renderer, folder: Folder) -> None:
    """Put every page that is no town's into `folder`."""
    found = ((row["town"], _place(row)) for row in store.rows(conn, "towns"))
    places = {town: place for town, place in found if place}
    _static(folder)
    _lists(context, renderer, folder, places)
    _territories(conn, context, renderer, folder)
    _indicators(conn, context, renderer, folder, places)
    for source, files_of in _by_source(context).items():
        page = renderer.page(
            "source.html",
            root="../",
            source=source,
            files=files_of,
            indicators=_fed(context, source),
            simulated=None,
        )
        folder.put(f"source/{source}.html", page)


def _place(town: Row) -> maps.Place | None:
    """Where a town is drawn: in the middle of its perimeter, where that is shown, else at its town hall."""
    if town["geometry"]:
        return maps.middle(town["geometry"])
    return (town["longitude"], town["latitude"]) if town["longitude"] is not None else None


def _static(folder: Folder) -> None:
    for name in STATIC:
        folder.put(name, (files("pages") / "static" / name).read_text("utf-8"))


def _lists(context: Context, renderer: Renderer, folder: Folder, places: dict[str, maps.Place]) -> None:
    simulated = context.simulated(context.vintages.values())
    linked = [
        (f"commune/{code}.html", context.towns[code]["label"], where)
        for code, where in places.items()
        if code in context.towns
    ]
    by_departement: dict[str, list[Row]] = defaultdict(list)
    for town in sorted(context.towns.values(), key=_by_departement):
        by_departement[f"{town['departement_name']} ({town['departement_code']})"].append(town)
    told: dict[str, dict[str, Any]] = {
        "index": {
            "map": maps.linked(linked, "Carte des villes du baromètre"),
            "by_departement": by_departement,
        },
        "territoires": {},
        "indicateurs": {},
        "sources": {"by_source": _by_source(context)},
        "lire": {},
        "donnees": {"simulated": None},
        "comparer": {},
    }
    for name, more in told.items():
        folder.put(f"{name}.html", renderer.page(f"{name}.html", root="", **{"simulated": simulated, **more}))
    folder.put("data/chercher.js", _script("barometreListe", _searched(context)))
    codes = [[row["indicator_code"], row["label_fr"]] for row in context.core]
    folder.put("data/indicateurs.js", _script("barometreIndicateurs", codes))


def _by_departement(town: Row) -> tuple[str, str]:
    return french.plain(town["departement_name"]), french.plain(town["name"])


def _script(name: str, told: Any) -> str:
    return f"const {name} = {json.dumps(told, ensure_ascii=False, separators=(',', ':'))};\n"


def _searched(context: Context) -> list[tuple[str, str, str]]:
    """What the search knows: label, what it is, address."""
    return [
        *((row["label"], "ville", f"commune/{row['town']}.html") for row in context.towns.values()),
        *((row["label"], row["level_fr"], address(row)) for row in context.territories if address(row)),
        *(
            (f"{code} {row['label_fr']}", "indicateur", f"indicator/{code}.html")
            for code, row in context.indicators.items()
        ),
        *((row["title_fr"], "source", f"source/{source}.html") for source, row in context.sources.items()),
    ]


def address(territory: Row) -> str:
    """Where a territory's page is, from the site's first page."""
    return f"{territory['territory_level']}/{slug(territory['territory_code'])}.html"


def _territories(conn: psycopg.Connection, context: Context, renderer: Renderer, folder: Folder) -> None:
    by_place = {f"{row['territory_level']}/{row['territory_code']}": row for row in context.territories}
    for key, figures in store.grouped(conn, "territory_scores", "territory"):
        territory = by_place[key]
        series = context.series(figures)
        behind = context.files_behind(one.latest for one in series)
        page = renderer.page(
            "territory.html",
            root="../",
            territory=territory,
            core=[(one, spark(one, territory["name"])) for one in series],
            towns=_towns_of(territory, context),
            behind=behind,
            simulated=context.simulated(behind),
        )
        name = address(territory).removesuffix(".html")
        folder.put(f"{name}.html", page)
        rows = [_territory_row(territory, row, context) for one in series for row in one.figures]
        _put_table(
            folder,
            name,
            Table("Chiffres", TERRITORY_HEADERS, rows, context.notes(territory["label"], behind)),
        )


def _towns_of(territory: Row, context: Context) -> list[Row]:
    """Towns in scope that are part of a territory."""
    level, code = territory["territory_level"], territory["territory_code"]
    if level in ("epci", "departement", "region"):
        return [town for town in context.towns.values() if town[f"{level}_code"] == code]
    if level == "population_band":
        return [town for town in context.towns.values() if town["population_band"] == code]
    return [town for town in context.towns.values() if town.get(PROGRAMMES.get(code, ""), True)]


def _territory_row(territory: Row, row: Row, context: Context) -> tuple[tables.Cell, ...]:
    info = context.indicators[row["indicator_code"]]
    return (
        territory["level_fr"],
        territory["territory_code"],
        territory["name"],
        row["indicator_code"],
        info["label_fr"],
        *tables.told(info, row),
        info["change_unit_fr"],
        row["is_across_break"],
        row["ci_low"],
        row["ci_high"],
        row["source_vintages"],
        context.licences(row["source_vintages"]),
        row["is_simulated"],
    )


def _indicators(
    conn: psycopg.Connection,
    context: Context,
    renderer: Renderer,
    folder: Folder,
    places: dict[str, maps.Place],
) -> None:
    """A page an indicator; one that towns do not have (an EPCI's) has no map and no ranking."""
    by_code = dict(store.grouped(conn, "indicator_towns", "indicator_code"))
    for code, info in context.indicators.items():
        if info["is_class"]:
            by_code[code] = [row | {"rank": None, "ranked_among": None} for row in by_code.get(code, [])]
    sources = _by_source(context)
    for code, info in context.indicators.items():
        series = context.series(by_code.get(code, []))
        rows = by_code.get(code, [])
        of = [source for source in info["source"].split(", ") if source in sources]
        behind = [row for source in of for row in sources[source]]
        bounds = [] if info["is_class"] else _bounds(rows)
        page = renderer.page(
            "indicator.html",
            root="../",
            info=info,
            one=series[0] if series else None,
            ranked=sorted(rows, key=_by_size_and_rank),
            bounds=bounds,
            map=_quarters_map(rows, bounds, info, places) if bounds else "",
            reasons=context.reasons.get(code, []),
            of=of,
            simulated=context.simulated(behind),
        )
        folder.put(f"indicator/{code}.html", page)
        licences = ", ".join(dict.fromkeys(context.licence(row) for row in behind))
        table = [_ranked_row(row, info, licences) for row in rows]
        notes = context.notes(f"{code} {info['label_fr']}", behind)
        _put_table(folder, f"indicator/{code}", Table("Villes", RANKED_HEADERS, table, notes))


def _by_size_and_rank(row: Row) -> tuple[int, int, str]:
    return band_order(row["population_band"]), row["rank"] or 10**6, french.plain(row["label"])


def _bounds(rows: list[Row]) -> list[float]:
    """The quartiles of the towns' values; none among fewer than four that differ."""
    values = [row["value"] for row in rows if row["value"] is not None]
    return quantiles(values, n=4, method="inclusive") if len(set(values)) >= 4 else []


def _quarters_map(rows: list[Row], bounds: list[float], info: Row, places: dict[str, maps.Place]) -> str:
    found: dict[str, list[maps.Place]] = {name: [] for name in CLASSES}
    for row in rows:
        if row["value"] is not None and row["code_commune"] in places:
            found[CLASSES[sum(row["value"] > bound for bound in bounds)]].append(places[row["code_commune"]])
    counts = Counter({name: len(where) for name, where in found.items()})
    told = f"{info['label_fr']}, {counts.total()} villes en quatre classes ; les valeurs sont dans le tableau"
    return maps.france(found.items(), told)


def _ranked_row(row: Row, info: Row, licences: str) -> tuple[tables.Cell, ...]:
    return (
        info["indicator_code"],
        info["label_fr"],
        row["code_commune"],
        row["label"],
        *tables.told(info, row),
        row["is_across_break"],
        row["rank"],
        row["ranked_among"],
        licences,
        row["is_simulated"],
    )


def _put_table(folder: Folder, name: str, table: Table) -> None:
    folder.put(f"{name}.csv", tables.to_csv(table))
    folder.put(f"{name}.xlsx", tables.to_xlsx([table]))


def _by_source(context: Context) -> dict[str, list[Row]]:
    """Files of each source that the release was built from."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in context.vintages.values():
        found[row["source"]].append(row)
    return dict(found)


def _fed(context: Context, source: str) -> list[Row]:
    """Indicators that a source feeds."""
    return [row for row in context.indicators.values() if source in row["source"].split(", ")]
