"""EmpCom: a GeoPackage in Lambert-93, words in two cases, zones that straddle, one in a town."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from sample.publishers import cerema_empcom


def test_contours_of_metropolitan_france(path) -> None:
    with closing(sqlite3.connect(path(cerema_empcom.URL))) as file:
        names = [row[1] for row in file.execute("pragma table_info(ZAE_France_metro_opendata)")]
        srs = file.execute("select srs_id from gpkg_geometry_columns").fetchall()
        rows = file.execute("select idcom, activite, Surf_ha from ZAE_France_metro_opendata").fetchall()
        (marks,) = file.execute(
            "select sum(substr(geom, 1, 2) = x'4750') from ZAE_France_metro_opendata"
        ).fetchone()
    assert names == ["fid", "geom", "id_dep", "idcom", "activite", "Surf_ha"]
    assert srs == [(2154,)]
    assert {activity for _, activity, _ in rows} == {"commerce", "Commerce", "artisanat"}
    assert any("," in idcom for idcom, _, _ in rows)
    assert not [idcom for idcom, _, _ in rows if idcom.startswith("97")]
    assert all(surface > 0 for _, _, surface in rows)
    assert marks == len(rows) > 100
