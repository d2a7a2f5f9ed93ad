"""Filosofi: medians with their secrecy, as text."""

from ingestion.contract import meet
from ingestion.locate import locate
from ingestion.registry import find
from ingestion.web import session
from tests.ingestion.melodi_files import address, melodi_zip

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
