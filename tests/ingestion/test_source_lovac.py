"""LOVAC: years in the header, secrets and hard blanks as published."""

from ingestion.contract import meet
from ingestion.registry import find
from tests.ingestion.conftest import Mirror
from tests.ingestion.small_files import dated, table

LOVAC = find("lovac", "commune")[1]
VACANCY_2025 = (
    "CODGEO_25;LIBGEO_25;pp_vacant_25;pp_vacant_plus_2ans_25;pp_total_24;pp_vacant_24;pp_vacant_plus_2ans_24"
)


def test_vacancy_keeps_its_secrets_and_years(mirror: Mirror):
    url = LOVAC.files[0].url
    body = table(
        VACANCY_2025.split(";"),
        {
            "CODGEO_25": "01004",
            "LIBGEO_25": "Ambérieu",
            "pp_vacant_25": "1\u00a0234",
            "pp_total_24": "7 900",
            "pp_vacant_plus_2ans_25": "s",
            "pp_vacant_24": "1 201",
        },
        {
            "CODGEO_25": "1002",
            "LIBGEO_25": "L'Abergement",
            "pp_vacant_25": "s",
            "pp_vacant_plus_2ans_25": "s",
        },
    )
    dated(mirror, url, "2025-06-20")
    mirror.put(url, body.encode("latin-1"))
    mirror.walk("lovac", "commune")
    query = (
        "select codgeo, annee, pp_vacant, pp_vacant_plus_2ans, pp_total from raw.lovac_commune order by 1, 2"
    )
    assert mirror.db.execute(query).fetchall() == [
        ("01002", 2025, "s", "s", None),
        ("01004", 2024, "1201", None, "7900"),
        ("01004", 2025, "1234", "s", None),
    ]
    assert (mirror.last().vintage, mirror.last().unknown_columns) == ("2025", [])


def test_a_renamed_total_is_the_same_column():
    names = ["CODGEO_26", "pp_vacant_26", "pp_vacant_plus_2ans_26", "ff_pp_total_25"]
    found = {one.header: one.column.name for one in meet(LOVAC, names, "lovac.csv").found}
    assert found["ff_pp_total_25"] == "pp_total"


def test_synthetic_vacancy(mirror: Mirror, shared):
    url = LOVAC.files[0].url
    dated(mirror, url, "2025-06-20")
    mirror.put(url, (shared / "real/reference/fixture_lovac_sample_latin1.csv").read_bytes())
    mirror.walk("lovac", "commune")
    assert (mirror.last().rows_loaded, mirror.last().unknown_columns) == (5, [])
