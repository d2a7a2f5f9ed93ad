"""Populations de référence: layouts by vintage; the real files and their published totals."""

import pytest

from ingestion.contract import meet
from ingestion.locate import locate
from ingestion.registry import find
from ingestion.web import session
from tests.ingestion.real_files import assert_every_row, load

HEADERS = {
    "reference": (
        "REG;DEP;COM;PMUN;PCAP;PTOT",
        "REG;Région;DEP;CODARR;CODCAN;CODCOM;COM;Commune;PMUN;PCAP;PTOT",
    ),
    "melodi": ("GEO;GEO_OBJECT;FREQ;POPREF_MEASURE;TIME_PERIOD;OBS_VALUE",),
    "historique": ("FREQ;GEO;GEO_OBJECT;POPREF_MEASURE;TIME_PERIOD;OBS_VALUE",),
}
REAL_ROWS = {
    "reference": {"2023": 34_900, "2022": 34_960, "2019": 34_990},
}


@pytest.mark.parametrize(("name", "header"), [(name, h) for name, found in HEADERS.items() for h in found])
def test_the_published_header_holds_no_unknown_column(name, header):
    assert meet(find("insee_population", name)[1], header.split(";"), "file").unknown == ()


def test_a_manifest_may_tell_a_vintage(tmp_path):
    declared, resource = find("insee_population", "reference")
    url = "https://www.insee.fr/fr/statistiques/fichier/123/ensemble.zip"
    path = tmp_path / url.removeprefix("https://")
    path.parent.mkdir(parents=True)
    path.write_text("x")
    (tmp_path / "manifest.csv").write_text(f"url,last_modified,vintage\n{url},,2024\n")
    assert locate(declared, resource, session(str(tmp_path)), {})[0].vintage == "2024"


@pytest.mark.shared
@pytest.mark.parametrize("resource", REAL_ROWS)
def test_every_row_of_a_real_file_is_loaded(resource, shared, warehouse_settings, db):
    loaded = load("insee_population", resource, warehouse_settings, shared)
    assert_every_row(loaded, REAL_ROWS[resource], db)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("vintage", "total"), [("2019", 66_988_403), ("2022", 67_760_573), ("2023", 68_094_280)]
)
def test_populations_add_up_to_the_published_total(vintage, total, shared, warehouse_settings, db):
    load("insee_population", "reference", warehouse_settings, shared, vintage)
    assert db.execute("select sum(pmun) from raw.insee_population_reference").fetchone() == (total,)
