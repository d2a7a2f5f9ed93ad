"""LOVAC: Latin-1, secrets, hard blanks."""

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
