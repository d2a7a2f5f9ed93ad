"""Tools with a lock of their own: installed once, again when the lock changes, from the index that pip knows."""

from pathlib import Path

import pytest

from warehouse import tools
from warehouse.errors import ToolError


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "tool.txt"
    path.write_text("a==1", "utf-8")
    return path


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict[str, str]]]:
    found: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setenv("PIP_INDEX_URL", "https://index.example.org")
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    monkeypatch.setattr(tools, "call", lambda command, _, **env: found.append((command, env)))
    return found


@pytest.mark.parametrize(("make", "calls"), [(tools.environment, 2), (tools.beside, 1)])
def test_a_tool_is_installed_once_for_each_lock(make, calls, lock, called, tmp_path):
    for _ in range(2):
        make(tmp_path / "made", lock)
    assert len(called) == calls
    command, env = called[-1]
    assert "--require-hashes" in command
    assert env == {"UV_DEFAULT_INDEX": "https://index.example.org"}
    lock.write_text("a==2", "utf-8")
    assert not tools.is_made(tmp_path / "made", lock)
    make(tmp_path / "made", lock)
    assert len(called) == 2 * calls


def test_what_lay_beside_from_another_lock_goes(lock, called, tmp_path):
    stale = tools.beside(tmp_path / "made", lock) / "old.py"
    stale.touch()
    lock.write_text("a==2", "utf-8")
    tools.beside(tmp_path / "made", lock)
    assert not stale.exists()


def test_a_tool_that_fails_is_told_with_its_last_words():
    with pytest.raises(ToolError, match=r"no lineage: .*broken"):
        tools.call(["sh", "-c", "echo broken >&2; exit 3"], "no lineage")
