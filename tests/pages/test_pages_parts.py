"""Small parts: sentences, charts, maps, tables, files that stay."""

import json
import re

import pytest

from pages import charts, headline, maps, tables
from pages.context import band_order
from pages.folder import Folder
from pages.series import Series
from pages.tables import Table

INFO = {
    "indicator_code": "C06",
    "label_fr": "Pérennité à 3 ans",
    "change_unit_fr": "points",
    "decimals": 1,
    "is_class": False,
    "after_value_fr": "%",
}
LATEST = {
    "period": 2025,
    "value": 80.0,
    "obs_status": "A",
    "status_fr": "Valeur normale",
    "is_across_break": False,
    "ci_low": None,
    "ci_high": None,
    "change_since_2022": 2.0,
    "peers_change_since_2022": 1.0,
    "change_against_peers": "better",
}


def series(code: str = "C06", **latest: object) -> Series:
    return Series(
        INFO | {"indicator_code": code}, [LATEST | {"period": 2022, "value": 78.0}, LATEST | latest]
    )


def test_the_latest_year_is_the_last_that_says_something_a_secret_included():
    awaited = LATEST | {"period": 2026, "obs_status": "O", "value": None}
    secret = LATEST | {"period": 2025, "obs_status": "Q", "value": None}
    assert Series(INFO, [LATEST | {"period": 2024}, secret, awaited]).latest is secret
    assert Series(INFO, [awaited]).latest is awaited


@pytest.mark.parametrize(
    ("latest", "doubt"),
    [
        ({}, None),
        ({"obs_status": "U", "status_fr": "Fiabilité faible"}, "fiabilité faible"),
        ({"is_across_break": True}, "rupture de série depuis 2022"),
        ({"ci_low": 77.0, "ci_high": 83.0}, "évolution dans la marge d’incertitude"),
        ({"ci_low": 79.0, "ci_high": 83.0}, None),
    ],
)
def test_a_change_is_doubted_by_its_status_a_break_or_its_interval(latest, doubt):
    assert series(**latest).doubt == doubt


def test_what_went_better_is_told_with_both_changes_and_what_is_unsure_is_not():
    told = headline.sentences(
        "Auxerre", [series(), series("C07", obs_status="U", status_fr="Fiabilité faible")], []
    )
    assert told[0] == (
        "Évolue mieux que dans les villes comparables depuis 2022 : pérennité à 3 ans (+2,0\u00a0points contre +1,0\u00a0point)."
    )
    assert told[1] == "Sur 2 indicateurs clés, 1 est à lire avec prudence : fiabilité faible (1)."


def test_a_provisional_figure_is_told_as_such():
    (told, _) = headline.sentences("A", [series(obs_status="P", status_fr="Valeur provisoire")], [])
    assert "chiffre provisoire" in told


def test_a_town_called_les_takes_a_plural_verb():
    told = headline.sentences("Les Avirons", [series("C01", change_since_2022=None)], [])
    assert told[0] == "Les Avirons comptent 80,0\u00a0% fin 2025."


def test_a_class_has_its_word_and_neither_median_nor_unit():
    classes = Series(
        INFO | {"is_class": True, "decimals": 0, "after_value_fr": None}, [LATEST | {"value": 4.0}]
    )
    assert classes.value() == "classe 4"
    assert classes.bare(name="peers_change_since_2022") is None


def test_bands_of_population_stand_from_small_to_large():
    codes = ["10-20k", "100-200k", ">=200k", "<10k", "50-100k", None]
    assert sorted(codes, key=band_order) == ["<10k", None, "10-20k", "50-100k", "100-200k", ">=200k"]


def test_storefronts_and_the_centre_begin_the_headline():
    stock = series("C01", value=412.0, change_since_2022=-1.4, peers_change_since_2022=-0.6)
    row = {
        "indicator_code": "C01",
        "change_since_2022_centre": 0.0,
        "change_since_2022_rest": -1.9,
        "change_unit_fr": "%",
    }
    told = headline.sentences("Auxerre", [stock], [row | {"obs_status_centre": "U", "obs_status_rest": "A"}])
    assert told[0].startswith("Auxerre compte 412,0\u00a0% fin 2025 ; leur nombre a baissé de 1,4")
    assert told[1] == (
        "Dans le cœur de ville, ce nombre n’a pas changé ; dans le reste de la ville, il a baissé de 1,9\u00a0%"
        " ; ces deux chiffres sont à lire avec prudence."
    )


def test_a_spark_line_parts_at_gaps_marks_breaks_and_escapes_its_text():
    line = charts.Line(
        [2017, 2018, 2019, 2020], [1, None, 3, 2], [1, 1, 1, 1], [0] * 4, [4] * 4, [2019, 2030]
    )
    drawn = charts.spark(line, 'a < "b"')
    assert drawn.count('class="break"') == 1
    assert drawn.count('class="own"') == 2
    assert 'aria-label="a &lt; &quot;b&quot;"' in drawn
    assert charts.spark(charts.Line([2017], [1]), "alone") == ""


def test_bars_go_both_ways_from_zero():
    drawn = charts.bars([3, -1], ["a", "b < c"], "told")
    assert re.search(r'class="more" x="232.5"[^>]*width="127.5"', drawn)
    assert re.search(r'class="less" x="190.0"[^>]*width="42.5"', drawn)

    assert ">b &lt; c</text>" in drawn


def test_provisional_months_are_hollow_and_empty_ones_have_no_bar():
    drawn = charts.months([1, 0, 2], [False, False, True], "told")
    assert (drawn.count('class="more"'), drawn.count('class="hollow"')) == (1, 1)


def test_a_centre_map_shows_discs_inside_squares_outside_and_leaves_out_who_has_no_place():
    square = {"type": "Polygon", "coordinates": [[[2, 48], [2.01, 48], [2.01, 48.01], [2, 48.01], [2, 48]]]}
    shops = [
        {"zone": "centre", "longitude": 2.005, "latitude": 48.005},
        {"zone": "rest", "longitude": 2.011, "latitude": 48.005},
        {"zone": "unlocated", "longitude": None, "latitude": None},
    ]
    drawn = maps.centre(json.dumps(square), shops, "told")
    assert 'class="inside" d="M0 0h0"' in drawn
    assert re.search(r'class="outside" d="M44\d \S+h0"', drawn)


def test_places_overseas_are_in_their_boxes():
    assert maps.place(55.5, -21.1)[0] < maps.BOX < maps.place(2.35, 48.85)[0]


def test_csv_is_for_french_spreadsheets_and_no_formula():
    told = tables.to_csv(Table("t", ("a", "b", "c"), [(1.5, "=1+1", None), (-2, True, "x;y")]))
    assert told == '\ufeffa;b;c\r\n1,5;\'=1+1;\r\n-2;oui;"x;y"\r\n'


def test_the_same_table_gives_the_same_bytes():
    table = Table("t", ("a",), [(1,)], ["note"])
    assert tables.to_xlsx([table]) == tables.to_xlsx([table])


def test_a_file_whose_content_is_the_same_stays(tmp_path):
    first = Folder(tmp_path)
    first.put("a/b.txt", "x")
    stamp = (tmp_path / "a" / "b.txt").stat().st_mtime_ns
    second = Folder(tmp_path)
    second.put("a/b.txt", "x")
    second.put("c.txt", "y")
    assert (first.written, second.written, second.sweep()) == (1, 1, 0)
    assert (tmp_path / "a" / "b.txt").stat().st_mtime_ns == stamp
    third = Folder(tmp_path)
    third.put("c.txt", "y")
    assert third.sweep() == 1
