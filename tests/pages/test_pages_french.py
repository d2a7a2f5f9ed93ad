"""Numbers and words as French has them."""

from datetime import date

import pytest

from pages import french


@pytest.mark.parametrize(
    ("value", "decimals", "told"),
    [
        (1234567.891, 1, "1\u202f234\u202f567,9"),
        (-0.04, 1, "0,0"),
        (-1.45, 1, "\u22121,5"),
        (2.675, 2, "2,68"),
        (0.5, 0, "1"),
        (999, 0, "999"),
    ],
)
def test_a_number_is_rounded_as_postgresql_does_and_written_as_french_does(value, decimals, told):
    assert french.number(value, decimals) == told


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (1.94, "points", "+1,9\u00a0point"),
        (1.96, "points", "+2,0\u00a0points"),
        (-1.4, "%", "\u22121,4\u00a0%"),
        (0, "%", "0,0\u00a0%"),
        (0.3, "points d'indice", "+0,3\u00a0point d'indice"),
        (1, None, "+1,0"),
    ],
)
def test_a_change_has_its_sign_and_its_unit_agrees(value, unit, told):
    assert french.change(value, 1, unit) == told


def test_a_unit_that_is_no_plural_stays():
    assert french.quantity(1, 0, "ha") == "1\u00a0ha"
    assert french.quantity(1, 0, "pour 1 000 habitants") == "1\u00a0pour 1 000 habitants"
    assert french.quantity(1, 0, "points de vente") == "1\u00a0point de vente"


def test_dates_ranks_and_lists():
    assert french.day(date(2026, 3, 1)) == "1er mars 2026"
    assert french.month(date(2026, 8, 1)) == "août 2026"
    assert [french.ordinal(rank) for rank in (1, 2, 16)] == ["1er", "2e", "16e"]
    assert [french.listed(things) for things in ([], ["a"], ["a", "b", "c"])] == ["", "a", "a, b et c"]


def test_a_label_begins_small_within_a_sentence_and_an_acronym_does_not():
    assert french.inside("Taux de fermeture") == "taux de fermeture"
    assert french.inside("PVD") == "PVD"
