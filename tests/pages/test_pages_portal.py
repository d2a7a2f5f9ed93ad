"""The first page of all sites: it leads to what is there, and says what is not."""

import re
from dataclasses import replace

import pytest

from pages import portal
from warehouse.settings import Settings
from warehouse.store import shared


@pytest.fixture
def settings(tmp_path, monkeypatch) -> Settings:
    monkeypatch.setenv("ACTE2_HOME", str(tmp_path))
    return replace(Settings.from_env(), home=tmp_path)


def page(settings: Settings, *written: str) -> str:
    root = portal.folder(settings)
    for name in written:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("a page")
    told = portal.write(settings).read_text("utf-8")
    for link in re.findall(r'href="([^"#:]+)"', told):
        assert (root / link).is_file(), link
    return told


def test_what_is_not_written_yet_is_told_and_not_linked(settings):
    told = page(settings)
    assert told.count("Pas encore écrit") == len(portal.PARTS)
    assert "make site" in told


def test_what_is_written_is_linked(settings):
    told = page(
        settings, "towns/index.html", "towns/comparer.html", "towns/donnees.html", "quality/index.html"
    )
    assert 'href="towns/comparer.html"' in told and 'href="quality/index.html"' in told
    assert 'href="towns/lire.html"' not in told
    assert told.count("Pas encore écrit") == len(portal.PARTS) - 2


def test_a_site_that_appears_while_the_page_is_written_is_on_it(settings, monkeypatch):
    put = portal.Folder.put

    def meanwhile(self, name, content):
        put(self, name, content)
        dbt = self.root / "dbt" / "index.html"
        dbt.parent.mkdir(exist_ok=True)
        dbt.write_text("dbt")

    monkeypatch.setattr(portal.Folder, "put", meanwhile)
    assert 'href="dbt/index.html"' in portal.write(settings).read_text("utf-8")


def test_the_page_needs_no_network_and_no_script(settings):
    told = page(settings)
    assert "http" not in told and "<script" not in told


def test_a_tool_s_page_leads_back():
    told = portal.with_way_back("<body>a</body></html>")
    assert '<a href="../index.html"' in told and told.endswith("</body></html>")
    assert '<a href="../index.html"' in portal.with_way_back("no body")


def test_sites_of_two_machines_meet_in_the_store(tmp_path):
    one, two = (
        Settings.from_env({"ACTE2_HOME": str(tmp_path / name), "STORE_URL": f"memory://{tmp_path.name}"})
        for name in ("one", "two")
    )
    for settings, part in ((one, "dbt"), (two, "quality")):
        page = portal.folder(settings) / part / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(part)
        portal.publish(settings, part)
    store = shared(two, "site")
    assert store.read("dbt/index.html") == b"dbt"
    first = store.read("index.html").decode("utf-8")
    assert 'href="dbt/index.html"' in first and 'href="quality/index.html"' in first
    assert not (tmp_path / "two" / "site" / two.database / "dbt").exists()
