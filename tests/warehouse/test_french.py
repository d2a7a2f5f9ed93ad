"""Numbers and words as French has them."""

from datetime import date

import pytest

from warehouse import french


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
    assert french.quantity(1, 0, "pour 1 000 habitants") == "1\u00a0pour 1\u202f000 habitants"
    assert french.quantity(1, 0, "points de vente") == "1\u00a0point de vente"


def test_dates_ranks_and_lists():
    assert french.day(date(2026, 3, 1)) == "1er mars 2026"
    assert french.month(date(2026, 8, 1)) == "août 2026"
    assert [french.ordinal(rank) for rank in (1, 2, 16)] == ["1er", "2e", "16e"]
    assert [french.listed(things) for things in ([], ["a"], ["a", "b", "c"])] == ["", "a", "a, b et c"]


def test_a_label_begins_small_within_a_sentence_and_an_acronym_does_not():
    assert french.inside("Taux de fermeture") == "taux de fermeture"
    assert french.inside("PVD") == "PVD"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Aire de 50 000 à moins de 200 000 habitants",
            "Aire de 50\u202f000 à moins de 200\u202f000 habitants",
        ),
        ("1 234 567,8 m²", "1\u202f234\u202f567,8 m²"),
        ("2022 100 villes de 15 ans", "2022 100 villes de 15 ans"),
    ],
)
def test_thousands_of_a_text_stay_on_one_line(text, told):
    assert french.grouped(text) == told


def test_spaces_before_and_after_marks_are_hard():
    assert french.spaced("« l'aire » : 5 % !") == "«\u00a0l’aire\u00a0»\u00a0: 5\u00a0%\u202f!"
    assert french.spaced("n° 1 ; aujourd&#39;hui ?") == "n°\u00a01\u202f; aujourd’hui\u202f?"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Auxerre", "d’Auxerre"),
        ("Écully", "d’Écully"),
        ("Le Mans", "du Mans"),
        ("Les Abymes", "des Abymes"),
        ("La Rochelle", "de La Rochelle"),
        ("L’Étang-Salé", "de L’Étang-Salé"),
        ("Hyères", "d’Hyères"),
        ("Haguenau", "de Haguenau"),
        ("Nevers", "de Nevers"),
    ],
)
def test_of_a_town_is_elided_or_contracted_as_its_name_asks(name, told):
    assert french.of(name) == told


def test_words_agree_with_their_number():
    assert [french.counted(n, "ligne") for n in (0, 1, 2)] == [
        "0\u00a0ligne",
        "1\u00a0ligne",
        "2\u00a0lignes",
    ]
    assert french.plural("Tranche de population") == "Tranches de population"
    assert french.plural("Villes d’un programme") == "Villes d’un programme"


def test_a_reason_within_a_sentence_has_no_full_stop():
    assert french.inside("Le dénominateur est nul.") == "le dénominateur est nul"
