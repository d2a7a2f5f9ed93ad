"""LOVAC: Latin-1, secrets, hard blanks; larger territories hold what is secret in their communes."""

from __future__ import annotations

import io

import pandas as pd

from sample.publishers import lovac

HEAD = b"CODGEO_26;LIBGEO_26;pp_vacant_26;pp_vacant_plus_2ans_26;ff_pp_total_25;pp_vacant_25;"


def test_vacant_homes(content) -> None:
    text = content(lovac.URL)
    assert text.startswith(HEAD)
    rows = pd.read_csv(io.BytesIO(text), sep=";", dtype=str, encoding="latin-1")
    assert "pp_total_26" not in rows
    assert set(rows.CODGEO_26) >= {"69381", "69389"}
    assert rows.LIBGEO_26.str.contains("é").any()
    vacant = rows.pp_vacant_26
    assert (vacant == "s").any()
    assert rows.ff_pp_total_25.str.contains("\u00a0").any()
    shown = vacant[vacant != "s"].str.replace("\u00a0", "").astype(int)
    assert shown.min() >= 11


def counts(column: pd.Series) -> pd.Series:
    return pd.to_numeric(column.str.replace("\u00a0", "").str.strip(), errors="coerce")


def test_departments_regions_and_france_add_up(content) -> None:
    departments, regions = (
        pd.read_csv(io.BytesIO(content(url)), sep=";", dtype=str, encoding="latin-1")
        for url in (lovac.DEPARTEMENTS, lovac.REGIONS)
    )
    assert list(departments.columns[:4]) == [
        " DEP ",
        " LIB_DEP ",
        " pp_vacant_26 ",
        " pp_vacant_plus_2ans_26 ",
    ]
    assert (departments[" DEP "].str[0] == " ").all()
    france = pd.read_csv(io.BytesIO(content(lovac.FRANCE)), sep=";", dtype=str, encoding="latin-1")
    assert list(france.columns) == ["Millésime", "pp_vacant", "pp_vacant_plus_2ans", "ff_pp_total"]
    told = counts(france.set_index("Millésime")["pp_vacant_plus_2ans"])
    for year in range(20, 27):
        name = f" pp_vacant_plus_2ans_{year} "
        assert counts(departments[name]).sum() == counts(regions[name]).sum() == told[f"20{year}"]


def test_what_is_secret_in_communes_is_in_their_department(content) -> None:
    communes = pd.read_csv(io.BytesIO(content(lovac.URL)), sep=";", dtype=str, encoding="latin-1")
    shown = counts(communes["pp_vacant_plus_2ans_26"]).sum()
    france = pd.read_csv(io.BytesIO(content(lovac.FRANCE)), sep=";", dtype=str, encoding="latin-1")
    hidden = (communes["pp_vacant_plus_2ans_26"] == "s").sum()
    assert 0 < counts(france["pp_vacant_plus_2ans"])[0] - shown <= 10 * hidden
