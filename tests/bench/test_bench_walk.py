"""Runs of the walk are kept, and a stage that became slower is seen."""

from pathlib import Path

from bench import walk
from bench.metered import Cost


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
