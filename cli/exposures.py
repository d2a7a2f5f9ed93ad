"""`_marts__exposures.yml`: who reads the marts (indicators, pages, files), so that dbt's site finds and links them.

An indicator is an exposure of its own: dbt's search finds it by its code and its French words, and its graph leads to the
publishers of its own figures, not to those of all of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml

from cli.dashboards_read import dashboards
from cli.dbt_project import seed
from cli.lineage import Graph, indicator_sources, marts_named
from exports.mart import LEFT_OUT
from ingestion.registry import names
from pages import store
from warehouse.settings import PROJECT

PATH = PROJECT / "dbt_project" / "models" / "marts" / "_marts__exposures.yml"
OWNER = {"name": "Baromètre Acte II"}
_SAYS = "# Written by `make docs` from the seeds of indicators and the queries of pages/: change those, not this file.\n"
_SITE = "../towns"
# What every page shares (`pages.context`).
_SHARED = ("breaks", "indicators", "sources", "statuses", "territories", "towns", "vintages")


def text(manifest: Mapping[str, Any]) -> str:
    """The file as it follows from the seeds, dbt's graph and the queries of the pages."""
    graph = Graph(manifest)
    marts = sorted(manifest["nodes"][name]["name"] for name in graph.marts())
    told = {"version": 2, "exposures": [*_readers(marts), *_indicators(manifest, graph)]}
    written = yaml.dump(told, Dumper=_Indented, allow_unicode=True, sort_keys=False, width=120)
    return _SAYS + written


class _Indented(yaml.SafeDumper):
    """Lists stand deeper than their key, as in the files written by hand; nothing is told by reference."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _readers(marts: list[str]) -> Iterator[dict[str, Any]]:
    """What readers are handed: each kind of page, reports, files, checks."""
    for name, label, page, queries in (
        (
            "page_first",
            "Première page : carte et recherche des villes",
            "index.html",
            ("release", "revisions", *_SHARED),
        ),
        ("page_town", "Page d’une ville", "index.html#villes", (*_SHARED, *store.BLOCKS)),
        ("page_comparison", "Comparaison de villes", "comparer.html", (*_SHARED, "scores")),
        ("page_territory", "Page d’un territoire", "territoires.html", (*_SHARED, "territory_scores")),
        (
            "page_indicator",
            "Page d’un indicateur : carte et classement",
            "indicateurs.html",
            (*_SHARED, "indicator_towns"),
        ),
        ("page_source", "Page d’une source", "sources.html", (*_SHARED,)),
        ("report_town", "Rapport d’une ville à imprimer (PDF)", "index.html", (*_SHARED, *store.BLOCKS)),
    ):
        said = (
            "Static page in French (room `pages/`)." if name != "report_town" else "`python -m pages report`."
        )
        yield _exposure(name, label, said, f"{_SITE}/{page}", read(queries), "application")
    drawn = ["int_storefront_point", "int_town", "stg_centre__perimeter"]
    said = "A map for each town centre (room `centres/`)."
    yield _exposure(
        "page_centre", "Plan d’un cœur de ville", said, "../centres/index.html", drawn, "application"
    )
    files = [name for name in marts if name not in LEFT_OUT]
    said = "CSV, Parquet, GeoJSON, SDMX-CSV with structure, licences and DCAT catalogue (`make export`)."
    yield _exposure(
        "open_files",
        "Fichiers ouverts de la publication",
        said,
        f"{_SITE}/donnees.html",
        files,
        "application",
    )
    for one in dashboards(PROJECT / "dashboards", marts):
        said = f"{one.says} (Superset, `make superset`)."
        yield _exposure(
            f"dashboard_{one.slug}",
            one.title,
            said,
            f"/superset/dashboard/{one.slug}/",
            list(one.marts),
            "dashboard",
        )
    said = "Great Expectations' results on raw files and marts, in French."
    yield _exposure("data_docs", "Contrôles des données", said, "../quality/index.html", marts, "application")


def read(queries: Iterable[str]) -> list[str]:
    """Marts that queries of the pages read."""
    return sorted({mart for name in queries for mart in marts_named(store.query(name))})


def _indicators(manifest: Mapping[str, Any], graph: Graph) -> Iterator[dict[str, Any]]:
    """An exposure an indicator, hanging on the models that make it."""
    french = {row["indicator_code"]: row for row in seed("indicator_fr")}
    themes = {row["theme"]: row["label_fr"] for row in seed("theme")}
    measures = {row["measure_code"]: row for row in seed("measure")}
    sources = indicator_sources(graph)
    for row in seed("indicator"):
        code = row["indicator_code"]
        models = [manifest["nodes"][name]["name"] for name in _makers(graph, row, measures)]
        words = french[code]
        said = (
            f"{words['definition_fr']} {words['caveat_fr']}\n\nThème : {themes[row['theme']]}. In English: {row['label_en']}. "  # noqa: S608 (to be read)
            f"{row['definition']}\n\nIts values: `select * from marts.fct_indicator_value where indicator_code = '{code}'`."
        )
        told = _exposure(
            f"indicator_{code.lower()}",
            f"{code} {row['label_fr']}",
            said,
            f"{_SITE}/indicator/{code}.html",
            sorted(set(models)),
            "analysis",
        )
        meta = {
            "indicator": code,
            "sources": sorted(sources[code] & set(names())),
            "version": int(row["version"]),
        }
        tags = ["indicator", row["theme"], code, *(["core"] if row["is_core"] == "true" else [])]
        yield {**told, "config": {"tags": tags, "meta": meta}}


def _makers(graph: Graph, row: Mapping[str, str], measures: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Models that make the terms of an indicator, or the one that computes it where it has none."""
    terms = (row[name] for name in ("numerator_measure", "denominator_measure"))
    made = [model for term in terms if term for model in graph.makers(measures[term])]
    return made or [graph.computed_by(row)]


def _exposure(name: str, label: str, says: str, url: str, reads: list[str], kind: str) -> dict[str, Any]:
    return {
        "name": name,
        "label": label,
        "type": kind,
        "url": url,
        "description": says,
        "owner": OWNER,
        "depends_on": [f"ref('{one}')" for one in reads],
    }
