"""Permits: exact header, surfaces by use and step, one typed the wrong way round."""

from __future__ import annotations

import io

import pandas as pd

from sample.publishers import sdes_sitadel

HEAD = '"REG_CODE";"DEP_CODE";"COMM";"TYPE_DAU";"NUM_DAU";"ETAT_DAU";"DATE_REELLE_AUTORISATION";'


def test_permits(content) -> None:
    text = content(sdes_sitadel.URL).decode()
    assert text.startswith(HEAD)
    rows = pd.read_csv(io.StringIO(text), sep=";", dtype=str)
    assert rows.NUM_DAU.is_unique
    surfaces = [name for name in rows if name.startswith("SURF_")]
    assert len(surfaces) == 50
    created = rows.SURF_COM_CREEE.astype(int)
    assert (created > 0)[rows.DESTINATION_PRINCIPALE == "4"].mean() > 0.9
    assert (rows[surfaces].astype(int) < 0).any().any(), "a permit typed the wrong way round"
