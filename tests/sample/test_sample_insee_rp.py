"""Census: exact header, states and ages that sum, weights that are fractions."""

from __future__ import annotations

import zipfile

import pandas as pd

from sample.publishers import insee_rp


def test_census(melodi, path) -> None:
    header, rows = melodi("DS_RP_EMPLOI_LR_PRINC", "DS_RP_EMPLOI_LR_PRINC_2023")
    assert header == (
        '"GEO";"GEO_OBJECT";"SEX";"EMPSTA_ENQ";"AGE";"EDUC";"RP_MEASURE";"FREQ";"OBS_STATUS";"TIME_PERIOD";"OBS_VALUE"'
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
    wide = zipfile.ZipFile(path(insee_rp.WIDE))
    assert wide.namelist() == [
        "base-cc-emploi-pop-active-2021.CSV",
        "meta_base-cc-emploi-pop-active-2021.CSV",
    ]
    base = pd.read_csv(wide.open(wide.namelist()[0]), sep=";", dtype={"CODGEO": str})
    assert (base.P21_ACT1564 - base.P21_ACTOCC1564 - base.P21_CHOM1564).abs().max() < 1e-4


def test_ages_enrolment_births_and_deaths(melodi) -> None:
    header, rows = melodi("DS_RP_POPULATION_PRINC", "DS_RP_POPULATION_PRINC_2023")
    assert header == (
        '"GEO";"GEO_OBJECT";"SEX";"AGE";"RP_MEASURE";"FREQ";"OBS_STATUS";"TIME_PERIOD";"OBS_VALUE"'
    )
    ages = rows.pivot(index=["GEO", "GEO_OBJECT", "TIME_PERIOD"], columns="AGE", values="OBS_VALUE")
    assert (ages.drop(columns="_T").sum(axis=1) == ages["_T"]).all()
    assert 0.15 < (ages["Y65T79"] + ages["Y_GE80"]).sum() / ages["_T"].sum() < 0.25
    _, rows = melodi("DS_RP_EDUCATION_PRINC", "DS_RP_EDUCATION_PRINC_2023")
    enrolled = rows.pivot(index=["GEO", "GEO_OBJECT", "TIME_PERIOD"], columns="STUD", values="OBS_VALUE")
    assert (enrolled["1"] <= enrolled["_T"]).all()
    _, rows = melodi("DS_RP_SERIE_HISTORIQUE", "DS_RP_SERIE_HISTORIQUE_2023")
    assert set(rows.RP_MEASURE) == {"DWELLINGS", "POP", "BRTH", "DEATH"}
    assert set(rows[rows.RP_MEASURE.eq("BRTH")].TIME_PERIOD) == {"2012", "2017", "2023"}, (
        "none before the first"
    )
