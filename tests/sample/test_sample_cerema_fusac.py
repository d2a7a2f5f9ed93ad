"""FUSAC: sites of all kinds in one layer, another beside it, overseas in metres of another projection."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing

from sample.publishers import cerema_fusac


def test_sites_of_all_kinds(path) -> None:
    with closing(sqlite3.connect(path(cerema_fusac.URL))) as file:
        layers = file.execute("select table_name from gpkg_contents order by 1").fetchall()
        rows = file.execute(
            f"select site_id, site_type, site_etat, site_coddep from {cerema_fusac.LAYER}"
        ).fetchall()
    assert layers == [("fr_fusac_cerema_site_eco_2025",), ("fr_fusac_cerema_terrain_2025",)]
    assert len({site for site, *_ in rows}) == len(rows)
    kinds = Counter((kind, state) for _, kind, state, _ in rows)
    assert kinds["zone d'activité économique", "existant et actif"] > 200
    assert {*cerema_fusac.OTHERS} <= {*kinds}
    assert any(department.startswith("97") for *_, department in rows)
    assert {department for *_, department in rows} & {"2A", "2B"}
