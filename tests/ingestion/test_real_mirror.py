"""Real publishers' files, where they are kept beside the project: rows found again, none lost."""

from dataclasses import replace

import pytest

from ingestion import walk
from tests.ingestion.conftest import keeps

ROWS = {
    ("insee_cog", "commune"): {"2026": 37_496, "2025": 37_548, "2023": 37_563},
    ("insee_cog", "mouvement"): {"2026": 13_734},
    ("insee_cog", "arrondissement"): {"2026": 333},
    ("insee_cog", "departement"): {"2026": 101},
    ("insee_cog", "region"): {"2026": 18},
    ("insee_population", "reference"): {"2023": 34_900, "2022": 34_960, "2019": 34_990},
    ("dgcl_epci", "composition"): {"2025": 34_871},
    ("programmes", "acv"): {"2025-07-04": 245, "2024-02-05": 240},
    ("programmes", "pvd"): {"2026-04-27": 1_646},
    ("programmes", "ort"): {"2024-10-15": 2_290},
    ("sirene", "etablissement"): {"2026-02": 2_630},
    ("sirene", "historique"): {"2026-02": 5_757},
}

pytestmark = pytest.mark.shared


@pytest.mark.parametrize(("source", "resource"), list(ROWS))
def test_every_row_of_a_real_file_is_loaded(source, resource, shared, warehouse_settings, db):
    settings = replace(warehouse_settings, mirror=str(shared / "real" / "mirror"))
    loaded = [walk.load(one, settings, keeps) for one in walk.fetch(source, resource, settings)]
    assert {one["vintage"]: one["rows"] for one in loaded} == ROWS[source, resource]
    assert not any(one["rejected"] for one in loaded)
    assert db.execute("select count(*) from ops.load where cardinality(unknown_columns) > 0").fetchone() == (
        0,
    )


def test_the_zipped_stock_is_read_when_the_parquet_is_missing(shared, mirror):
    zipped = "0651fb76-bcf3-4f6a-a38d-bc04fa708576"
    folder = shared / "real" / "mirror"
    url = f"https://www.data.gouv.fr/api/1/datasets/r/{zipped}"
    mirror.put(url, (folder / url.removeprefix("https://")).read_bytes())
    mirror.dated(etablissement="2026-10-01")
    assert mirror.walk("sirene", "etablissement")[0]["rows"] == 49
    masked = "select count(*) from raw.sirene_etablissement where libelle_voie = '[ND]'"
    assert mirror.db.execute(masked).fetchone()[0] > 0


@pytest.mark.parametrize(
    ("vintage", "total"), [("2019", 66_988_403), ("2022", 67_760_573), ("2023", 68_094_280)]
)
def test_populations_add_up_to_the_published_total(vintage, total, shared, warehouse_settings, db):
    settings = replace(warehouse_settings, mirror=str(shared / "real" / "mirror"))
    for one in walk.fetch("insee_population", "reference", settings):
        if one["vintage"] == vintage:
            walk.load(one, settings, keeps)
    assert db.execute("select sum(pmun) from raw.insee_population_reference").fetchone() == (total,)
