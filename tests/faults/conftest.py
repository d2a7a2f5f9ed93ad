"""The campaign of faults (ADR 29): a part of it with every `make test`, all of it with `make faults`, which ends in a table by group."""

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.ingestion.conftest import mirror, warehouse_settings  # noqa: F401 (fixtures)

WHOLE = "FAULTS"
TRIED = "tried"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes long, unless the whole campaign is asked for."""
    if os.environ.get(WHOLE):
        return
    left_out = [item for item in items if item.get_closest_marker("faults")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table by group, a group being a file of tests; a test may tell how many faults it tried (property `tried`)."""
    if not os.environ.get(WHOLE) or hasattr(terminalreporter.config, "workerinput"):
        return
    tried, failed = Counter[str](), Counter[str]()
    for outcome in ("passed", "failed", "error"):
        for report in terminalreporter.stats.get(outcome, []):
            if report.when == "call" or outcome == "error":
                group = _group(report.nodeid)
                tried[group] += dict(report.user_properties).get(TRIED, 1)
                failed[group] += outcome != "passed"
    terminalreporter.section("faults by group")
    terminalreporter.write_line(f"{'group':<24}{'tried':>8}{'held':>8}{'failed':>8}")
    for group in sorted(tried):
        _line(terminalreporter, group, tried[group], failed[group])
    _line(terminalreporter, "all", tried.total(), failed.total())


def _line(terminalreporter: pytest.TerminalReporter, group: str, tried: int, failed: int) -> None:
    terminalreporter.write_line(f"{group:<24}{tried:>8,}{tried - failed:>8,}{failed:>8,}")


def _group(nodeid: str) -> str:
    """`tests/faults/test_fault_bombs.py::…` is of group `bombs`, `tests/ingestion/test_download.py::…` of `download`."""
    return (
        Path(nodeid.partition("::")[0])
        .stem.removeprefix("test_")
        .removeprefix("fault_")
        .removeprefix("faults_")
        .replace("_", " ")
    )
