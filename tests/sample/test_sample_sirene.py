"""Simulated Sirene: valid numbers, contiguous periods, plausible commerce; units and links agree with establishments."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sample import sirene
from sample.publishers import sirene as publisher
from sample.sirene import writing
from sample.sirene.activities import activities
from sample.sirene.identifiers import LA_POSTE
from sample.sirene.legal_units import SAS
from sample.sirene.periods import OPEN
from sample.sirene.tables import last_periods
from sample.sirene.units import Units, day
from sample.sirene.writing import Establishments, establishments
from sample.world import World

SCALE = 0.5
LINK = (
    "siretEtablissementPredecesseur,siretEtablissementSuccesseur,dateLienSuccession,transfertSiege,"
    "continuiteEconomique,dateDernierTraitementLienSuccession"
)


@pytest.fixture(scope="module")
def stock(table) -> pd.DataFrame:
    return table(publisher.STOCK_PARQUET)


@pytest.fixture(scope="module")
def history(table) -> pd.DataFrame:
    return table(publisher.HISTORY_PARQUET)


@pytest.fixture(scope="module")
def by_siret(stock: pd.DataFrame) -> pd.DataFrame:
    return stock.set_index("siret")


@pytest.fixture(scope="module")
def drawn() -> Establishments:
    return establishments(World(scale=SCALE))


def luhn_sum(number: str) -> int:
    doubled = [int(c) * (1 + i % 2) for i, c in enumerate(reversed(number))]
    return sum(d - 9 * (d > 9) for d in doubled)


def test_parquet_types(path) -> None:
    stock = pq.read_schema(path(publisher.STOCK_PARQUET))
    special = {
        "dateCreationEtablissement": pa.date32(),
        "anneeEffectifsEtablissement": pa.int64(),
        "dateDernierTraitementEtablissement": pa.timestamp("us"),
        "etablissementSiege": pa.bool_(),
        "nombrePeriodesEtablissement": pa.int64(),
        "dateDebut": pa.date32(),
    }
    assert len(stock) == 54
    assert stock.names[:4] == ["siren", "nic", "siret", "statutDiffusionEtablissement"]
    assert stock.names[-1] == "activitePrincipaleNAF25Etablissement"
    assert {f.name: f.type for f in stock if f.type != pa.string()} == special
    history = pq.read_schema(path(publisher.HISTORY_PARQUET))
    assert len(history) == 18
    dates = {"dateDebut": pa.date32(), "dateFin": pa.date32()}
    flags = {n: pa.bool_() for n in history.names if n.startswith("changement")}
    assert len(flags) == 5
    assert {f.name: f.type for f in history if f.type != pa.string()} == dates | flags


def test_csv_twins_hold_the_same_rows(lines, path) -> None:
    for zipped, parquet, member in (
        (publisher.STOCK_ZIP, publisher.STOCK_PARQUET, "StockEtablissement_utf8.csv"),
        (publisher.HISTORY_ZIP, publisher.HISTORY_PARQUET, "StockEtablissementHistorique_utf8.csv"),
    ):
        rows = lines(zipped.removeprefix("https://"), member)
        table = pq.read_table(path(parquet))
        assert list(rows[0]) == table.column_names
        assert [r["siret"] for r in rows] == table["siret"].to_pylist()
        shown = [d.isoformat() if d else "" for d in table["dateDebut"].to_pylist()]
        assert [r["dateDebut"] for r in rows] == shown


def test_columns_and_types(path) -> None:
    def schema(url: str) -> pa.Schema:
        return pq.read_schema(path(url))

    units, history = schema(publisher.UNIT_PARQUET), schema(publisher.UNIT_HISTORY_PARQUET)
    assert (len(units), len(history)) == (35, 28)
    assert units.names[-1] == "activitePrincipaleNAF25UniteLegale"
    assert units.field("categorieJuridiqueUniteLegale").type == pa.int64()
    assert history.field("categorieJuridiqueUniteLegale").type == pa.string()
    assert schema(publisher.LINK_PARQUET).names == LINK.split(",")
    assert schema(publisher.DUPLICATE_PARQUET).names == [
        "siren",
        "sirenDoublon",
        "dateDernierTraitementDoublon",
    ]


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
    stated = ~first & state.notna() & state.shift().notna()
    assert flag[stated].eq(state.ne(state.shift())[stated]).all()
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
    created = drawn.register.created
    assert np.isin([day(1900), day(4, 3, 1), day(3035, 6, 1)], created).all()
    assert 0.005 < drawn.register.created_blank.mean() < 0.015


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


def test_units_are_those_of_the_establishments(table, by_siret: pd.DataFrame) -> None:
    units = table(publisher.UNIT_PARQUET).set_index("siren")
    heads = by_siret[by_siret.etablissementSiege].set_index("siren")
    assert units.index.is_unique
    assert set(units.index) == set(by_siret.siren)
    assert (units.nicSiegeUniteLegale == heads.nic.reindex(units.index)).all()
    active = by_siret.etatAdministratifEtablissement.eq("A").groupby(by_siret.siren).any()
    assert (units.etatAdministratifUniteLegale.eq("A") == active.reindex(units.index)).all()
    assert set(units.categorieJuridiqueUniteLegale) >= {1000, 5499, 5710, 6540, 7210}
    person = units.categorieJuridiqueUniteLegale == 1000
    assert units.nomUniteLegale[person].notna().all()
    assert units.nomUniteLegale[~person].isna().all()
    assert (units.nomUniteLegale[person & (units.statutDiffusionUniteLegale == "P")] == "[ND]").all()


def test_unit_periods_are_contiguous(table) -> None:
    units, history = table(publisher.UNIT_PARQUET), table(publisher.UNIT_HISTORY_PARQUET)
    same = history.siren.eq(history.siren.shift(-1))
    assert history.dateFin.isna().eq(~same).all()
    days = pd.to_datetime(history.dateDebut.shift(-1)[same]) - pd.to_datetime(history.dateFin[same])
    assert set(days.dt.days) == {1}
    current = history[history.dateFin.isna()].reset_index(drop=True)
    assert (current.dateDebut == units.dateDebut).all()
    assert (current.categorieJuridiqueUniteLegale == units.categorieJuridiqueUniteLegale.astype(str)).all()
    assert units.nombrePeriodesUniteLegale.tolist() == history.groupby("siren").size().tolist()


def test_links_tell_moves_and_takeovers(table, by_siret: pd.DataFrame) -> None:
    links = table(publisher.LINK_PARQUET)
    assert links.duplicated(["siretEtablissementPredecesseur", "siretEtablissementSuccesseur"]).any()
    links = links.drop_duplicates(["siretEtablissementPredecesseur", "siretEtablissementSuccesseur"])
    before = by_siret.loc[links.siretEtablissementPredecesseur].reset_index()
    after = by_siret.loc[links.siretEtablissementSuccesseur].reset_index()
    links = links.reset_index(drop=True)
    move = before.siren == after.siren
    commune = before.codeCommuneEtablissement == after.codeCommuneEtablissement
    assert 0.1 < len(links) / len(by_siret) < 0.25
    assert 0.3 < (~commune[move]).mean() < 0.5
    assert commune[~move].all(), "takeovers are where the shop was"
    assert (links.continuiteEconomique | ~links.transfertSiege).all()
    shown = (before.statutDiffusionEtablissement == "O") & (after.statutDiffusionEtablissement == "O")
    same_point = before.coordonneeLambertAbscisseEtablissement == after.coordonneeLambertAbscisseEtablissement
    known = (
        before.coordonneeLambertAbscisseEtablissement.notna()
        & after.coordonneeLambertAbscisseEtablissement.notna()
    )
    assert same_point[~move & shown & known].all()


def test_shops_crowd_around_the_town_hall() -> None:
    made = establishments(World(scale=0.3))
    where, units = made.where, made.units
    shop = np.isin(units.activity, activities().storefront)
    town = (where.people[units.place] > 20_000) & (where.side[units.place] > 3_000)
    away = np.hypot(units.sites.x - where.x[units.place], units.sites.y - where.y[units.place])
    close = (away < 400) & town
    assert 0.2 < close[shop & town].mean() < 0.45
    assert close[~shop & town].mean() < 0.25


@pytest.mark.parametrize("write", ["write_units", "write_unit_history", "write_links", "write_points"])
def test_benchmark_writers_of_other_tables(tmp_path: Path, write: str) -> None:
    getattr(sirene, write)(tmp_path / "table", 2_500, seed=3, row_group=4_000)
    assert pq.ParquetFile(tmp_path / "table").metadata.num_rows == 2_500


def open_retail(made: Establishments) -> pd.DataFrame:
    """SIREN and place of the retail shops open on the last day."""
    now = last_periods(made.spans)
    retail = np.array([naf.startswith("47.") for naf in activities().naf])
    retail &= np.isin(np.arange(len(retail)), activities().storefront)
    here = retail[now.activity] & (now.state == OPEN)
    return pd.DataFrame({"siren": made.units.siren[here], "place": made.units.place[here]})


def test_chains_have_shops_in_many_communes(drawn: Establishments) -> None:
    shops = open_retail(drawn)
    size = shops.groupby("siren").place.transform("size")
    town = drawn.where.people[shops.place] >= 20_000
    assert 0.12 < (size >= 10).mean() < 0.2
    assert (size >= 10)[town].mean() > (size >= 10)[~town].mean()
    assert shops[size >= 10].groupby("siren").place.nunique().min() >= 5


@pytest.mark.parametrize("scale", [0.01, 0.02, 0.05])
def test_small_countries_have_a_chain_too(scale: float) -> None:
    shops = open_retail(establishments(World(scale=scale))).groupby("siren").size()
    assert shops.max() >= 10
    assert 0.1 < shops[shops >= 10].sum() / shops.sum() < 0.25


def test_chains_change_nothing_but_numbers(drawn: Establishments, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "chained", lambda random, units, where: units)
    without = establishments(World(scale=SCALE))
    moved = drawn.units.siren != without.units.siren
    assert 0 < moved.mean() < 0.1
    for name in ("place", "activity", "birth", "closure", "reopening", "last_closure", "previous"):
        assert (getattr(drawn.units, name) == getattr(without.units, name)).all(), name
    # Legal units that are no chain keep their form and name.
    kept = np.isin(without.legal_units.siren, drawn.legal_units.siren)
    form, before = drawn.legal_units.drawn[0], without.legal_units.drawn[0][kept]
    _, size = np.unique(drawn.units.siren, return_counts=True)
    assert (form == before)[size < 10].all()
    assert (form[size >= 10] == SAS).all()
