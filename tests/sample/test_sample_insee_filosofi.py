"""Filosofi: exact header, and secrets as the publisher keeps them."""

from __future__ import annotations

import io
import zipfile

import pandas as pd
import pytest

from sample.publishers import insee_filosofi as filosofi


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


def member(body: bytes, name: str) -> pd.DataFrame:
    with zipfile.ZipFile(io.BytesIO(body)) as archive, archive.open(name) as text:
        return pd.read_csv(text, sep=";", dtype=str, encoding="latin-1", keep_default_na=False)


def test_filosofi_before_melodi_has_a_file_a_year(content) -> None:
    base = member(content(filosofi.BASE), "cc_filosofi_2017_COM.CSV")
    header = ["CODGEO", "LIBGEO", "NBMENFISC17", "NBPERSMENFISC17", "MED17", "TP6017", "D117", "D917"]
    assert list(base.columns) == header
    assert base.LIBGEO.str.contains("é").any()
    for year, url in filosofi.STRUCTURE.items():
        rows = member(content(url), f"FILO{year}_DISP_COM.csv")
        of = year % 100
        header = ["CODGEO", "LIBGEO", f"NBMEN{of}", f"NBPERS{of}", f"Q2{of}", f"D1{of}", f"D9{of}", f"GI{of}"]
        assert list(rows.columns) == header
        assert list(rows.CODGEO) == list(base.CODGEO)


def test_filosofi_of_2017_is_of_its_communes_and_keeps_its_secrets(content, melodi) -> None:
    base = member(content(filosofi.BASE), "cc_filosofi_2017_COM.CSV").set_index("CODGEO")
    assert {"69123", "69381", "69149", "69152"} <= set(base.index), "Lyon twice, and what merged in 2024"
    assert 0.02 < (base.MED17 == "s").mean() < 0.3
    assert (base.D117 == "s").sum() > (base.MED17 == "s").sum()
    _, rows = melodi("DS_FILOSOFI_CC", "DS_FILOSOFI_CC_2023")
    later = rows[(rows.FILOSOFI_MEASURE == "MED_SL") & (rows.GEO_OBJECT == "COM")].set_index("GEO").OBS_VALUE
    growth = later / pd.to_numeric(base.MED17, errors="coerce")
    assert growth.median() == pytest.approx(filosofi.YEARLY_GROWTH**6, rel=0.01)
