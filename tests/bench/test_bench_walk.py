"""Runs of the walk are kept, and a stage that became slower is seen."""

import csv
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq

from bench import newer, walk
from bench.metered import Cost
from ingestion.mirror_layout import MANIFEST, find
from ingestion.registry import source


def cost(stage: str, cpu_s: float) -> Cost:
    return Cost(stage, 1_000, 2 * cpu_s, cpu_s, 500.0, 10.0, 5.0, 900.0)


def test_a_run_is_compared_with_the_last_one_of_its_machine_and_fraction(tmp_path: Path) -> None:
    kept = tmp_path / "results" / "walk.csv"
    assert walk.last(kept, "here", "1/8") == {}
    walk.keep(kept, "here", "1/8", [cost("loads", 90.0), cost("models", 200.0)])
    walk.keep(kept, "there", "1/8", [cost("loads", 1.0)])
    walk.keep(kept, "here", "1/64", [cost("loads", 12.0)])
    assert walk.last(kept, "here", "1/8") == {"loads": 90.0, "models": 200.0}
    assert walk.last(kept, "here", "1/64") == {"loads": 12.0}
    assert walk.last(kept, "elsewhere", "1/8") == {}


def test_a_stage_that_is_a_fifth_slower_is_marked() -> None:
    costs = [cost("loads", 100.0), cost("models", 121.0), cost("release", 0.9), cost("dbt tests", 50.0)]
    table = walk.show(costs, {"loads": 100.0, "models": 100.0, "release": 0.1})
    assert [row.style for row in table.rows] == [None, "bold red", None, None]
    ratios = list(table.columns[5].cells)
    assert ratios == ["1.00", "1.21", "9.00", ""]


def test_a_source_is_published_again_a_month_later_and_nothing_else(
    simulated: Callable[..., Path], tmp_path: Path
) -> None:
    mirror = simulated(0.005)
    published = newer.linked(mirror, tmp_path / "published")
    newer.publish(published, source("urssaf"))
    newer.publish(published, source("sirene"))
    told = [_manifest(folder) for folder in (mirror, published)]
    changed = {url for url in told[0] if told[0][url] != told[1][url]}
    assert {(url.split("/")[2], day) for url, day in told[1].items() if url in changed} == {
        ("open.urssaf.fr", "2026-07-25"),
        ("www.data.gouv.fr", "2026-11-01"),
    }
    for url in told[0]:
        old, new = find(mirror, url), find(published, url)
        assert (old.read_bytes() != new.read_bytes()) == (url in changed), url
        if url in changed and new.read_bytes().startswith(newer.PARQUET):
            assert pq.read_table(old).equals(pq.read_table(new))


def _manifest(mirror: Path) -> dict[str, str]:
    with (mirror / MANIFEST).open(encoding="utf-8", newline="") as lines:
        return {line["url"]: line["last_modified"] for line in csv.DictReader(lines)}
