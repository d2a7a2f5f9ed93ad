"""Filosofi: medians with their secrecy, as text."""

import io
import zipfile

import pytest

from ingestion.contract import meet
from ingestion.locate import locate
from ingestion.registry import find
from ingestion.web import session
from tests.ingestion.melodi_files import address, melodi_zip
from tests.ingestion.small_files import table

HEADER = "GEO;GEO_OBJECT;FILOSOFI_MEASURE;UNIT_MEASURE;UNIT_MULT;CONF_STATUS;OBS_STATUS;TIME_PERIOD;OBS_VALUE"


def test_the_published_header_is_the_declared_one():
    assert meet(find("insee_filosofi", "principal")[1], HEADER.split(";"), "x").unknown == ()


def test_the_header_kept_beside_the_project(shared):
    line = (shared / "sources" / "headers" / "DS_FILOSOFI_CC_data.header.csv").read_text("utf-8-sig")
    assert line.strip().replace('"', "") == HEADER


def test_secret_and_missing_values_stay_as_published(mirror):
    rows = (
        "2025-COM-89024;COM;MED_SL;EUR_YR;0;F;A;2023;20990",
        "89001;COM;MED_SL;EUR_YR;0;C;A;2023;",
        "89002;COM;MED_SL;EUR_YR;0;F;A;2023;s",
        "89003;COM;IR_D9_D1_SL;NR;0;F;A;2023;3,1",
        "33;DEP;MED_SL;EUR_YR;0;F;A;2023;26820",
    )
    mirror.put(address("insee_filosofi", "principal", "2023"), melodi_zip("DS_FILOSOFI_CC", HEADER, *rows))
    mirror.walk("insee_filosofi", "principal")
    query = "select geo, conf_status, obs_value from raw.insee_filosofi order by geo"
    assert mirror.db.execute(query).fetchall() == [
        ("2025-COM-89024", "F", "20990"),
        ("33", "F", "26820"),
        ("89001", "C", None),
        ("89002", "F", "s"),
        ("89003", "F", "3.1"),
    ]


def test_there_is_no_file_of_2022_and_one_of_2021_may_be_given_by_a_mirror(tmp_path):
    path = tmp_path / "www.insee.fr/fr/statistiques/fichier/7756729/base-cc-filosofi-2021-geo2025_csv.zip"
    path.parent.mkdir(parents=True)
    path.write_text("x")
    source, resource = find("insee_filosofi", "principal")
    assert [file.vintage for file in resource.files] == ["2023", "2021"]
    (given,) = (place.match(f"https://{path.relative_to(tmp_path)}") for place in resource.places[1:])
    assert (given.vintage, given.format.member) == ("2021", r".*_data\.csv")
    assert locate(source, resource, session(str(tmp_path)), {})[0].vintage == "2023"


BASE_2017 = (
    "CODGEO;LIBGEO;NBMENFISC17;NBPERSMENFISC17;MED17;PIMP17;TP6017;TP60AGE117;TP60TOL117;PACT17;PTSA17;PCHO17;PBEN17;PPEN17;"
    "PPAT17;PPSOC17;PPFAM17;PPMINI17;PPLOGT17;PIMPOT17;D117;D917;RD17"
)
STRUCTURE_2018 = (
    "CODGEO;LIBGEO;NBMEN18;NBPERS18;NBUC18;Q118;Q218;Q318;Q3_Q1;D118;D218;D318;D418;D618;D718;D818;D918;RD;S80S2018;GI18;"
    "PACT18;PTSA18;PCHO18;PBEN18;PPEN18;PPAT18;PPSOC18;PPFAM18;PPMINI18;PPLOGT18;PIMPOT18"
)
EARLIER = "select codgeo, annee, menages, mediane, d1, d9, tp60 from raw.insee_filosofi_commune order by 1"


def archive(members: dict[str, str]) -> bytes:
    """A zip of Latin-1 files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in members.items():
            made.writestr(name, text.encode("latin-1"))
    return out.getvalue()


@pytest.mark.parametrize("header", [BASE_2017, STRUCTURE_2018])
def test_both_layouts_of_the_years_before_melodi_are_declared(header):
    resource = find("insee_filosofi", "commune")[1]
    met = meet(resource, header.split(";"), "x")
    assert met.unknown == ()
    assert {one.column.name for one in met.found} >= {"menages", "personnes", "mediane", "d1", "d9"}
    (median,) = [one.header for one in met.found if one.column.name == "mediane"]
    assert median in ("MED17", "Q218")


def test_the_base_of_2017_keeps_its_marks(mirror):
    rows = table(
        BASE_2017.split(";"),
        {"CODGEO": "01004", "LIBGEO": "Ambérieu", "NBMENFISC17": "6012", "NBPERSMENFISC17": "13520", "MED17": "19730,5",
         "TP6017": "17", "D117": "10430", "D917": "33020"},
        {"CODGEO": "1005", "LIBGEO": "Ambérieux", "NBMENFISC17": "12", "NBPERSMENFISC17": "30", "MED17": "s", "TP6017": "s"},
        {"CODGEO": "97105", "LIBGEO": "Basse-Terre", "MED17": "nd"},
        {"CODGEO": "97106", "LIBGEO": "Bouillante"},
    )  # fmt: skip
    words = "COD_VAR;LIB_VAR\nMED17;Médiane\n"
    body = archive({"cc_filosofi_2017_COM.CSV": rows, "meta_cc_filosofi_2017_COM.CSV": words})
    mirror.put(address("insee_filosofi", "commune", "2017"), body)
    mirror.walk("insee_filosofi", "commune")
    assert mirror.db.execute(EARLIER).fetchall() == [
        ("01004", 2017, "6012", "19730.5", "10430", "33020", "17"),
        ("01005", 2017, "12", "s", None, None, "s"),
        ("97105", 2017, None, "nd", None, None, None),
    ]
    assert (mirror.last().vintage, mirror.last().unknown_columns) == ("2017", [])


def test_a_file_of_the_years_after_has_its_poverty_elsewhere(mirror):
    rows = table(
        STRUCTURE_2018.split(";"),
        {"CODGEO": "89024", "LIBGEO": "Auxerre", "NBMEN18": "16012", "NBPERS18": "33120", "Q118": "14010", "Q218": "19450",
         "Q318": "25310", "D118": "10990", "D918": "s"},
    )  # fmt: skip
    members = {"FILO2018_DISP_COM.csv": rows, "FILO2018_DISP_Pauvres_COM.csv": "CODGEO;TP6018\n89024;20\n"}
    body = archive({**members, "FILO2018_DEC_COM.csv": "CODGEO;Q218\n89024;18000\n"})
    mirror.put(address("insee_filosofi", "commune", "2018"), body)
    mirror.walk("insee_filosofi", "commune")
    assert mirror.db.execute(EARLIER).fetchall() == [("89024", 2018, "16012", "19450", "10990", "s", None)]


def test_2021_is_not_read_twice():
    resource = find("insee_filosofi", "commune")[1]
    assert [file.vintage for file in resource.files] == ["2020", "2019", "2018", "2017"]
    url = "https://www.insee.fr/fr/statistiques/fichier/1/indic-struct-distrib-revenu-{}-COMMUNES_csv.zip"
    told = {year: [place.match(url.format(year)) for place in resource.places] for year in (2019, 2021)}
    assert ([found.vintage for found in told[2019] if found], any(told[2021])) == (["2019"], False)
