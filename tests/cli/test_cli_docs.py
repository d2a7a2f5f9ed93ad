"""Pages of sources and the README's table: those committed are what declarations and dbt's graph say."""

import pytest

from cli import columns, docs, exposures, lineage
from cli.dashboards_read import dashboards
from cli.dbt_project import seed
from exports import licences
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


def test_a_dashboard_reads_what_the_data_of_its_charts_name(tmp_path):
    files = {
        "assets/datasets/fct_pulse.yaml": "uuid: d\n",
        "assets/datasets/dim_zone.yaml": "uuid: e\n",
        "assets/charts/a.yaml": "uuid: c\ndataset_uuid: d\n",
        "assets/charts/b.yaml": "uuid: f\ndataset_uuid: e\n",
        "assets/dashboards/pouls.yaml": "slug: pouls\ndashboard_title: Le pouls\nposition:\n  A:\n    meta:\n      uuid: c\n",
        "sql/fct_pulse.sql": "select from marts.fct_pulse join marts.dim_territory join marts.gone",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (one,) = dashboards(tmp_path, ["fct_pulse", "dim_territory", "dim_zone"])
    assert (one.slug, one.title, one.marts) == ("pouls", "Le pouls", ("dim_territory", "fct_pulse"))
    assert not list(dashboards(tmp_path / "none", []))


def test_the_queries_of_a_page_tell_what_it_reads():
    assert exposures.read(("shops", "events")) == ["mart_centre_shop", "mart_town_event"]


PLACED = {"geometry", "longitude", "latitude"}


def test_each_mart_with_places_says_where_they_come_from(manifest):
    assert docs.PLACES.read_text("utf-8") == docs.places(manifest), "run make docs"
    graph, told = lineage.Graph(manifest), lineage.places(manifest)
    tables = {name.split(".")[3]: name.split(".")[2] for name in manifest["sources"]}
    for mart in graph.marts():
        node = manifest["nodes"][mart]
        if PLACED & set(node["columns"]):
            assert {tables[one] for one in told[node["name"]]} <= graph.sources([mart]), mart
            silent = [
                name
                for name, column in node["columns"].items()
                if name in PLACED and not column["config"]["meta"].get("drawn_from")
            ]
            assert not silent, (mart, silent)


def test_every_table_under_odbl_is_known_to_be():
    tables = {r.raw_table for s in sources() if "ODbL" in s.licence for r in s.resources}
    assert tables >= licences.TABLES_UNDER_ODBL
    whole = {s.name for s in sources() if s.licence.startswith("ODbL")}
    assert {
        r.raw_table for s in sources() if s.name in whole for r in s.resources
    } <= licences.TABLES_UNDER_ODBL


def test_the_marts_that_hold_openstreetmap_s_places_are_shared_alike():
    under = {mart for mart in licences.places() if licences.ODBL in licences.licences(mart)}
    assert under == {"geo_territory", "mart_town_profile", "dim_town_centre"}


def test_columns_of_an_indicator_are_those_above_the_value_of_its_models():
    edges = [
        ("source.p.s.t", "raw", "model.p.stg", "n"),
        ("source.p.s.t", "key", "model.p.stg", "k"),
        ("model.p.stg", "n", "model.p.int_a", "value"),
        ("model.p.stg", "k", "model.p.int_a", "code"),
    ]
    names = ("source", "sourceColumn", "target", "targetColumn")
    found = {"lineage": {"edges": [dict(zip(names, edge, strict=True)) for edge in edges]}}
    column = {"description": "Jobs. Published as `EMP`"}
    manifest = {
        "sources": {"source.p.s.t": {"source_name": "s", "name": "t", "columns": {"raw": column}}},
        "exposures": {
            "e": {"config": {"meta": {"indicator": "C01"}}, "depends_on": {"nodes": ["model.p.int_a"]}},
            "page": {"config": {}, "depends_on": {"nodes": ["model.p.int_a"]}},
        },
    }
    assert list(columns.of_indicators(found, manifest)) == [
        ("C01", "int_a", "s", "t", "raw", "Jobs. Published as `EMP`")
    ]


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
