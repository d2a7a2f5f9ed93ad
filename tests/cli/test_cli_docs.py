"""Pages of sources and the README's table: those committed are what declarations and dbt's graph say."""

import pytest

from cli import docs, exposures, lineage
from cli.dbt_project import seed
from ingestion import pages
from ingestion.pages import Readers
from ingestion.registry import names, sources
from warehouse.settings import PROJECT


@pytest.fixture(scope="module")
def readers(manifest) -> dict[str, Readers]:
    return lineage.readers(manifest)


def test_pages_are_as_declarations_and_graph_say(readers):
    for name, text in pages.pages(readers).items():
        assert (PROJECT / name).read_text("utf-8") == text, f"{name}: run make docs"


def test_a_source_that_no_mart_reads_says_why(readers):
    for source in sources():
        assert bool(source.unread) == (not readers.get(source.name, Readers()).marts), (
            f"{source.name}: unread"
        )


def test_no_page_is_left_of_a_source_that_is_gone():
    assert {path.stem for path in (PROJECT / "docs" / "sources").glob("*.md")} == {"index", *names()}


def test_the_readme_says_who_reads_what(readers):
    assert docs.README.read_text("utf-8") == docs.readme(readers), "run make docs"
    assert all(f"[{name}](docs/sources/{name}.md)" in pages.readers_table(readers) for name in names())


def test_what_an_indicator_says_it_is_made_of_is_above_it(manifest):
    above = lineage.indicator_sources(lineage.Graph(manifest))
    for row in seed("indicator"):
        said = {name.strip() for name in row["source"].split(",")}
        assert said <= above[row["indicator_code"]], row["indicator_code"]


def test_every_measure_has_a_model_that_makes_it(manifest):
    graph = lineage.Graph(manifest)
    assert all(graph.makers(row) for row in seed("measure"))


def test_exposures_are_as_seeds_and_queries_say(manifest):
    assert exposures.PATH.read_text("utf-8") == exposures.text(manifest), "run make docs"


def test_search_finds_an_indicator_by_its_code_and_its_french_words(manifest):
    exposed = {one["name"]: one for one in manifest["exposures"].values()}
    assert {f"indicator_{row['indicator_code'].lower()}" for row in seed("indicator")} <= set(exposed)
    for word in ("vacance", "fermeture", "C10"):
        told = [f"{one['label']} {one['description']} {one['tags']}".lower() for one in exposed.values()]
        assert any(word.lower() in one for one in told), word


def test_an_indicator_leads_to_the_publishers_of_its_own_figures_only(manifest):
    parents = manifest["parent_map"]["exposure.acte2.indicator_c10"]
    graph = lineage.Graph(manifest)
    assert "lovac" not in graph.sources(parents, through_geography=False)
    assert "sirene" in graph.sources(parents, through_geography=False)


def test_the_queries_of_a_page_tell_what_it_reads():
    assert exposures.read(("shops", "events")) == ["mart_centre_shop", "mart_town_event"]


def model(path: str, code: str = "") -> dict[str, str]:
    name = path.rpartition("/")[2].removesuffix(".sql")
    return {"resource_type": "model", "name": name, "path": path, "raw_code": code}


SMALL = {
    "nodes": {
        "model.p.stg_a": model("staging/a/stg_a.sql"),
        "model.p.int_town": model("intermediate/geography/int_town.sql"),
        "model.p.int_figure_a": model("intermediate/figure/int_figure_a.sql", "select 'apples'"),
        "model.p.int_figure_all": model("intermediate/figure/int_figure_all.sql", "where measure <> 'apples'"),
        "model.p.int_measure_a": model("intermediate/measure/int_measure_a.sql", "select 'mean_apples'"),
        "model.p.fct_a": model("marts/fct_a.sql"),
        "model.p.dim_centre": model("marts/dim_centre.sql"),
    },
    "sources": {"source.p.a.t": {}, "source.p.b.t": {}, "source.p.centre.perimeter": {}, "source.p.idle.t": {}},
    "exposures": {"exposure.p.x": {"name": "town_centres", "depends_on": {"nodes": ["model.p.int_town"]}}},
    "parent_map": {
        "model.p.stg_a": ["source.p.a.t"],
        "model.p.int_town": ["source.p.b.t"],
        "model.p.int_figure_a": ["model.p.stg_a", "model.p.int_town"],
        "model.p.int_measure_a": ["model.p.int_figure_a", "model.p.int_figure_all"],
        "model.p.fct_a": ["model.p.int_measure_a"],
        "model.p.dim_centre": ["source.p.centre.perimeter"],
    },
}  # fmt: skip


def test_a_source_is_read_by_the_marts_below_it_town_centres_included():
    graph = lineage.Graph(SMALL)
    assert graph.sources(["model.p.fct_a"]) == {"a", "b"}
    assert graph.sources(["model.p.dim_centre"]) == {"centre", "b"}


def test_what_is_asked_of_contours_comes_from_those_that_it_needs(manifest):
    above = lineage.indicator_sources(lineage.Graph(manifest))
    assert above["C12"] == {"sirene", "sirene_geolocalisation", "cerema_empcom"}
    assert above["P06"] == {"sirene", "sirene_geolocalisation", "cerema_fusac"}
    assert "cerema_empcom" not in above["C01"]


@pytest.mark.parametrize("measure", ["apples", "mean_apples"])
def test_a_figure_comes_from_no_source_of_its_geography(measure):
    graph = lineage.Graph(SMALL)
    made = graph.makers({"measure_code": measure, "origin": "publisher"})
    assert made == ["model.p.int_figure_a"]
    assert graph.sources(made, through_geography=False) == {"a"}
