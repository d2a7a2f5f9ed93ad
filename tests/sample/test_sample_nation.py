"""The nation: every commune, a fraction of its establishments, slice by slice; files that agree with one another."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from sample.__main__ import fraction
from sample.employment import YEARS, Counter, employment
from sample.mirror import write_register
from sample.publishers import bodacc, insee_bpe, insee_cog, sirene, sirene_geolocalisation
from sample.sirene.identifiers import LA_POSTE, part, sirens
from sample.sirene.places import every_place
from sample.sirene.sites import CENTRE
from sample.sirene.writing import slices
from sample.territories import territories, zones
from sample.world import LARGEST_SLICE, World

FRACTION, SLICES = 1 / 2_000, 3
GROWING = (sirene, sirene_geolocalisation, insee_bpe, bodacc)


@pytest.fixture(scope="module")
def world() -> World:
    return replace(World.nation(FRACTION), slices=SLICES)


def written(folder: Path, world: World) -> Path:
    """The files of the register under a folder."""
    wanted = [file for publisher in GROWING for file in publisher.files(world)]
    for file in wanted:
        (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
    write_register(folder, world, wanted)
    return folder


@pytest.fixture(scope="module")
def mirror(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("nation"), world)


def column(mirror: Path, url: str, name: str) -> pd.Series:
    return pq.read_table(mirror / url.removeprefix("https://"), columns=[name])[name].to_pandas()


def test_every_commune_is_there_once(world: World) -> None:
    communes = insee_cog.communes(world, 2026).decode().splitlines()
    assert sum(line.startswith("COM,") for line in communes) == 34_875
    assert sum(line.startswith("ARM,") for line in communes) == 45
    people = world.reference.pmun(2023)
    assert sum(people.get(code, 0) for code in every_place(world).code) == 68_094_280
    assert len({(s.epsg, s.west, s.south) for com, s in world.squares.items() if com in world.pmun}) == len(
        world.pmun
    ) - len(world.cities)


def test_districts_stand_in_their_city_s_place(world: World) -> None:
    codes = every_place(world).code
    assert sorted(world.cities) == ["13055", "69123", "75056"]
    assert not set(codes) & set(world.cities)
    assert len(codes) == len(set(codes)) == 34_875 - 3 + 45
    assert every_place(world).name[codes.index("13216")] == "MARSEILLE 16"


def test_zones_have_two_digits_in_a_region(world: World) -> None:
    codes = {zone.code for zone in zones(world).values()}
    assert all(len(code) == 4 and code.isdigit() for code in codes)
    assert len(set(zones(world).values())) == len(codes) > 250
    assert territories(world)["85113"].epci == "ZZZZZZZZZ"


def test_files_speak_of_the_same_establishments(mirror: Path, world: World) -> None:
    stock = pq.read_table(mirror / sirene.STOCK_PARQUET.removeprefix("https://")).to_pandas()
    known, units = set(stock.siret), set(column(mirror, sirene.UNIT_PARQUET, "siren"))
    assert set(column(mirror, sirene.HISTORY_PARQUET, "siret")) == known
    assert set(stock.siren) == units == set(column(mirror, sirene.UNIT_HISTORY_PARQUET, "siren"))
    assert set(column(mirror, sirene_geolocalisation.URL, "siret")) <= known
    assert set(column(mirror, sirene.LINK_PARQUET, "siretEtablissementSuccesseur")) <= known
    assert not units & set(column(mirror, sirene.DUPLICATE_PARQUET, "sirenDoublon"))
    assert set(stock.codeCommuneEtablissement) <= set(every_place(world).code)
    zipped = zipfile.ZipFile(mirror / insee_bpe.URL.removeprefix("https://")).read("BPE25.csv")
    equipments = pd.read_csv(io.BytesIO(zipped), sep=";", dtype=str)
    assert len(equipments) > 100
    assert set(equipments.SIRET) <= known


def test_files_are_in_order_and_read_in_pieces(mirror: Path) -> None:
    """The loader tells from order that a key is told once; a row group is a slice, or a part of one."""
    for url, key in (
        (sirene.STOCK_PARQUET, "siret"),
        (sirene.HISTORY_PARQUET, "siret"),
        (sirene.UNIT_PARQUET, "siren"),
        (sirene_geolocalisation.URL, "siret"),
    ):
        keys = column(mirror, url, key)
        assert keys.is_monotonic_increasing
        assert keys.is_unique or url == sirene.HISTORY_PARQUET
        file = pq.ParquetFile(mirror / url.removeprefix("https://"))
        assert file.metadata.num_row_groups == SLICES


def test_notices_are_numbered_once(mirror: Path, world: World) -> None:
    files = [f for f in bodacc.files(world) if "exports" in f.url]
    told = pd.concat(pq.read_table(mirror / f.path, columns=["id", "familleavis"]).to_pandas() for f in files)
    counts = [json.loads((mirror / f.path).read_text()) for f in bodacc.files(world) if "records" in f.url]
    assert len(told) == sum(count["total_count"] for count in counts) > 100
    # A few are told twice on purpose.
    assert told.id.duplicated().mean() < 0.02


def test_post_offices_are_in_one_slice(mirror: Path) -> None:
    assert (column(mirror, sirene.STOCK_PARQUET, "siren") == str(LA_POSTE)).sum() > 1_000


def test_same_arguments_same_bytes(mirror: Path, world: World, tmp_path: Path) -> None:
    again = written(tmp_path, replace(world, kept={}))
    first = {p.relative_to(mirror): p.read_bytes() for p in mirror.rglob("*") if p.is_file()}
    second = {p.relative_to(again): p.read_bytes() for p in again.rglob("*") if p.is_file()}
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_a_fraction_lowers_establishments_in_proportion(world: World) -> None:
    """Post offices aside, which are no fraction's."""
    few, more = (
        next(slices(replace(world, scale=scale, slices=1))).units for scale in (FRACTION, 2 * FRACTION)
    )
    number, twice = ((units.siren != LA_POSTE).sum() for units in (few, more))
    assert twice / number == pytest.approx(2, rel=0.02)
    assert number == pytest.approx(44e6 * FRACTION, rel=0.05)


