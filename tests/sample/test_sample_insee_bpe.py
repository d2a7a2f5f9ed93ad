"""BPE: exact header, text in quotes, numbers bare, names masked."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from sample.publishers import insee_bpe


def test_equipments(content) -> None:
    archive = zipfile.ZipFile(io.BytesIO(content(insee_bpe.URL)))
    assert archive.namelist() == ["BPE25.csv"]
    text = archive.read("BPE25.csv").decode()
    lines = text.split("\n")
    assert lines[0].startswith('"AN";"APET";"NOMRS";"CNOMRS";"NUMVOIE"')
    assert lines[0].endswith('"EPCI";"UU2020";"BV2022";"AAV2020";"DENS3";"DENS7"')
    rows = pd.read_csv(io.StringIO(text), sep=";", dtype=str, keep_default_na=False)
    assert rows.shape[1] == 95
    assert (rows.TYPEQU.str[:2] == rows.SDOM).all()
    assert not rows.APET.str.contains(r"\.").any()
    assert f";{rows.LAMBERT_X[0]};" in lines[1], "numbers are bare"
    assert (rows.NOMRS[rows.STATUT_DIFFUSION == "P"] == "[ND]").all()


@pytest.mark.shared
def test_the_header_is_the_publisher_s(content, shared: Path) -> None:
    archive = zipfile.ZipFile(io.BytesIO(content(insee_bpe.URL)))
    exact = (shared / "sources/headers/BPE25.header.csv").read_text().strip()
    assert archive.read("BPE25.csv").decode().split("\n")[0] == exact
