"""Permits: exact header, surfaces by use and step, one typed the wrong way round."""

from __future__ import annotations

import io

import pandas as pd

from sample.publishers import sdes_sitadel

HEAD = "REG_CODE;REG_LIBELLE;DEP_CODE;DEP_LIBELLE;COMM;TYPE_DAU;NUM_DAU;ETAT_DAU;DATE_REELLE_AUTORISATION;"


def test_permits(content) -> None:
    text = content(sdes_sitadel.URL).decode()
    assert text.startswith(HEAD)
    rows = pd.read_csv(io.StringIO(text), sep=";", dtype=str)
    assert rows.NUM_DAU.is_unique
    surfaces = [name for name in rows if name.startswith("SURF_")]
    assert len(surfaces) == 45, "craft has no column any more"
    for step in sdes_sitadel.STEPS:
        uses = rows[[f"SURF_{use}_{step}" for use in sdes_sitadel.USES if use not in ("HAB", "LOC")]].astype(
            int
        )
        assert (uses.sum(axis=1) == rows[f"SURF_LOC_{step}"].astype(int)).all()
    assert set(rows.I_EXTENSION) == {"true", "false"}
    created = rows.SURF_COM_CREEE.astype(int)
    assert (created > 0)[rows.DESTINATION_PRINCIPALE == "4"].mean() > 0.9
    assert (rows[surfaces].astype(int) < 0).any().any(), "a permit typed the wrong way round"


def test_the_header_is_the_publisher_s(content, shared) -> None:
    real = (shared / "real/excerpts/sdes_sitadel_locaux_2026_autumn.csv").read_text(encoding="utf-8")
    assert content(sdes_sitadel.URL).decode().split("\n")[0] == real.split("\n")[0]
