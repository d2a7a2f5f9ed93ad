"""Command line, GeoJSON export and page of maps."""

import json
from dataclasses import replace

import pytest
import shapely

from centres import export, maps
from centres.__main__ import main
from centres.draw import draw
from tests.centres.conftest import X, Y, collection, square, told

pytestmark = pytest.mark.integration


@pytest.fixture
def command(settings, prepared, monkeypatch, capsys):
    """Runs `python -m centres …`: exit status, what it said, what it complained of."""
    for name, value in settings.as_env().items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(list(arguments))
        return status, *capsys.readouterr()

    return run


def test_draw_list_redraw(command):
    assert command("draw")[:2] == (
        0,
        "user 0, cluster 2, disc 1, new 3, kept 0, undrawn 0, ignored 0\n",
    )
    assert command("list")[1].splitlines() == [
        "10001 Town 10001: version 1, cluster, 6.0 ha, 69% of 52 storefronts",
        "10002 Town 10002: version 1, cluster, 6.0 ha, 69% of 52 storefronts",
        "10003 Town 10003: version 1, disc, 78.4 ha, - of 0 storefronts",
    ]
    assert command("redraw", "--commune", "10002")[1] == "10002 cluster, unchanged\n"
    assert command("redraw", "--all")[1].count("unchanged") == 3
    status, _, complaint = command("redraw", "--commune", "75056")
    assert status == 1 and "not a town in scope" in complaint


def test_check_tells_all_and_stores_nothing(command, prepared, tmp_path):
    file = tmp_path / "mine.geojson"
    file.write_text(collection(told(square()), told(square(half=5), "10002"), told(square(), "75056")))
    status, said, _ = command("check", str(file))
    assert status == 1
    assert said.splitlines()[-1] == "1 polygon(s) good, 1 problem(s), 1 ignored"
    assert prepared.execute("SELECT count(*) FROM centre.perimeter").fetchone() == (0,)
    file.write_text(collection(told(square())))
    assert command("check", str(file))[0] == 0
    assert command("check", str(tmp_path / "none"))[0] == 1


def test_export_is_whole_and_in_degrees(settings, prepared, tmp_path):
    (settings.perimeters / "given.geojson").write_text(collection(told(square(X + 20_000, Y, 400), "10003")))
    draw(settings)
    path = tmp_path / "site" / "town_centres.geojson"
    assert export.export(settings, path) == 3
    found = json.loads(path.read_text(encoding="utf-8"))
    assert found["is_simulated"] is True and "ODbL" in found["attribution"]
    first, _, user = found["features"]
    assert shapely.from_geojson(json.dumps(first["geometry"])).contains(shapely.Point(3, 46.5))
    made_at = first["properties"].pop("made_at")
    assert made_at.endswith("+00:00")
    assert first["properties"] == {
        "code_commune": "10001",
        "nom_commune": "Town 10001",
        "departement_code": "10",
        "version": 1,
        "method": "cluster",
        "reason": "first drawing",
        "area_ha": 6.03,
        "points": 52,
        "share_inside": 36 / 52,
        "share_eps_75": 36 / 52,
        "share_eps_150": 36 / 52,
        "is_sensitive": False,
        "storefront_vintage": "2026-09",
        "is_simulated": True,
    }
    assert (user["properties"]["method"], user["properties"]["area_ha"]) == ("user", 64.0)
    assert [file.name for file in path.parent.iterdir()] == ["town_centres.geojson"]
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_polygon_of_the_town_s_own_is_drawn_and_leaves_the_machine_where_it_is_published(
    settings, prepared, tmp_path
):
    own = tmp_path / "local" / "perimetres"
    own.mkdir(parents=True)
    (own / "ort.geojson").write_text(collection(told(square(X + 20_000, Y, 400), "10003")))
    settings = replace(settings, local=own.parent)
    draw(settings)
    for publishes in (False, True):
        shown = replace(settings, publish_local=publishes)
        export.export(shown, tmp_path / "c.geojson")
        *_, user = json.loads((tmp_path / "c.geojson").read_text(encoding="utf-8"))["features"]
        assert (user["properties"]["method"], user["properties"]["area_ha"]) == ("user", 64.0)
        assert (user["geometry"] is not None) == publishes
        assert ("ort.geojson" in (tmp_path / "c.geojson").read_text(encoding="utf-8")) == publishes
        maps.build(shown, tmp_path / "maps")
        names = {path.stem for path in (tmp_path / "maps").glob("1*.html")}
        assert names == {"10001", "10002", *(["10003"] if publishes else [])}


def test_a_page_shows_each_town_and_escapes_what_it_says(settings, prepared, tmp_path):
    prepared.execute("UPDATE intermediate.int_town SET nom_commune = '<b>' WHERE code_commune = '10003'")
    draw(settings)
    (tmp_path / "99999.html").write_text("a town of another day")
    index = maps.build(settings, tmp_path)
    assert {path.name for path in tmp_path.glob("*.html")} == {
        "index.html",
        *(f"1000{n}.html" for n in (1, 2, 3)),
    }
    told = index.read_text("utf-8")
    assert told.count("<tr data-mots") == 3
    assert "&lt;b&gt;" in told and "<b>" not in told and "http" not in told
    page = (tmp_path / "10001.html").read_text("utf-8")
    assert page.count("<svg") == 1 and "<script" not in page and "../" not in page
    assert "Données simulées" in page
    assert "69\u00a0% de 52" in page and "69\u00a0% à 75 m, 69\u00a0% à 150 m" in page
    assert "&lt;b&gt; (10003)" in (tmp_path / "10003.html").read_text("utf-8")


def test_beside_the_other_sites_a_map_leads_to_the_town_s_page(settings, prepared, tmp_path):
    draw(settings)
    maps.build(settings, tmp_path, is_beside_others=True)
    page = (tmp_path / "10002.html").read_text("utf-8")
    assert 'href="../index.html"' in page and 'href="../towns/commune/10002.html"' in page


def test_maps_of_nothing(settings, prepared, tmp_path):
    assert "Aucun périmètre" in maps.build(settings, tmp_path).read_text(encoding="utf-8")
