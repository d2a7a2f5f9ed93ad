"""DVF: a gzip a year, one price on every row of a sale, departments that are not there."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pandas as pd

from sample.publishers import dvf

HEAD = "id_mutation,date_mutation,numero_disposition,nature_mutation,valeur_fonciere,adresse_numero,"


def test_sales(small_mirror: Path) -> None:
    folder = small_mirror / dvf.BASE.removeprefix("https://")
    assert sorted(p.name for p in folder.iterdir()) == ["2021", "2022", "2023", "2024", "2025"]
    text = gzip.decompress((folder / "2024/full.csv.gz").read_bytes()).decode()
    assert text.startswith(HEAD)
    rows = pd.read_csv(io.StringIO(text), dtype=str)
    assert rows.shape[1] == 40
    assert rows.id_mutation.duplicated().any()
    assert (rows.groupby("id_mutation").valeur_fonciere.nunique() == 1).all()
    assert "Local industriel. commercial ou assimilé" in set(rows.type_local)
    assert "89" in set(rows.code_departement)
    assert not {"57", "67", "68"} & set(rows.code_departement)
    communes = rows.groupby("id_mutation").code_commune.nunique()
    assert (communes == 1).all(), "numbered once in the whole year"
