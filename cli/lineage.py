"""Who reads a source: the marts and the indicators below it, by dbt's own graph."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cli.dbt_project import seed
from ingestion.pages import Readers

# What dbt cannot see: Python draws from what these exposures read, and dbt reads what was drawn as these sources.
DRAWN = {"town_centres": "centre", "peer_groups": "peer"}
_GEOGRAPHY, _MARTS = "intermediate/geography/", "marts/"
# A publisher's figures and the measures made of them stand in two models of one stem; one counts all of
# Sirene's but those asked of contours.
_FIGURES, _MEASURES, _COUNTED = "int_figure_", "int_measure_", "int_measure_sirene"
_IN_ZONES = "int_measure_zone"
# Counted from notices, not published as figures.
_OF_NOTICES = "int_measure_notice"
# A macro by which figures are read from their fact without towns' own data: what is made of them comes from the proxies.
_PUBLIC, _STORED, _PROXIES = (
    "public_figures()",
    ("fct_indicator_value", "int_indicator_displaced"),
    "int_indicator_value",
)


class Graph:
    """dbt's manifest as a graph of models and sources."""

    def __init__(self, manifest: Mapping[str, Any]) -> None:
        self._models = {
            name: node for name, node in manifest["nodes"].items() if node["resource_type"] == "model"
        }
        self._parents = {name: set(above) for name, above in manifest["parent_map"].items()}
        self._tables = {name.split(".")[3]: name.split(".")[2] for name in manifest["sources"]}
        for exposure in manifest["exposures"].values():
            for name in manifest["sources"]:
                if name.split(".")[2] == DRAWN.get(exposure["name"]):
                    self._parents.setdefault(name, set()).update(exposure["depends_on"]["nodes"])
        self._by_name = {node["name"]: name for name, node in self._models.items()}
        for name in self._models:
            if _PUBLIC in self._code(name):
                self._parents[name] -= {self._by_name[stored] for stored in _STORED}
                self._parents[name].add(self._by_name[_PROXIES])

    def marts(self) -> list[str]:
        """Models that readers see."""
        return [name for name in self._models if self._path(name).startswith(_MARTS)]

    def makers(self, measure: Mapping[str, str]) -> list[str]:
        """Models that make a measure: the figures of whoever names it, or the one that counts all of Sirene's."""
        by_name = self._by_name
        if measure["origin"] != "publisher":
            return [by_name[_IN_ZONES if measure["origin"] == "metropole" else _COUNTED]]
        stems = (name.removeprefix(_FIGURES) for name in by_name if name.startswith(_FIGURES))
        pairs = [(_FIGURES + stem, _MEASURES + stem) for stem in stems if _MEASURES + stem in by_name]
        code = f"'{measure['measure_code']}'"
        made = [by_name[pair[0]] for pair in pairs if any(code in self._code(by_name[one]) for one in pair)]
        counted = [_OF_NOTICES] if _OF_NOTICES in by_name else []
        return made or [by_name[one] for one in counted if code in self._code(by_name[one])]

    def computed_by(self, indicator: Mapping[str, str]) -> str:
        """The model of an indicator that is none of the measures: as published, or of jobs by activity."""
        return self._by_name[f"int_indicator_{indicator['model']}"]

    def sources(self, models: Iterable[str], through_geography: bool = True) -> set[str]:
        """Declared sources above some models; without geography, only those that figures come from."""
        return {name.split(".")[2] for name in self._above(models, through_geography)}

    def sources_of(self, tables: Iterable[str]) -> set[str]:
        """Declared sources of some raw tables."""
        return {self._tables[table] for table in tables}

    def _above(self, models: Iterable[str], through_geography: bool) -> Iterator[str]:
        seen, waiting = set(models), list(models)
        while waiting:
            name = waiting.pop()
            if name.startswith("source."):
                yield name
            if through_geography or not self._path(name).startswith(_GEOGRAPHY):
                new = self._parents.get(name, set()) - seen
                seen |= new
                waiting += new

    def _code(self, name: str) -> str:
        return str(self._models[name]["raw_code"])

    def _path(self, name: str) -> str:
        return str(self._models[name]["path"]) if name in self._models else ""


def readers(manifest: Mapping[str, Any]) -> dict[str, Readers]:
    """Readers of every source that dbt knows."""
    graph = Graph(manifest)
    above_mart = {manifest["nodes"][mart]["name"]: graph.sources([mart]) for mart in graph.marts()}
    above_indicator = indicator_sources(graph)
    names = {name.split(".")[2] for name in manifest["sources"]}
    return {
        name: Readers(_holding(above_mart, name), _holding(above_indicator, name)) for name in sorted(names)
    }


def indicator_sources(graph: Graph) -> dict[str, set[str]]:
    """Sources from which each indicator's figures come; those of its geography are not told.

    Of one without measures, those that its row names and that are above its model.
    """
    measures = {row["measure_code"]: row for row in seed("measure")}
    made_of = {code: _made_of(graph, row) for code, row in measures.items()}
    terms = ("numerator_measure", "denominator_measure")
    return {
        row["indicator_code"]: set().union(*(made_of[row[term]] for term in terms if row[term]))
        or graph.sources([graph.computed_by(row)]) & {name.strip() for name in row["source"].split(",")}
        for row in seed("indicator")
    }


def _made_of(graph: Graph, measure: Mapping[str, str]) -> set[str]:
    """Sources of a measure. All that is asked of contours stands in one model: each names the files it needs."""
    if measure["origin"] == "metropole":
        return graph.sources_of(["sirene_etablissement", *measure["needs"].split()])
    return graph.sources(graph.makers(measure), through_geography=False)


def _holding(above: Mapping[str, set[str]], source: str) -> tuple[str, ...]:
    return tuple(sorted(name for name, sources in above.items() if source in sources))


def places(manifest: Mapping[str, Any]) -> dict[str, list[str]]:
    """Of each mart that holds places, the raw tables that its columns say they are `drawn_from` (meta)."""
    found: dict[str, list[str]] = {}
    for name in Graph(manifest).marts():
        columns = manifest["nodes"][name]["columns"].values()
        drawn = {table for one in columns for table in one["config"].get("meta", {}).get("drawn_from", ())}
        if drawn:
            found[manifest["nodes"][name]["name"]] = sorted(drawn)
    return dict(sorted(found.items()))


def marts_named(query: str) -> list[str]:
    """Marts that a reader's query names, as often as it does."""
    return re.findall(r"\bmarts\.([a-z_]+)", query)