def test_slices_are_small_enough_for_memory() -> None:
    for share in (1, 1 / 8, 1 / 64, 1 / 1_000):
        world = World.nation(share)
        assert share / world.slices <= LARGEST_SLICE
    assert World.nation(1).slices == 128


def test_slices_share_no_number() -> None:
    numbers = [sirens(0, 2_000, 20, part(rank, 128)) for rank in range(128)]
    assert all(before.max() < after.min() for before, after in pairwise(numbers))
    assert all(len(np.unique(each)) == 2_000 for each in numbers)


def test_shops_of_a_fraction_stand_together(world: World) -> None:
    """Of few shops, most are around the town hall: enough of them to draw a centre."""
    where = every_place(world)
    units = next(slices(world)).units
    town = where.people[units.place] >= 10_000
    centre = town & (units.sites.zone == CENTRE)
    away = np.hypot(units.sites.x - where.x[units.place], units.sites.y - where.y[units.place])
    assert np.median(away[centre]) < 20


def test_jobs_are_counted_over_slices(world: World) -> None:
    counter = Counter(world)
    for made in slices(world):
        counter.add(made)
    told, last = employment(world), YEARS.index(2025)
    assert (counter.counted().jobs == told.jobs).all()
    assert told.active[:, :, last].sum() > told.employers[:, :, last].sum() > 0
    assert told.jobs.sum() >= told.employers.sum()


def test_fraction_of_the_command() -> None:
    assert fraction("1/8") == fraction("0.125") == 0.125
    with pytest.raises(Exception, match="a share above 0"):
        fraction("2")
