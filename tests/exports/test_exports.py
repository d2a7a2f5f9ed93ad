"""One small release, exported: read back by the tools that the formats are for, twice alike, formulas defused."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import frictionless
import pyarrow.parquet as pq
import pyshacl
import pytest
from pysdmx.io import get_datasets
from rdflib import DCTERMS, Graph, URIRef

from exports import licences, write
from exports.errors import ExportError
from tests.conftest import fresh_settings
from tests.handing import released
from warehouse.connect import connect_url
from warehouse.settings import Settings

MARTS = """
    SET search_path TO marts_candidate;
    CREATE TABLE dim_indicator (indicator_code text PRIMARY KEY, label_fr text NOT NULL, formula_fr text, is_core boolean);
    CREATE TABLE dim_level (territory_level text PRIMARY KEY, label_fr text);
    CREATE TABLE dim_zone (zone text PRIMARY KEY, label_fr text);
    CREATE TABLE dim_status (obs_status text NOT NULL, label_fr text);
    CREATE TABLE dim_source_vintage (source text, raw_table text, vintage text, loaded_at timestamptz, is_simulated boolean);
    CREATE TABLE geo_territory (
        territory_level text, territory_code text, geometry text, longitude double precision, latitude double precision,
        PRIMARY KEY (territory_level, territory_code)
    );
    CREATE TABLE fct_indicator_value (
        indicator_code text REFERENCES dim_indicator, territory_level text, territory_code text, zone text, period integer,
        value double precision, numerator double precision, denominator double precision, obs_status text, conf_status text,
        coverage double precision, ci_low double precision, ci_high double precision, source_vintages text,
        is_simulated boolean, PRIMARY KEY (indicator_code, territory_level, territory_code, zone, period)
    );
    CREATE VIEW mart_indicator AS SELECT value FROM fct_indicator_value;
    COMMENT ON TABLE dim_indicator IS 'One row per indicator';
    COMMENT ON COLUMN dim_indicator.label_fr IS 'Label in French';
    INSERT INTO dim_indicator VALUES ('C04', '=1+1', '- somme, de "tout"', true), ('C01', 'Points de vente', NULL, NULL);
    INSERT INTO dim_level VALUES ('commune', 'Commune');
    INSERT INTO dim_zone VALUES ('all', 'Ensemble');
    INSERT INTO dim_status VALUES ('A', 'Normale'), ('Q', 'Secret'), ('Q', 'Secret');
    INSERT INTO dim_source_vintage VALUES ('sirene', 'sirene_etablissement', '2026-09', '2026-10-02 10:00+02', true),
        ('osm_banco', 'osm_banco_shop', '2026-09-28', NULL, false);
    INSERT INTO geo_territory VALUES ('commune', '01001', '{"type": "Polygon", "coordinates": []}', 5.1, 46.1),
        ('commune', '01002', NULL, NULL, NULL);
    INSERT INTO fct_indicator_value VALUES
        ('C04', 'commune', '01001', 'all', 2024, 5.25, 21, 400, 'A', 'F', 1, 5, 5.5, 'sirene_etablissement@2026-09', true),
        ('C04', 'commune', '01001', 'all', 2023, NULL, NULL, NULL, 'Q', 'C', 1, NULL, NULL, NULL, true);
"""


@pytest.fixture(scope="module")
def settings(pg_server: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A warehouse without a release."""
    yield from fresh_settings(pg_server, tmp_path_factory.mktemp("exports"), "acte2_exports")


@pytest.fixture(scope="module")
def exported(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    parent = tmp_path_factory.mktemp("out")
    with pytest.raises(ExportError, match="nothing was released"):
        write.write(settings, parent)
    with connect_url(settings.warehouse_url, autocommit=True) as owner:
        owner.execute(MARTS)
    released(settings)
    return write.write(settings, parent)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_folder_is_of_one_release_and_named_by_it(exported: Path) -> None:
    assert exported.name == "acte2_exports_release_1"
    assert not (exported / "csv" / "mart_indicator.csv").exists()
    assert "SIMULÉES" in (exported / "LISEZMOI.md").read_text("utf-8")
    assert licences.ATTRIBUTION in (exported / "LISEZMOI.md").read_text("utf-8")


def test_the_same_release_gives_the_same_bytes(exported: Path, settings: Settings, tmp_path: Path) -> None:
    again = write.write(settings, tmp_path)
    assert (again / "SHA256SUMS").read_text() == (exported / "SHA256SUMS").read_text()
    assert len((again / "SHA256SUMS").read_text().splitlines()) >= 20


def test_a_cell_that_begins_like_a_formula_stays_text(exported: Path) -> None:
    told = {row["indicator_code"]: row for row in rows(exported / "csv" / "dim_indicator.csv")}
    assert told["C04"]["label_fr"] == "'=1+1"
    assert told["C04"]["formula_fr"] == '\'- somme, de "tout"'
    kept = {
        row["indicator_code"]: row
        for row in pq.read_table(exported / "parquet" / "dim_indicator.parquet").to_pylist()
    }
    assert kept["C04"] == {
        "indicator_code": "C04",
        "label_fr": "=1+1",
        "formula_fr": '- somme, de "tout"',
        "is_core": True,
    }
    assert kept["C01"]["formula_fr"] is None


def test_what_is_secret_is_empty_and_not_zero(exported: Path) -> None:
    secret, shown = rows(exported / "csv" / "fct_indicator_value.csv")
    assert (secret["value"], secret["obs_status"]) == ("", "Q")
    assert (shown["value"], shown["period"]) == ("5.25", "2024")
    kept = pq.read_table(exported / "parquet" / "fct_indicator_value.parquet").to_pylist()
    assert [row["value"] for row in kept] == [None, 5.25]


def test_the_data_package_is_valid(exported: Path) -> None:
    report = frictionless.Package(str(exported / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])
    told = json.loads((exported / "datapackage.json").read_text("utf-8"))
    by_name = {one["name"]: one for one in told["resources"]}
    assert by_name["dim_indicator"]["description"] == "One row per indicator"
    assert (
        by_name["fct_indicator_value"]["schema"]["foreignKeys"][0]["reference"]["resource"] == "dim_indicator"
    )
    assert [one["name"] for one in by_name["geo_territory"]["licenses"]] == ["etalab-2.0", "ODbL-1.0"]


def test_sdmx_is_read_back(exported: Path) -> None:
    found = get_datasets(exported / "sdmx" / "indicator.csv", exported / "sdmx" / "structure.json")
    assert len(found) == 1
    assert found[0].structure.id == "DF_INDICATOR"
    assert list(found[0].data["OBS_STATUS"]) == ["Q", "A"]
    assert float(found[0].data["OBS_VALUE"][1]) == 5.25


def test_the_catalogue_keeps_to_its_shapes(exported: Path) -> None:
    graph = Graph().parse(exported / "catalogue.ttl")
    shapes = Graph().parse(Path(__file__).parent / "data" / "dcat_ap.ttl")
    keeps, _, said = pyshacl.validate(graph, shacl_graph=shapes)
    assert keeps, said
    odbl = {str(file) for file in graph.subjects(DCTERMS.license, URIRef(licences.ODBL["path"]))}
    assert odbl
    assert all("geo_territory" in file for file in odbl)


def test_places_are_drawn(exported: Path) -> None:
    told = json.loads((exported / "geojson" / "geo_territory.geojson").read_text("utf-8"))
    assert [one["geometry"] and one["geometry"]["type"] for one in told["features"]] == ["Polygon", None]
    assert "geometry" not in told["features"][0]["properties"]
