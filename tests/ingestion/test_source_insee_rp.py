"""Census: Melodi files, and the wide base whose columns carry the year."""

import pytest

from ingestion import errors
from ingestion.registry import find
from tests.ingestion import excerpts
from tests.ingestion.conftest import zipped
from tests.ingestion.melodi_files import address, assert_melodi, melodi_zip

RESIDENT = "GEO;GEO_OBJECT;SEX;FREQ;EMPSTA_ENQ;TIME_PERIOD;RP_MEASURE;EDUC;AGE;OBS_STATUS;OBS_VALUE"
WORKPLACE = "GEO;GEO_OBJECT;EMPFORM;SEX;WKTIME;AGE;TIME_PERIOD;RP_MEASURE;FREQ;OBS_STATUS;OBS_VALUE"
ENROLMENT = "GEO;GEO_OBJECT;STUD;AGE;SEX;TIME_PERIOD;OBS_VALUE;RP_MEASURE"
HOUSEHOLD = "GEO;GEO_OBJECT;TPH;PCS;TIME_PERIOD;OBS_VALUE;RP_MEASURE"
HOMES = "GEO;GEO_OBJECT;FREQ;RP_MEASURE;OCS;OBS_STATUS;UNIT_MEASURE;TIME_PERIOD;OBS_VALUE"
WIDE = (
    "CODGEO;REG;DEP;LIBGEO;P21_POP1564;P21_POP1524;P21_ACT1564;P21_ACTOCC1564;P21_CHOM1564;C21_ACT1564_CS1;"
    "P21_EMPLT;P21_EMPLT_SAL;P21_HACT1564;P15_POP1564;P15_ACT1564;P15_CHOM1564;P15_EMPLT;P10_POP1564"
)
MEMBER = "base-cc-emploi-pop-active-2021.CSV"


@pytest.mark.parametrize(
    ("resource", "header", "row"),
    [
        ("emploi_residence", RESIDENT, "2025-COM-89024;COM;_T;A;2;2023;POP;_T;Y15T64;A;1.75"),
        ("emploi_travail", WORKPLACE, "89024;COM;_T;_T;_T;_T;2017;NBEMP;A;A;21033.4"),
        ("scolarisation", ENROLMENT, "89024;COM;1;_T;_T;2023;9;POP"),
        ("scolarisation", ENROLMENT + ";STUD_AREA", "89024;COM;1;_T;_T;2023;9;POP;_T"),
        ("menage", HOUSEHOLD + ";OCS", "89024;COM;11;_T;2023;9;DWELLINGS;DW_MAIN"),
        ("menage", HOUSEHOLD + ";PREFPH", "89024;COM;11;_T;2023;9;DWELLINGS;_T"),
        ("serie_historique", HOMES, "16015;COM;A;DWELLINGS;DW_VAC;A;NR;2017;3051.57"),
        ("menage", HOUSEHOLD, "89024;COM;11;_T;2023;9;DWELLINGS"),
        (
            "population",
            "GEO;GEO_OBJECT;SEX;AGE;TIME_PERIOD;RP_MEASURE;OBS_VALUE",
            "89024;COM;_T;_T;2023;POP;9",
        ),
    ],
)
def test_melodi_files_keep_weighted_values(mirror, resource, header, row):
    mirror.put(address("insee_rp", resource, "2023"), melodi_zip("DS_RP", header, row))
    mirror.walk("insee_rp", resource)
    table = find("insee_rp", resource)[1].raw_table
    assert mirror.count(table) == 1
    assert mirror.last().unknown_columns == []


def test_the_wide_base_becomes_a_row_per_census_year(mirror):
    rows = (
        "89024;27;89;Auxerre;20100,5;4000;14500;12100;2400;10;21000;19000;7000;20900;15000;2600;22000;21500",
        "2A004;94;2A;Ajaccio;40000;;27000;;3000;;30000;;;;;;;",
    )
    body = zipped(MEMBER, "\r\n".join([WIDE, *rows]).encode("latin-1"))
    mirror.put(address("insee_rp", "base_emploi", "2021"), body)
    mirror.walk("insee_rp", "base_emploi")
    query = "select codgeo, annee, pop1564, act1564_cs1, emplt from raw.insee_rp_base_emploi order by 1, 2"
    assert [tuple(map(str, row)) for row in mirror.db.execute(query)] == [
        ("2A004", "2021", "40000", "None", "30000"),
        ("89024", "2010", "21500", "None", "None"),
        ("89024", "2015", "20900", "None", "22000"),
        ("89024", "2021", "20100.5", "10", "21000"),
    ]
    assert mirror.last().unknown_columns == ["P21_HACT1564"]


def test_a_wide_base_without_its_active_population_stops_the_load(mirror):
    body = zipped(MEMBER, WIDE.replace("ACT1564", "ACTIFS").encode() + b"\n")
    mirror.put(address("insee_rp", "base_emploi", "2021"), body)
    with pytest.raises(errors.HeaderMismatch, match="_ACT1564"):
        mirror.walk("insee_rp", "base_emploi")


@pytest.mark.shared
def test_real_activity_of_residents(mirror, shared):
    body = excerpts.excerpt(shared, "DS_RP_EMPLOI_LR_PRINC_2023_CSV_FR").read_bytes()
    assert assert_melodi(mirror, "insee_rp", "emploi_residence", "2023", body) == 387
    query = """select empsta_enq, round(obs_value::numeric) from raw.insee_rp_emploi_residence
               where geo = 'F' and time_period = '2023' and age = 'Y15T64' and sex = '_T' and educ = '_T'
                 and empsta_enq in ('1T2', '2', '_T') order by 1"""
    assert [(code, int(value)) for code, value in mirror.db.execute(query)] == [
        ("1T2", 31_790_817), ("2", 3_630_774), ("_T", 42_072_639),
    ]  # fmt: skip


@pytest.mark.shared
def test_real_homes_of_eight_towns(mirror, shared):
    # Written again with commas by whoever kept it: the publisher's zip has semicolons, quoted.
    text = excerpts.excerpt(shared, "DS_RP_SERIE_HISTORIQUE_2023_extract_8_towns.csv").read_text("utf-8")
    header, *rows = text.replace(",", ";").split()
    body = melodi_zip("DS_RP_SERIE_HISTORIQUE", header, *rows)
    assert assert_melodi(mirror, "insee_rp", "serie_historique", "2023", body) == 80
    query = """select round(100 * vacant.obs_value::numeric / homes.obs_value::numeric, 2)
               from raw.insee_rp_serie_historique as vacant
               join raw.insee_rp_serie_historique as homes using (geo, time_period, rp_measure)
               where geo = '16015' and vacant.ocs = 'DW_VAC' and homes.ocs = '_T' order by time_period"""
    assert [str(value) for (value,) in mirror.db.execute(query)] == ["11.68", "9.00"]
