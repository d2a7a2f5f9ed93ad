"""Urssaf: exact header, one row a commune and activity, jobs where there is an employer."""

from __future__ import annotations

import pandas as pd

from sample.publishers import urssaf

YEARS = range(2006, 2026)
HEADER = (
    "region;ancienne_region;departement;zone_d_emploi;epci;commune;intitule_commune;grand_secteur_d_activite;"
    "secteur_na17;secteur_na38;secteur_na88;ape;code_region;code_ancienne_region;code_departement;"
    "code_zone_d_emploi;code_epci;code_commune;code_ape;"
) + ";".join(f"nombre_d_etablissements_{y};effectifs_salaries_{y}" for y in YEARS)


def test_urssaf(path) -> None:
    content = path(urssaf.URL).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf" + HEADER.encode() + b"\n")
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
