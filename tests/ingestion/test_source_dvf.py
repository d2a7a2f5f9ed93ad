"""DVF: a gzip by department or by year."""

import gzip

import pytest

from ingestion import errors
from ingestion.contract import meet
from ingestion.declaration import Kind
from ingestion.locate import locate
from ingestion.registry import find
from ingestion.web import session
from tests.ingestion import excerpts
from tests.ingestion.conftest import Mirror
from tests.ingestion.small_files import table

DVF = find("dvf", "ligne")[1]
SALES = (
    "id_mutation,date_mutation,numero_disposition,nature_mutation,valeur_fonciere,adresse_numero,adresse_suffixe,"
    "adresse_nom_voie,adresse_code_voie,code_postal,code_commune,nom_commune,code_departement,ancien_code_commune,"
    "ancien_nom_commune,id_parcelle,ancien_id_parcelle,numero_volume,lot1_numero,lot1_surface_carrez,lot2_numero,"
    "lot2_surface_carrez,lot3_numero,lot3_surface_carrez,lot4_numero,lot4_surface_carrez,lot5_numero,"
    "lot5_surface_carrez,nombre_lots,code_type_local,type_local,surface_reelle_bati,nombre_pieces_principales,"
    "code_nature_culture,nature_culture,code_nature_culture_speciale,nature_culture_speciale,surface_terrain,"
    "longitude,latitude"
)


def dvf_url(year: int, code: str) -> str:
    return f"https://files.data.gouv.fr/geo-dvf/latest/csv/{year}/departements/{code}.csv.gz"


def test_no_column_of_sales_is_unknown():
    assert len(SALES.split(",")) == 40
    assert meet(DVF, SALES.split(","), "89.csv").unknown == ()


def test_sales_of_two_departments(mirror: Mirror):
    sale = {
        "id_mutation": "2024-1",
        "date_mutation": "2024-02-03",
        "valeur_fonciere": "100000.5",
        "code_commune": "89024",
        "id_parcelle": "89024000AB0001",
        "code_type_local": "4",
        "longitude": "3.57",
    }
    for year, code in ((2024, "89"), (2020, "2A")):
        mirror.put(
            dvf_url(year, code), gzip.compress(table(SALES.split(","), sale, sale, separator=",").encode())
        )
    mirror.walk("dvf", "ligne")
    query = (
        "select vintage, count(*), max(valeur_fonciere) from raw.dvf_ligne group by vintage order by vintage"
    )
    assert mirror.db.execute(query).fetchall() == [("2020-2A", 2, 100000.5), ("2024-89", 2, 100000.5)]


def test_a_small_department_after_a_large_one_is_no_file_cut_short(mirror: Mirror):
    sale = {"id_mutation": "2024-1", "date_mutation": "2024-02-03", "code_commune": "89024"}
    for code, rows in (("59", 300), ("89", 3)):
        mirror.put(
            dvf_url(2024, code),
            gzip.compress(table(SALES.split(","), *[sale] * rows, separator=",").encode()),
        )
    assert len(mirror.walk("dvf", "ligne")) == 2


def test_a_department_cut_short(mirror: Mirror):
    body = gzip.compress(
        table(SALES.split(","), *[{"id_mutation": str(n)} for n in range(9999)], separator=",").encode()
    )
    mirror.put(dvf_url(2024, "89"), body[:-30])
    with pytest.raises(errors.Incomplete, match="cut short"):
        mirror.walk("dvf", "ligne")


def test_a_year_whole_or_by_department(tmp_path):
    folder = tmp_path / "files.data.gouv.fr/geo-dvf/latest/csv/2019"
    (folder / "departements").mkdir(parents=True)
    (folder / "departements/89.csv.gz").write_bytes(b"x")
    (folder / "full.csv.gz").write_bytes(b"x")
    found = locate(find("dvf", "ligne")[0], DVF, session(str(tmp_path)), {})
    assert [file.vintage for file in found] == ["2025", "2024", "2023", "2022", "2021", "2019-89", "2019"]


def test_a_department_without_sales(mirror: Mirror):
    mirror.put(dvf_url(2024, "04"), gzip.compress(f"{SALES}\n".encode()))
    assert len(mirror.walk("dvf", "ligne")) == 1


@pytest.mark.shared
def test_real_sales_with_their_identical_lines(mirror: Mirror, shared):
    body = excerpts.excerpt(shared, "dvf_2024_75113.csv").read_bytes()
    published = excerpts.load(mirror, "dvf", "ligne", dvf_url(2024, "75"), gzip.compress(body))
    rows = excerpts.cells(body, ",")
    assert published["rows"] == len(rows)
    lines = [tuple(row.values()) for row in rows]
    assert len(lines) > len(set(lines)), "identical lines are real"
    text = [c for c in DVF.columns if c.kind is Kind.TEXT or c.kind is Kind.CODE_COMMUNE]
    excerpts.assert_cells(mirror, "dvf_ligne", {c.name: c.header for c in text}, rows)
    query = "select id_mutation, valeur_fonciere, surface_terrain, longitude from raw.dvf_ligne"
    numbers = ("valeur_fonciere", "surface_terrain", "longitude")
    assert sorted(
        (one, *(None if n is None else float(n) for n in more)) for one, *more in mirror.db.execute(query)
    ) == sorted((row["id_mutation"], *(float(row[n]) if row[n] else None for n in numbers)) for row in rows)
