"""Jobs, stocks, census, jobseekers: exact headers, and sums that hold within a file."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from sample.publishers import dares, france_travail, insee_census, insee_jobs, insee_zones, urssaf

YEARS = range(2006, 2026)
URSSAF = (
    "region;ancienne_region;departement;zone_d_emploi;epci;commune;intitule_commune;grand_secteur_d_activite;"
    "secteur_na17;secteur_na38;secteur_na88;ape;code_region;code_ancienne_region;code_departement;"
    "code_zone_d_emploi;code_epci;code_commune;code_ape;"
) + ";".join(f"nombre_d_etablissements_{y};effectifs_salaries_{y}" for y in YEARS)
DARES = (
    "Date;Code région;Région;Code département;Département;Code commune;Commune;Type de données;Catégorie;Sexe;"
    "Tranche d'âge;Nombre de demandeurs d'emploi"
)
FLORES = (
    '"GEO";"GEO_OBJECT";"ACTIVITY";"NUMBER_EMPL";"LEGAL_FORM_WITH_PUBLIC";"FLORES_MEASURE";"OBS_STATUS";'
    '"TIME_PERIOD";"OBS_VALUE"'
)
SIDE = (
    '"GEO";"GEO_OBJECT";"SIDE_MEASURE";"ACTIVITY";"LEGAL_FORM";"FREQ";"TIME_PERIOD";"OBS_STATUS";"OBS_VALUE"'
)


@pytest.fixture(scope="module")
def path(small_mirror: Path):
    return lambda url: small_mirror / url.removeprefix("https://")


@pytest.fixture(scope="module")
def melodi(path):
    def read(name: str, member: str) -> tuple[str, pd.DataFrame]:
        data = zipfile.ZipFile(path(f"{insee_jobs.BASE}/{name}/{member}_CSV_FR")).read(f"{member}_data.csv")
        frame = pd.read_csv(io.BytesIO(data), sep=";", dtype=str)
        frame["OBS_VALUE"] = frame.OBS_VALUE.astype(float)
        return data.split(b"\n")[0].decode(), frame

    return read


def test_urssaf(path) -> None:
    content = path(urssaf.URL).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf" + URSSAF.encode() + b"\n")
    rows = pd.read_csv(path(urssaf.URL), sep=";", dtype=str, encoding="utf-8-sig")
    assert not rows.duplicated(["code_commune", "code_ape"]).any()
    assert rows.code_ape.str.fullmatch(r"\d{4}[A-Z]").all()
    assert set(rows.code_commune) >= {"69381", "69389"}
    assert "69123" not in set(rows.code_commune)
    assert (rows.intitule_commune == rows.code_commune + " " + rows.commune).all()
    assert rows.secteur_na17.str.contains(";").any(), "a label that needs quotes"
    for year in YEARS:
        number = pd.to_numeric(rows[f"nombre_d_etablissements_{year}"])
        jobs = pd.to_numeric(rows[f"effectifs_salaries_{year}"])
        assert (number.isna() == jobs.isna()).all()
        assert (jobs.dropna() >= number.dropna()).all()


@pytest.mark.parametrize("name", ["DS_FLORES_A5", "DS_FLORES_A17"])
def test_flores(melodi, name: str) -> None:
    header, rows = melodi(name, f"{name}_2023")
    assert header == FLORES
    keys = ["GEO", "LEGAL_FORM_WITH_PUBLIC", "FLORES_MEASURE"]
    cells = rows[rows.GEO_OBJECT == "COM"].set_index([*keys, "ACTIVITY"]).OBS_VALUE
    assert cells.index.is_unique
    total = cells.xs("_T", level="ACTIVITY")
    assert (cells.drop("_T", level="ACTIVITY").groupby(keys).sum() == total.sort_index()).all()
    legal = total.unstack("LEGAL_FORM_WITH_PUBLIC").fillna(0)
    assert (legal["_T"] == legal["7"] + legal["1T9X7"]).all()
    jobs = rows[(rows.ACTIVITY == "_T") & (rows.FLORES_MEASURE == "EMPL3112")]
    arm, lyon = jobs[jobs.GEO_OBJECT == "ARM"], jobs[jobs.GEO == "69123"]
    assert arm.OBS_VALUE.sum() == lyon.OBS_VALUE.sum() > 0


def test_side(melodi) -> None:
    for name, measures, years in (
        ("DS_SIDE_STOCKS_COM", {"UNIT_LOC"}, range(2014, 2025)),
        ("DS_SIDE_CREA_COM", {"BURE", "UNIT_LOC_BURE"}, range(2012, 2026)),
    ):
        header, rows = melodi(name, name)
        assert header == SIDE
        assert set(rows.SIDE_MEASURE) == measures
        assert set(rows.TIME_PERIOD) == {str(y) for y in years}
        assert "AZ" not in set(rows.ACTIVITY)
        keys = ["GEO", "SIDE_MEASURE", "TIME_PERIOD"]
        total = rows[rows.ACTIVITY == "_T"].set_index(keys).OBS_VALUE
        assert (rows[rows.ACTIVITY != "_T"].groupby(keys).OBS_VALUE.sum() == total.sort_index()).all()
        assert (rows.OBS_VALUE > 0).all(), "empty cells are left out"


def test_census(melodi, path) -> None:
    header, rows = melodi("DS_RP_EMPLOI_LR_PRINC", "DS_RP_EMPLOI_LR_PRINC_2023")
    assert header == (
        '"GEO";"GEO_OBJECT";"SEX";"FREQ";"EMPSTA_ENQ";"TIME_PERIOD";"RP_MEASURE";"EDUC";"AGE";"OBS_STATUS";"OBS_VALUE"'
    )
    state = rows.pivot(index=["GEO", "TIME_PERIOD", "AGE"], columns="EMPSTA_ENQ", values="OBS_VALUE")
    assert (state["1T2"] == state["1"] + state["2"]).all()
    assert (state["_T"] == state["1T2"] + state["3"]).all()
    assert (state["35T36"] == state["35"] + state["36"]).all()
    age = state["_T"].unstack("AGE")
    assert (age["Y15T64"] == age["Y15T24"] + age["Y25T54"] + age["Y55T64"]).all()
    assert (rows.OBS_VALUE % 1 != 0).any(), "weights are fractions"
    _, work = melodi("DS_RP_EMPLOI_LT_PRINC", "DS_RP_EMPLOI_LT_PRINC_2023")
    form = work.pivot(index=["GEO", "TIME_PERIOD"], columns="EMPFORM", values="OBS_VALUE")
    assert (form["_T"] == form["1"] + form["2"]).all()
    wide = zipfile.ZipFile(path(insee_census.WIDE))
    assert wide.namelist() == [
        "base-cc-emploi-pop-active-2021.CSV",
        "meta_base-cc-emploi-pop-active-2021.CSV",
    ]
    base = pd.read_csv(wide.open(wide.namelist()[0]), sep=";", dtype={"CODGEO": str})
    assert (base.P21_ACT1564 - base.P21_ACTOCC1564 - base.P21_CHOM1564).abs().max() < 1e-4


def test_dares(path) -> None:
    assert path(dares.URL).read_bytes().startswith(b"\xef\xbb\xbf" + DARES.encode() + b"\n")
    rows = pd.read_csv(path(dares.URL), sep=";", dtype=str, encoding="utf-8-sig")
    number = rows["Nombre de demandeurs d'emploi"].astype(int)
    assert (number % 5 == 0).all()
    assert set(rows["Date"]) == {f"{y}-T4" for y in range(2016, 2026)}
    whole = (rows["Sexe"] == "Total") & (rows["Tranche d'âge"] == "Total") & (rows["Date"] == "2024-T4")
    rhone = number[whole & (rows["Code département"] == "69")]
    code = rows["Code commune"]
    assert {"69123", "69381", "Total"} <= set(code)
    communes = rhone[~code.loc[rhone.index].str.match("Total|6938")].sum()
    assert abs(communes - rhone[code.loc[rhone.index] == "Total"].sum()) < 3 * len(rhone)


def test_unemployment_workbook_has_the_publisher_s_layout(path) -> None:
    book = openpyxl.load_workbook(path(insee_zones.UNEMPLOYMENT), read_only=True)
    assert book.sheetnames == ["Documentation", "txcho_ze", "txcho_parties reg"]
    rows = list(book["txcho_ze"].iter_rows(values_only=True))
    assert rows[4][:5] == (
        "Code de la zone d'emploi 2020", "Libellé de la zone d'emploi 2020", "Code région 2016",
        "Libellé région 2016", "1er trimestre 2003",
    )  # fmt: skip
    assert rows[5][:5] == ("ZE2020", "LIBZE2020", "REG", "LIBREG", "2003-T1")
    assert rows[5][-1] == "2026-T1"
    shared = next(r for r in rows[6:] if r[0].startswith("00"))
    assert shared[2:4] == ("00", "INTERRÉGIONAL ")
    assert all(3 <= r[-1] <= 30 for r in rows[6:])
    parts = list(book["txcho_parties reg"].iter_rows(values_only=True))
    assert parts[7][:3] == ("ZER2020", "LIBZER2020", "2003-T1")


def test_every_commune_has_a_zone_of_the_workbook(path) -> None:
    content = zipfile.ZipFile(path(insee_zones.MEMBERSHIP)).read("table-appartenance-geo-communes-2025.xlsx")
    rows = list(
        openpyxl.load_workbook(io.BytesIO(content), read_only=True)["COM"].iter_rows(values_only=True)
    )
    assert rows[5][:5] == ("CODGEO", "LIBGEO", "DEP", "REG", "EPCI")
    assert rows[5][8] == "ZE2020"
    book = openpyxl.load_workbook(path(insee_zones.UNEMPLOYMENT), read_only=True)["txcho_ze"]
    known = {r[0] for r in list(book.iter_rows(values_only=True))[6:]}
    assert {r[8] for r in rows[6:]} == known


def test_hiring_needs(path) -> None:
    book = openpyxl.load_workbook(path(france_travail.URL), read_only=True)
    assert book.sheetnames == ["Description", "BMO_2024_open_data"]
    rows = list(book["BMO_2024_open_data"].iter_rows(values_only=True))
    header = (
        "annee;Code métier BMO;Nom métier BMO;Famille_met;Lbl_fam_met;REG;NOM_REG;Dept;NomDept;BE24;NOMBE24;"
        "met;xmet;smet"
    )
    assert rows[0] == tuple(header.split(";"))
    assert "*" in {r[-1] for r in rows[1:]}
    assert all(r[-2] <= r[-3] for r in rows[1:] if "*" not in r[-3:])


def test_filosofi_keeps_its_secrets(melodi) -> None:
    header, rows = melodi("DS_FILOSOFI_CC", "DS_FILOSOFI_CC_2023")
    assert header == (
        '"GEO";"GEO_OBJECT";"FILOSOFI_MEASURE";"UNIT_MEASURE";"UNIT_MULT";"CONF_STATUS";"OBS_STATUS";'
        '"TIME_PERIOD";"OBS_VALUE"'
    )
    assert rows.OBS_VALUE.isna().eq(rows.CONF_STATUS == "C").all()
    median = rows[(rows.FILOSOFI_MEASURE == "MED_SL") & (rows.GEO_OBJECT == "COM")]
    assert 0.05 < median.OBS_VALUE.isna().mean() < 0.2
    assert median.OBS_VALUE.median() == pytest.approx(23_300, rel=0.05)
