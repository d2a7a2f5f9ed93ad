"""LOVAC: years in the header, secrets and hard blanks as published."""

from ingestion.contract import meet
from ingestion.registry import find
from tests.ingestion.conftest import Mirror
from tests.ingestion.small_files import dated, table

LOVAC = find("lovac", "commune")[1]
DEPARTEMENT, REGION, FRANCE = (find("lovac", name)[1] for name in ("departement", "region", "france"))
COUNTS = "select annee, pp_vacant, pp_vacant_plus_2ans, pp_total from raw.lovac_"
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


def test_departments_are_padded_and_blanks_part_their_thousands(mirror: Mirror):
    body = (
        " DEP ; LIB_DEP ; pp_vacant_25 ; pp_vacant_plus_2ans_25 ; pp_total_24 ; pp_vacant_24 ; pp_vacant_plus_2ans_24 \r\n"
        " 01 ; Ain ; 12\u00a0345 ; 5\u00a0120 ; 300\u00a0120 ; 18\u00a0001 ; s \r\n"
        " 2A ; Corse-du-Sud ; 9 120 ; 4 001 ; 99 000 ; 9 001 ; 4 000 \r\n"
    )
    mirror.put(DEPARTEMENT.files[0].url, body.encode("latin-1"))
    mirror.walk("lovac", "departement")
    query = (
        "select dep, annee, pp_vacant, pp_vacant_plus_2ans, pp_total from raw.lovac_departement order by 1, 2"
    )
    assert mirror.db.execute(query).fetchall() == [
        ("01", 2024, "18001", "s", "300120"),
        ("01", 2025, "12345", "5120", None),
        ("2A", 2024, "9001", "4000", "99000"),
        ("2A", 2025, "9120", "4001", None),
    ]
    assert (mirror.last().vintage, mirror.last().unknown_columns) == ("2026", [])


def test_the_header_of_departments_is_the_publishers(shared):
    header = (shared / "sources/headers/lovac_departements_2025.header.csv").read_text("utf-8").split(";")
    met = meet(DEPARTEMENT, header, "lovac.csv")
    assert len(met.found) == 1 + 2 * 6 + 5


def test_france_is_long(mirror: Mirror):
    body = (
        "Millésime;pp_vacant;pp_vacant_plus_2ans;ff_pp_total\r\n"
        "2026;3\u00a0012\u00a0345;1\u00a0100\u00a0000;\r\n2025;3\u00a0112\u00a0345;1\u00a0155\u00a0120;32\u00a0500\u00a0000\r\n"
    )
    mirror.put(FRANCE.files[0].url, body.encode("latin-1"))
    mirror.walk("lovac", "france")
    assert mirror.db.execute(f"{COUNTS}france order by 1").fetchall() == [
        (2025, "3112345", "1155120", "32500000"),
        (2026, "3012345", "1100000", None),
    ]


def test_other_publications_are_found_by_their_folder():
    folder = "https://static.data.gouv.fr/resources/logements-vacants-du-parc-prive-par-commune"
    (place,) = REGION.places
    assert place.match(f"{folder}/20270701-101010/lovac-opendata-regions27.csv").vintage == "2027"
    assert place.match(f"{folder}/20270701-101010/lovac-opendata-communes27.csv") is None


def test_real_communes_keep_their_figures(mirror: Mirror, shared):
    rows = (shared / "real/excerpts/lovac_communes_2025.csv").read_text("utf-8").splitlines()
    dated(mirror, LOVAC.files[0].url, "2025-06-20")
    mirror.put(LOVAC.files[0].url, "\r\n".join(rows).encode("cp1252"))
    mirror.walk("lovac", "commune")
    assert (mirror.last().rows_loaded, mirror.last().unknown_columns) == (len(rows) - 1, [])
    held = {
        (commune, annee): cells
        for commune, annee, *cells in mirror.db.execute(
            "select codgeo, annee, pp_vacant, pp_vacant_plus_2ans, pp_total from raw.lovac_commune"
        )
    }
    assert held["01004", 2025] == ["374", "207", None]
    assert held["01004", 2024] == ["628", "200", "5949"]
    assert held["01047", 2023] == ["44", "0", "505"], "zero is printed: s is none"
    assert held["01073", 2024] == ["67", "s", "665"], "50 the year before: s hides more than 10 there"
    header = rows[0].split(";")
    for row in (dict(zip(header, line.split(";"), strict=True)) for line in rows[1:]):
        for year in range(2020, 2026):
            names = (f"pp_vacant_{year % 100}", f"pp_vacant_plus_2ans_{year % 100}", f"pp_total_{year % 100}")
            assert held[row["CODGEO_25"], year] == [row.get(name) for name in names]
