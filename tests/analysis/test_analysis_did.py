"""From rows of the mart to a report and a picture."""

import csv
import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from analysis import did
from analysis.__main__ import main
from analysis.panel import Panel, prepare
from tests.analysis.made import towns

SVG = "{http://www.w3.org/2000/svg}"


def made(rows: pd.DataFrame, **told: bool) -> Panel:
    return prepare(rows.assign(**told), "X01", "all", "Essai", "points")


def written(rows: pd.DataFrame, folder: Path, **told: bool) -> dict[str, str]:
    told_of = did.examine(did.weigh(made(rows, **told), "classes"), "classes")
    return {path.name: path.read_text("utf-8") for path in did.write(told_of, folder)}


@pytest.fixture(scope="module")
def of_an_effect(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is written of towns that gain 3, by file."""
    return written(towns(effect=3), tmp_path_factory.mktemp("did"))


def test_a_report_says_what_is_found_and_what_cannot_be(of_an_effect):
    text = " ".join(of_an_effect["did_X01_all.md"].split())
    assert "expérimentale (statut G)" in text
    assert (
        "L'effet propre de l'Acte II n'est pas identifié pour les villes déjà dans le programme depuis 2018"
        in text
    )
    assert "aucune estimation n'est donnée ville par ville" in text
    assert re.search(r"Écart moyen depuis l'entrée : \*\*\+3,\d\d\*\*", text)
    assert "pas de différence décelée" in text
    assert "60 villes du programme, 90 témoins, 75 EPCI, années 2012 à 2024" in text
    assert "| sans témoins en ORT |" in text
    assert "Pas d'estimation : trop peu de villes" in text, "no entrants of the second phase"
    assert re.search(r"De fin 2022 à fin 2024 : [+−]?\d", text)
    assert "SIMULÉES" not in text


def test_a_trend_before_forbids_to_read_an_effect(tmp_path):
    text = written(towns(drift=0.3), tmp_path)["did_X01_all.md"]
    assert "ne doit pas être lu comme un effet" in text


def test_no_effect_is_said(tmp_path):
    assert "aucun effet n'est établi" in written(towns(), tmp_path)["did_X01_all.md"]


def test_simulated_is_said_across_the_top(tmp_path):
    pages = written(towns(effect=3), tmp_path, is_simulated=True)
    assert pages["did_X01_all.md"].splitlines()[0].startswith("**DONNÉES SIMULÉES : AUCUN FAIT.")
    assert "DONNÉES SIMULÉES : AUCUN FAIT" in pages["did_X01_all_acte1.svg"]
    assert all(row["simule"] == "True" for row in csv.DictReader(pages["did_X01_all.csv"].splitlines()))


def test_the_picture_has_a_mark_for_each_year(of_an_effect):
    picture = ElementTree.fromstring(of_an_effect["did_X01_all_acte1.svg"])  # noqa: S314 (our own)
    assert len(picture.findall(f"{SVG}circle")) == 16
    words = [one.text for one in picture.iter(f"{SVG}text")]
    assert {"-9", "0", "+6"} <= set(words)
    for mark in picture.findall(f"{SVG}circle"):
        assert 0 < float(mark.get("cx")) < 760
        assert 0 < float(mark.get("cy")) < 430


def test_no_town_is_named(of_an_effect):
    for text in of_an_effect.values():
        assert not re.search(r"\b000\d\d\b", text)


def test_entrants_of_the_second_phase_are_looked_at_since_the_first():
    rows = towns(effect=3)
    rows.loc[rows.cohort == 2021, "phase"] = "acte2"
    runs = did.examine(did.weigh(made(rows), "classes"), "classes").runs
    found = {run.phase: run.found for run in runs if run.variant == "principal"}
    assert (found["acte1"].treated, found["acte1"].years) == (40, (2012, 2024))
    assert (found["acte2"].treated, found["acte2"].years) == (20, (2018, 2024))


def test_robustness_leaves_out_controls_only():
    rows = towns(effect=3)
    rows.loc[rows.cohort.isna() & (rows.town > "00119"), "is_ort"] = True
    runs = did.examine(did.weigh(made(rows), "classes"), "classes").runs
    sizes = {run.variant: (run.found.treated, run.found.controls) for run in runs if run.found}
    assert sizes["principal"] == (60, 90)
    assert sizes["sans témoins en ORT"] == (60, 60)
    # EPCI 0 to 59 hold a treated town; controls are numbered 60 to 149, in EPCI of their number modulo 75.
    assert sizes["sans témoins voisins d'une ville du programme"] == (60, 30)


def test_counts_are_compared_by_their_logarithm():
    rows = towns().assign(is_count=True)
    rows["value"] = 200 * np.exp(0.05 * (rows.year >= rows.cohort.fillna(9999))) + 0.01 * rows.value
    rows.loc[0, "value"] = 0
    panel = made(rows)
    found = did.examine(did.weigh(panel, "classes"), "classes").runs[0].found
    assert found.effect == pytest.approx(0.05, abs=0.002)
    assert panel.left_out == {"valeurs nulles, sans logarithme": 1}


def test_what_is_left_out_is_counted():
    rows = towns()
    rows.loc[rows.town == "00149", ["design_role", "exclusion_reason"]] = ["excluded", "paris_suburb"]
    rows.loc[rows.town == "00148", "weight"] = np.nan
    rows.loc[(rows.town == "00147") & (rows.year == 2015), "value"] = np.nan
    rows.loc[rows.year == 2024, "is_provisional"] = True
    weighed = did.weigh(made(rows), "classes")
    assert weighed.left_out == {
        "villes de l'agglomération parisienne": 1,
        "valeurs provisoires": 149,
        "valeurs absentes, secrètes ou non diffusées": 1,
        "villes sans contrepartie pour l'appariement": 1,
    }
    assert weighed.rows.town.nunique() == 148


def test_the_command_says_what_it_does(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["did", "--help"])
    told = capsys.readouterr().out
    assert ended.value.code == 0
    for option in ("--outcome", "--zone", "--weights", "--folder"):
        assert option in told


@pytest.mark.integration
def test_without_the_mart_it_says_what_to_do(warehouse_settings, monkeypatch, capsys):
    for name, value in warehouse_settings.as_env().items():
        monkeypatch.setenv(name, value)
    assert main(["did", "--outcome", "C01"]) == 1
    assert "make run" in capsys.readouterr().err
