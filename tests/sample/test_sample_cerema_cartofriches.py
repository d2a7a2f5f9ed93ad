"""Brownfields: exact layout, escapes and blanks of the real file."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest

from sample.publishers import cerema_cartofriches

HEAD = b"site_id;site_nom;site_type;site_adresse;site_identif_date;site_actu_date;site_url;site_ademe_url;"
TAIL = b";source_nom;source_url;source_producteur;source_contact;geompoint;geomsurf"


def test_brownfields(content) -> None:
    text = content(cerema_cartofriches.URL)
    header = text.split(b"\n")[0]
    assert header.startswith(HEAD)
    assert header.endswith(TAIL)
    assert b'\\"' in text, "quotes escaped by a backslash"
    rows = pd.read_csv(io.BytesIO(text), sep=";", escapechar="\\", dtype=str, keep_default_na=False)
    assert rows.shape[1] == 50
    assert rows.site_id.is_unique
    assert (rows.geomsurf == "NA").all()
    assert 0.4 < (rows.site_statut == "friche potentielle").mean() < 0.53
    assert (rows.comm_insee == "").any()
    assert (rows.proprio_nom[rows.proprio_personne == "personne physique"] == "_X_").all()
    point = rows.geompoint.str.extract(r"POINT \((-?[\d.]+) (-?[\d.]+)\)").astype(float)
    assert point[1].between(-22, 51.5).all()


@pytest.mark.shared
def test_the_header_is_the_publisher_s(content, shared: Path) -> None:
    real = (shared / "real/mirror" / cerema_cartofriches.URL.removeprefix("https://")).read_bytes()
    assert content(cerema_cartofriches.URL).split(b"\n")[0] == real.split(b"\n")[0].strip()
