"""Legal units, links of succession and points agree with the establishments."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sample import sirene
from sample.publishers import insee_sirene as publisher

LINK = (
    "siretEtablissementPredecesseur,siretEtablissementSuccesseur,dateLienSuccession,transfertSiege,"
    "continuiteEconomique,dateDernierTraitementLienSuccession"
)
POINT = (
    "siret;x;y;qualite_xy;epsg;plg_qp24;plg_iris;plg_zus;plg_qp15;plg_qva;plg_code_commune;distance_precision;"
    "qualite_qp24;qualite_iris;qualite_zus;qualite_qp15;qualite_qva;y_latitude;x_longitude"
)


@pytest.fixture(scope="module")
def table(small_mirror: Path):
    def read(url: str) -> pd.DataFrame:
        return pq.read_table(small_mirror / url.removeprefix("https://")).to_pandas()

    return read


@pytest.fixture(scope="module")
def stock(table) -> pd.DataFrame:
    return table(publisher.STOCK_PARQUET).set_index("siret")


def test_columns_and_types(small_mirror: Path) -> None:
    def schema(url: str) -> pa.Schema:
        return pq.read_schema(small_mirror / url.removeprefix("https://"))

    units, history = schema(publisher.UNIT_PARQUET), schema(publisher.UNIT_HISTORY_PARQUET)
    assert (len(units), len(history)) == (35, 28)
    assert units.names[-1] == "activitePrincipaleNAF25UniteLegale"
    assert units.field("categorieJuridiqueUniteLegale").type == pa.int64()
    assert history.field("categorieJuridiqueUniteLegale").type == pa.string()
    assert schema(publisher.LINK_PARQUET).names == LINK.split(",")
    assert schema(publisher.POINT_PARQUET).names == POINT.split(";")
    assert schema(publisher.DUPLICATE_PARQUET).names == [
        "siren",
        "sirenDoublon",
        "dateDernierTraitementDoublon",
    ]
    assert schema(publisher.POINT_PARQUET).field("x_longitude").type == pa.float64()


def test_units_are_those_of_the_establishments(table, stock: pd.DataFrame) -> None:
    units = table(publisher.UNIT_PARQUET).set_index("siren")
    heads = stock[stock.etablissementSiege].set_index("siren")
    assert units.index.is_unique
    assert set(units.index) == set(stock.siren)
    assert (units.nicSiegeUniteLegale == heads.nic.reindex(units.index)).all()
    active = stock.etatAdministratifEtablissement.eq("A").groupby(stock.siren).any()
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


def test_links_tell_moves_and_takeovers(table, stock: pd.DataFrame) -> None:
    links = table(publisher.LINK_PARQUET)
    assert links.duplicated(["siretEtablissementPredecesseur", "siretEtablissementSuccesseur"]).any()
    links = links.drop_duplicates(["siretEtablissementPredecesseur", "siretEtablissementSuccesseur"])
    before = stock.loc[links.siretEtablissementPredecesseur].reset_index()
    after = stock.loc[links.siretEtablissementSuccesseur].reset_index()
    links = links.reset_index(drop=True)
    move = before.siren == after.siren
    commune = before.codeCommuneEtablissement == after.codeCommuneEtablissement
    assert 0.1 < len(links) / len(stock) < 0.25
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


def test_points_are_in_their_commune_and_on_the_map(table, stock: pd.DataFrame) -> None:
    points = table(publisher.POINT_PARQUET)
    rows = stock.loc[points.siret]
    assert (rows.statutDiffusionEtablissement == "O").all()
    assert (rows.codeCommuneEtablissement.to_numpy() == points.plg_code_commune).all()
    shares = points.qualite_xy.value_counts(normalize=True)
    assert set(shares.index) == {"11", "12", "21", "22", "33"}
    assert 0.15 < shares["33"] < 0.19
    mainland = points.epsg == "2154"
    assert set(points.epsg) == {"2154", "5490", "2975"}
    assert points.x_longitude[mainland].between(-5.2, 10).all()
    assert points.y_latitude[mainland].between(41, 51.5).all()
    auxerre = points[points.plg_code_commune == "89024"]
    assert abs(auxerre.x_longitude.median() - 3.573) < 0.05
    assert abs(auxerre.y_latitude.median() - 47.798) < 0.05


def test_shops_crowd_around_the_town_hall() -> None:
    from sample.sirene.activities import activities
    from sample.sirene.writing import establishments
    from sample.world import World

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
