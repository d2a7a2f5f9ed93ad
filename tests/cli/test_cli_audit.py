"""What is said of weaknesses, and that what was not asked is never a pass."""

import json
import os
import threading
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from cli import audit, sbom
from warehouse.errors import ToolError
from warehouse.settings import Settings

TOOLS = os.environ.get("ACTE2_TEST_AUDIT", "")
SOUND = {"name": "sound", "version": "1", "vulns": []}
WEAK = {
    "name": "weak",
    "version": "2",
    "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["3"]}],
}
UNKNOWN = {"name": "odd", "skip_reason": "Dependency not found and could not be audited: odd (1)"}
LOCK = "jinja2==3.1.6 --hash=sha256:" + "0" * 64 + "\n"


def answer(*packages: dict) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def test_weaknesses_are_told_with_the_version_that_mends_them():
    found = audit.judged(answer(SOUND, WEAK), "Found 1 known vulnerability in 1 package")
    assert found == (2, ("weak 2: PYSEC-1, CVE-1; mended in 3",), "", ())
    assert list(audit.told("lock.txt", found)) == [
        "lock.txt: 2 packages, known weaknesses: 1",
        "  weak 2: PYSEC-1, CVE-1; mended in 3",
    ]


@pytest.mark.parametrize(
    ("package", "name", "until", "is_accepted"),
    [
        ("weak", "CVE-1", "2999-12-31", True),
        ("weak", "CVE-1", "2020-01-01", False),
        ("weak", "CVE-2", "2999-12-31", False),
        ("sound", "CVE-1", "2999-12-31", False),
    ],
)
def test_a_weakness_is_let_pass_until_a_day_and_told(
    package: str, name: str, until: str, is_accepted: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(audit, "ACCEPTED", tmp_path / "accepted.toml")
    line = f'package = "{package}"\nid = "{name}"\nuntil = {until}\nwhy = "never called"\n'
    audit.ACCEPTED.write_text(f"[[weakness]]\n{line}")
    found = audit.judged(answer(SOUND, WEAK), "")
    assert bool(found.weak) is not is_accepted
    if is_accepted:
        assert "weak 2: PYSEC-1, CVE-1; mended in 3; accepted until 2999-12-31: never called" in "".join(
            audit.told("lock.txt", found)
        )


def test_those_that_are_accepted_now_are_read():
    told = tomllib.loads(audit.ACCEPTED.read_text("utf-8")).get("weakness", [])
    assert all(one.keys() == {"package", "id", "until", "why"} for one in told)
    assert set(audit.accepted()) <= {(one["package"], one["id"]) for one in told}


@pytest.mark.parametrize(
    ("said", "problem", "reason"),
    [
        ("", "Traceback\nConnectionError: refused\n", "ConnectionError: refused"),
        ("", "", "pip-audit said nothing"),
        (answer(SOUND, UNKNOWN), "", "1 of 2 packages: Dependency not found"),
        (answer(), "", "the lock names no package"),
    ],
)
def test_what_could_not_be_asked_is_said(said: str, problem: str, reason: str):
    found = audit.judged(said, problem)
    assert not found.weak
    assert next(audit.told("lock.txt", found)).startswith(f"lock.txt: not audited: {reason}")


@pytest.mark.parametrize(
    ("packages", "status"), [([SOUND], 0), ([UNKNOWN], 3), ([WEAK], 1), ([WEAK, UNKNOWN], 1)]
)
def test_it_passes_only_where_every_package_was_asked_about(
    packages: list[dict], status: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(sbom, "environment", lambda _: Path("python"))
    monkeypatch.setattr(audit, "_ask", lambda *_: audit.judged(answer(*packages), ""))
    assert audit.audit(Settings.from_env({"ACTE2_HOME": str(tmp_path)})) == status


def test_without_the_tool_nothing_is_audited(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture
):
    def cannot(_: object) -> Path:
        raise ToolError("no index answers")

    monkeypatch.setattr(sbom, "environment", cannot)
    assert audit.audit(Settings.from_env({"ACTE2_HOME": str(tmp_path)})) == audit.NOT_AUDITED
    assert capsys.readouterr().out == "not audited: no index answers\n"


class Advisories(BaseHTTPRequestHandler):
    """A service of advisories, as OSV answers: it knows a weakness of jinja2."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        is_weak = asked["package"]["name"] == "jinja2"
        body = json.dumps({"vulns": [self.known(asked["version"])]} if is_weak else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def known(self, version: str) -> dict:
        ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99"}]}]
        affected = {
            "package": {"name": "jinja2", "ecosystem": "PyPI"},
            "ranges": ranges,
            "versions": [version],
        }
        told = {"id": "GHSA-1", "modified": "2026-01-01T00:00:00Z", "summary": "s", "details": "d"}
        return {**told, "affected": [affected]}

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def advisories(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Advisories) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        monkeypatch.setenv(audit.ADVISORIES, f"http://127.0.0.1:{served.server_port}/v1/query")
        yield
        served.shutdown()


@pytest.mark.audit
@pytest.mark.skipif(not TOOLS, reason="no tools named (ACTE2_TEST_AUDIT)")
def test_pip_audit_asks_a_service_and_its_answer_is_understood(
    advisories, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture
):
    (tmp_path / "lock.txt").write_text(LOCK, "utf-8")
    monkeypatch.setattr(audit, "LOCKS", tmp_path)
    monkeypatch.setattr(sbom, "environment", lambda _: Path(TOOLS).absolute() / "bin" / "python")
    settings = Settings.from_env({"ACTE2_HOME": str(tmp_path)})
    assert audit.audit(settings) == audit.WEAK
    assert "  jinja2 3.1.6: GHSA-1; mended in 99\n" in capsys.readouterr().out
    monkeypatch.setenv(audit.ADVISORIES, "http://127.0.0.1:9/v1/query")
    assert audit.audit(settings) == audit.NOT_AUDITED
    assert "lock.txt: not audited: " in capsys.readouterr().out
