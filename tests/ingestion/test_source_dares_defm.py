"""DARES: jobseekers by commune, rows of totals beside."""

import pytest

from ingestion import errors
from ingestion.contract import meet
from ingestion.registry import find
from tests.ingestion import excerpts

HEADER = (
    "Date;Code région;Région;Code département;Département;Code commune;Commune;Type de données;Catégorie;Sexe;"
    "Tranche d'âge;Nombre de demandeurs d'emploi"
)
ROWS = (
    "2024-T4;27;Bourgogne-Franche-Comté;89;Yonne;89024;Auxerre;Brutes;ABC;Total;Total;3250",
    "2024-T4;27;Bourgogne-Franche-Comté;89;Yonne;89001;Accolay;Brutes;ABC;Total;Total;",
    "2024-T4;27;Bourgogne-Franche-Comté;89;Yonne;Total;Total;Brutes;ABC;Total;Total;22105",
    "2024-T4;Total;Total;Total;Total;Total;Total;Brutes;ABC;Femmes;Moins de 25 ans;300000",
)
RESOURCE = find("dares_defm", "commune")[1]
URL = RESOURCE.files[0].url


def put(mirror, header=HEADER, rows=ROWS) -> None:
    mirror.put(URL, ("\ufeff" + "\r\n".join([header, *rows]) + "\r\n").encode())
    (mirror.folder / "manifest.csv").write_text(f"url,last_modified\n{URL},2026-03-25\n")


def test_the_published_header_is_the_declared_one():
    assert meet(RESOURCE, HEADER.split(";"), "x").unknown == ()


def test_the_header_kept_beside_the_project(shared):
    line = (shared / "sources" / "headers" / "dares_defm_communales-brutes.header.csv").read_text("utf-8-sig")
    assert line.strip() == HEADER


def test_rows_of_totals_and_marks_are_kept_as_published(mirror):
    put(mirror)
    (published,) = mirror.walk("dares_defm", "commune")
    assert (published["vintage"], published["rows"]) == ("2026-03-25", 4)
    query = (
        "select code_commune, demandeurs from raw.dares_defm_commune where code_departement = '89' order by 1"
    )
    assert mirror.db.execute(query).fetchall() == [("89001", None), ("89024", "3250"), ("Total", "22105")]


def test_technical_names_in_place_of_labels_stop_the_load(mirror):
    put(mirror, header="date;code_region;code_commune;nombre_de_demandeurs_d_emploi", rows=())
    with pytest.raises(errors.HeaderMismatch, match="Code commune"):
        mirror.walk("dares_defm", "commune")


def test_totals_of_one_code_differ_by_their_label(mirror):
    total = "2024-T4;Total;{};Total;Total;Total;Total;Brutes;ABC;Total;Total;{}"
    put(mirror, rows=(total.format("France", 5_000_000), total.format("France métropolitaine", 4_800_000)))
    assert mirror.walk("dares_defm", "commune")[0]["rows"] == 2


def test_a_row_twice_stops_the_load(mirror):
    put(mirror, rows=(*ROWS, ROWS[0]))
    with pytest.raises(errors.PromiseBroken):
        excerpts.promised(mirror, "dares_defm", "commune")


@pytest.mark.shared
def test_real_jobseekers(mirror, shared):
    path = excerpts.excerpt(shared, "dares_defm_communes.csv")
    (mirror.folder / "manifest.csv").write_text(f"url,last_modified\n{URL},2026-03-25\n")
    published = excerpts.load(mirror, "dares_defm", "commune", URL, path.read_bytes())
    rows = excerpts.cells(path.read_bytes())
    assert (published["rows"], len(rows)) == (3_618, 3_618)
    names = {c.name: c.header for c in RESOURCE.columns}
    excerpts.assert_cells(mirror, "dares_defm_commune", names, rows)
