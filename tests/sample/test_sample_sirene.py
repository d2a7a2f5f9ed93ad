"""Simulated establishments: valid numbers, contiguous periods, plausible commerce."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from sample import sirene
from sample.publishers.insee_sirene import HISTORY_PARQUET, STOCK_PARQUET
from sample.sirene.activities import activities
from sample.sirene.identifiers import LA_POSTE
from sample.sirene.periods import OPEN
from sample.sirene.units import Units, day
from sample.sirene.writing import Establishments, establishments
from sample.world import World

SCALE = 0.5


@pytest.fixture(scope="module")
def stock(small_mirror: Path) -> pd.DataFrame:
    return pq.read_table(small_mirror / STOCK_PARQUET.removeprefix("https://")).to_pandas()


@pytest.fixture(scope="module")
def history(small_mirror: Path) -> pd.DataFrame:
    return pq.read_table(small_mirror / HISTORY_PARQUET.removeprefix("https://")).to_pandas()


@pytest.fixture(scope="module")
def drawn() -> Establishments:
    return establishments(World(scale=SCALE))


def luhn_sum(number: str) -> int:
    doubled = [int(c) * (1 + i % 2) for i, c in enumerate(reversed(number))]
    return sum(d - 9 * (d > 9) for d in doubled)


def test_luhn_sum_knows_a_real_number() -> None:
    assert luhn_sum("732829320") % 10 == 0


def test_every_siren_and_siret_is_valid(stock: pd.DataFrame) -> None:
    post = stock.siren == str(LA_POSTE)
    assert stock.siret.is_unique
    assert (stock.siret == stock.siren + stock.nic).all()
    assert all(luhn_sum(siren) % 10 == 0 for siren in stock.siren.unique())
    assert all(luhn_sum(siret) % 10 == 0 for siret in stock.siret[~post])
    assert post.sum() > 100
    assert all(sum(map(int, siret)) % 5 == 0 for siret in stock.siret[post])


def test_one_head_office_each(stock: pd.DataFrame) -> None:
    assert (stock.groupby("siren").etablissementSiege.sum() == 1).all()


def test_periods_are_contiguous_and_end_open(history: pd.DataFrame) -> None:
    same = history.siret.eq(history.siret.shift(-1))
    assert history.siret.is_monotonic_increasing
    assert history.dateFin.isna().eq(~same).all()
    following = history.dateDebut.shift(-1)[same]
    assert [(b - a).days for a, b in zip(history.dateFin[same], following, strict=True)] == [1] * int(
        same.sum()
    )


def test_stock_agrees_with_the_current_period(stock: pd.DataFrame, history: pd.DataFrame) -> None:
    current = history[history.dateFin.isna()].reset_index(drop=True)
    for name in ("siret", "dateDebut", "etatAdministratifEtablissement", "activitePrincipaleEtablissement",
                 "nomenclatureActivitePrincipaleEtablissement", "caractereEmployeurEtablissement"):  # fmt: skip
        pd.testing.assert_series_equal(stock[name], current[name])
    assert stock.nombrePeriodesEtablissement.tolist() == history.groupby("siret").size().tolist()


def test_changes_are_flagged(history: pd.DataFrame) -> None:
    first = history.siret.ne(history.siret.shift())
    state, flag = history.etatAdministratifEtablissement, history.changementEtatAdministratifEtablissement
    known = ~first & state.notna() & state.shift().notna()
    assert flag[known].eq(state.ne(state.shift())[known]).all()
    assert not flag[first].any()
    assert ((state == "A") & flag).any(), "some reopen"


def test_masked_rows_keep_their_commune(stock: pd.DataFrame) -> None:
    masked = stock[stock.statutDiffusionEtablissement == "P"]
    assert 0.11 < len(masked) / len(stock) < 0.15
    for name in ("libelleVoie", "codePostal", "coordonneeLambertAbscisse", "denominationUsuelle"):
        assert (masked[f"{name}Etablissement"] == "[ND]").all()
        assert not (stock[f"{name}Etablissement"][stock.statutDiffusionEtablissement == "O"] == "[ND]").any()
    assert masked.codeCommuneEtablissement.str.fullmatch(r"\d[\dAB]\d{3}").all()


def test_lyon_is_in_its_districts(stock: pd.DataFrame) -> None:
    codes = set(stock.codeCommuneEtablissement)
    assert codes >= {f"6938{n}" for n in range(1, 10)}
    assert "69123" not in codes


def test_odd_dates_of_the_register_are_there(drawn: Establishments) -> None:
    created = drawn.known.created
    assert np.isin([day(1900), day(4, 3, 1), day(3035, 6, 1)], created).all()
    assert 0.005 < drawn.known.created_blank.mean() < 0.015


def test_nomenclatures_follow_their_time(history: pd.DataFrame) -> None:
    begun = pd.to_datetime(history.dateDebut, errors="coerce")
    version = history.nomenclatureActivitePrincipaleEtablissement
    assert set(version[begun >= "2008-01-01"].dropna()) == {"NAFRev2"}
    assert set(version[(begun > "1901-01-01") & (begun < "2003-01-01")].dropna()) == {"NAF1993"}
    last_before = pd.to_datetime(history.dateFin, errors="coerce") < "2008-01-01"
    assert "NAFRev1" in set(version[last_before])


def shops_open(made: Establishments, year: int) -> np.ndarray:
    """Number of open storefronts in each place at the end of a year."""
    spans, moment = made.spans, day(year, 12, 31)
    shop = np.isin(spans.activity, activities().storefront)
    there = (spans.start <= moment) & (spans.end >= moment) & (spans.state == OPEN) & shop
    return np.bincount(made.units.place[spans.unit[there]], minlength=len(made.where.code))


def test_shops_per_inhabitant_are_those_of_towns_and_villages(drawn: Establishments) -> None:
    people, shops = drawn.where.people, shops_open(drawn, 2023)
    town, village = people >= 10_000, people < 1_000
    density = shops / np.maximum(people, 1) * 1000 / SCALE
    assert 11 < shops[town].sum() / people[town].sum() * 1000 / SCALE < 14
    assert 2 < shops[village].sum() / people[village].sum() * 1000 / SCALE < 6
    assert 0.5 < np.std(density[town]) < 3, "towns differ"


def test_shops_open_and_close_at_a_plausible_pace(drawn: Establishments) -> None:
    units: Units = drawn.units
    shop = np.isin(units.activity, activities().storefront)
    for year in range(2013, 2026):
        stock = shops_open(drawn, year - 1).sum()
        for event in (units.birth, units.closure):
            rate = ((event >= day(year)) & (event <= day(year, 12, 31)) & shop).sum() / stock
            assert 0.05 < rate < 0.08, (year, rate)
    towns = drawn.where.people > 30_000
    growth = shops_open(drawn, 2025)[towns] / shops_open(drawn, 2017)[towns] - 1
    assert growth.min() < -0.02 < 0.02 < growth.max()


def test_benchmark_writers(tmp_path: Path) -> None:
    sirene.write_stock(tmp_path / "stock", 2_500, seed=3, row_group=1_000)
    sirene.write_history(tmp_path / "history", 2_500, seed=3, row_group=1_000)
    stock, history = pq.ParquetFile(tmp_path / "stock"), pq.ParquetFile(tmp_path / "history")
    assert [stock.metadata.row_group(i).num_rows for i in range(3)] == [1_000, 1_000, 500]
    assert history.metadata.num_rows == 2_500
    siret = stock.read(["siret"])["siret"].to_pylist()
    assert len(set(siret)) == 2_500
    assert set(history.read(["siret"])["siret"].to_pylist()) <= set(siret)
