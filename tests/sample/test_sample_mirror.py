"""The mirror as a whole: same bytes twice, never half-written, never over someone else's folder."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

import sample
from ingestion.__main__ import main as ingestion
from sample import mirror, publishers
from sample.publishers import insee_cog, programmes, sirene
from tests.sample.conftest import SCALE


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_same_arguments_same_bytes(small_mirror: Path, tmp_path: Path) -> None:
    sample.write_mirror(tmp_path / "again", scale=SCALE, with_csv=True)
    first, second = contents(small_mirror), contents(tmp_path / "again")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_another_seed_changes_what_is_simulated_only(small_mirror: Path, tmp_path: Path) -> None:
    sample.write_mirror(tmp_path / "other", seed=21, scale=SCALE, with_csv=True)
    first, second = contents(small_mirror), contents(tmp_path / "other")
    changed = {name for name in first if first[name] != second[name]}
    with (small_mirror / "manifest.csv").open() as file:
        simulated = {r["url"].removeprefix("https://"): r["is_simulated"] for r in csv.DictReader(file)}
    assert {name for name in changed if name in simulated and simulated[name] == "false"} == set()
    assert {url.removeprefix("https://") for url in sirene.TABLES} <= changed


def test_manifest_lists_every_file(small_mirror: Path) -> None:
    with (small_mirror / "manifest.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["url", "last_modified", "is_simulated"]
    assert [r["url"] for r in rows] == sorted(r["url"] for r in rows), (
        "whatever order publishers are found in"
    )
    listed = {r["url"].removeprefix("https://") for r in rows}
    assert listed == contents(small_mirror).keys() - {"manifest.csv", ".stamp"}
    assert {r["is_simulated"] for r in rows} == {"true", "false"}
    assert all(date.fromisoformat(r["last_modified"]) <= date(2026, 10, 1) for r in rows)


def test_every_line_of_the_manifest_has_its_file(small_mirror: Path, capsys: pytest.CaptureFixture) -> None:
    """Notices, asked for by query from one address, are named with it."""
    assert ingestion(["mirror", "verify", str(small_mirror)]) == 0
    assert "failed" not in capsys.readouterr().out


@pytest.fixture
def few_publishers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Enough of them where only the folder matters."""
    monkeypatch.setattr(publishers, "publishers", lambda: [insee_cog, programmes])


@pytest.mark.usefixtures("few_publishers")
def test_ensure_writes_once(tmp_path: Path) -> None:
    out = tmp_path / "mirror"
    assert sample.ensure_mirror(out, scale=0.001)
    assert not sample.ensure_mirror(out, scale=0.001)
    assert sample.ensure_mirror(out, scale=0.002)


@pytest.mark.usefixtures("few_publishers")
def test_failure_leaves_the_old_mirror_and_no_debris(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "mirror"
    sample.write_mirror(out, scale=0.001)
    before = contents(out)

    def full_disk(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(mirror, "write_files", full_disk)
    with pytest.raises(OSError, match="No space"):
        sample.write_mirror(out, scale=0.002)
    assert contents(out) == before
    assert [p.name for p in tmp_path.iterdir()] == ["mirror"]


def test_refuses_a_folder_it_did_not_write(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("precious")
    with pytest.raises(FileExistsError, match="not a simulated mirror"):
        sample.write_mirror(tmp_path)
    assert (tmp_path / "letters.txt").read_text() == "precious"
