"""A mirror filled from a loopback publisher, verified, and fed to a warehouse."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ingestion import mirror as mirrors
from ingestion import mirror_layout
from ingestion.__main__ import main
from ingestion.errors import IngestionError
from ingestion.mirror_layout import Manifest
from ingestion.registry import find, source
from tests.ingestion.conftest import ACV_URL, acv, parquet, periods
from tests.ingestion.melodi_files import melodi_zip

SIDE = find("insee_side", "stock")[1]
SIDE_HEADER = "GEO;GEO_OBJECT;SIDE_MEASURE;ACTIVITY;LEGAL_FORM;TIME_PERIOD;OBS_STATUS;OBS_VALUE"


def fill(folder: Path, origin: str | None, *names: str) -> dict[str, mirrors.FileState]:
    filler = mirrors.Filler(folder, origin, {})
    return {one.url: one for one in filler.fill([source(name) for name in names])}


def lines(folder: Path) -> dict[str, dict]:
    with (folder / "manifest.csv").open() as handle:
        return {line["url"]: line for line in csv.DictReader(handle)}


def test_what_is_there_is_fetched_and_noted(publisher, tmp_path):
    publisher.put(ACV_URL, acv())
    done = fill(tmp_path, publisher.base, "programmes")
    assert done[ACV_URL].state == mirrors.FETCHED
    assert {one.state for one in done.values()} == {mirrors.FETCHED, mirrors.ABSENT}
    assert (tmp_path / ACV_URL.removeprefix("https://")).read_bytes() == acv()
    line = lines(tmp_path)[ACV_URL]
    assert (line["licence"], len(line["sha256"])) == ("Licence Ouverte 2.0", 64)
    assert not (tmp_path / ".partial").exists()


def test_filled_again_only_what_changed_is_sent(publisher, tmp_path):
    publisher.put(ACV_URL, acv())
    fill(tmp_path, publisher.base, "programmes")
    sent = sum(publisher.sent.values())
    assert fill(tmp_path, publisher.base, "programmes")[ACV_URL].state == mirrors.UNCHANGED
    assert sum(publisher.sent.values()) == sent
    publisher.put(ACV_URL, acv(201))
    assert fill(tmp_path, publisher.base, "programmes")[ACV_URL].state == mirrors.FETCHED


def test_a_transfer_that_breaks_off_is_resumed(publisher, tmp_path):
    publisher.put(ACV_URL, acv(5000))
    publisher.breaks["/" + ACV_URL.removeprefix("https://")] = 2
    assert fill(tmp_path, publisher.base, "programmes")[ACV_URL].state == mirrors.FETCHED
    assert len(publisher.ranges) == 2


def test_a_web_page_is_refused_and_the_file_that_was_there_stays(publisher, tmp_path):
    publisher.put(ACV_URL, acv())
    fill(tmp_path, publisher.base, "programmes")
    publisher.put(ACV_URL, b"<!DOCTYPE html>")
    file = fill(tmp_path, publisher.base, "programmes")[ACV_URL]
    assert (file.state, "a web page came" in file.message) == (mirrors.FAILED, True)
    assert [one.state for one in mirrors.verify(tmp_path)] == [mirrors.UNCHANGED]


def test_the_series_is_taken_where_no_yearly_file_is(publisher, tmp_path):
    publisher.put(SIDE.fallbacks[0].url, melodi_zip("DS_SIDE", SIDE_HEADER))
    file = fill(tmp_path, publisher.base, "insee_side")[SIDE.fallbacks[0].url]
    assert (file.state, "add last_modified" in file.message) == (mirrors.FETCHED, True)


def test_a_mirror_is_filled_from_another_and_feeds_a_warehouse(mirror, tmp_path):
    url = SIDE.fallbacks[0].url
    mirror.put(url, melodi_zip("DS_SIDE", SIDE_HEADER, "89024;COM;UNIT_LOC;_T;_T;2023;A;3120"))
    (mirror.folder / "manifest.csv").write_text(f"url,last_modified,is_simulated\n{url},2026-07-02,true\n")
    copy = tmp_path / "copy"
    assert fill(copy, str(mirror.folder), "insee_side")[url].state == mirrors.FETCHED
    mirror.settings = replace(mirror.settings, mirror=str(copy))
    assert mirror.walk("insee_side", "stock")[0]["vintage"] == "2026-07-02"
    assert mirror.last().is_simulated is True


def test_files_of_one_address_and_several_queries_stand_side_by_side(tmp_path):
    first, second = (one.declared_files(date.today())[0].url for one in source("bodacc").resources[:2])
    assert first.partition("?")[0] == second.partition("?")[0]
    origin = tmp_path / "origin"
    for number, url in enumerate((first, second), 10):
        path = origin / url.removeprefix("https://")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(parquet(periods(number)))
    done = fill(tmp_path / "copy", str(origin), "bodacc")
    assert (done[first].state, done[second].state) == (mirrors.FETCHED, mirrors.FETCHED)
    kept = [tmp_path / "copy" / lines(tmp_path / "copy")[url]["path"] for url in (first, second)]
    assert [pq.ParquetFile(path).metadata.num_rows for path in kept] == [10, 11]


def test_a_changed_or_lost_file_is_told(publisher, tmp_path, capsys):
    publisher.put(ACV_URL, acv())
    order = ["mirror", "fill", "--out", str(tmp_path), "--from", publisher.base, "--source", "programmes"]
    assert main(order) == 0
    path = tmp_path / ACV_URL.removeprefix("https://")
    path.write_bytes(acv(199))
    assert main(["mirror", "verify", str(tmp_path)]) == 1
    assert "Delete the file" in capsys.readouterr().out
    path.unlink()
    assert main(["mirror", "verify", str(tmp_path)]) == 1
    assert main(order) == 0
    assert main(["mirror", "verify", str(tmp_path)]) == 0


def test_a_mirror_without_hashes_is_read_but_not_vouched_for(tmp_path):
    (tmp_path / "example.org").mkdir()
    (tmp_path / "example.org" / "x.csv").write_text("x")
    (tmp_path / "manifest.csv").write_text("url,last_modified\nhttps://example.org/x.csv,2026-01-01\n")
    assert [one.state for one in mirrors.verify(tmp_path)] == [mirrors.UNTOLD]


@pytest.mark.parametrize("url", ["https://example.org/../../etc/x", "https://example.org/%2e%2e/%2e%2e/x"])
def test_no_address_climbs_out_of_the_folder(tmp_path, url):
    with pytest.raises(IngestionError, match="climbs out"):
        mirror_layout.place(url)
    assert mirror_layout.find(tmp_path, url) is None


def test_a_file_named_with_its_query_is_found_before_the_one_that_answers_for_all(tmp_path):
    url = "https://example.org/records?where=year%3D2024"
    (tmp_path / "example.org").mkdir()
    for_all, for_this = tmp_path / "example.org/records", tmp_path / "example.org/records?where=year%3D2024"
    assert mirror_layout.find(tmp_path, url) is None
    for_all.write_text("all")
    assert mirror_layout.find(tmp_path, url) == for_all
    for_this.write_text("2024")
    assert mirror_layout.find(tmp_path, url) == for_this
    assert mirror_layout.find(tmp_path, "https://example.org/records?where=year%3D2023") == for_all


@pytest.mark.parametrize("sha256, state", [("", mirrors.UNTOLD), ("0" * 64, mirrors.FAILED)])
def test_files_named_with_their_query_are_verified_without_a_path_in_the_manifest(tmp_path, sha256, state):
    url = "https://example.org/records?where=year%3D2024"
    (tmp_path / "example.org").mkdir()
    (tmp_path / "example.org/records?where=year%3D2024").write_text("2024")
    (tmp_path / "manifest.csv").write_text(f"url,last_modified,sha256\n{url},2026-01-01,{sha256}\n")
    (file,) = mirrors.verify(tmp_path)
    assert (file.state, file.bytes) == (state, 4)


def test_a_manifest_tells_of_an_address_by_its_own_line_first():
    url = "https://example.org/records"
    manifest = Manifest.of_text(
        f"url,last_modified,is_simulated\n{url}?a=1,2026-01-01,true\n{url}?a=2,2026-02-01,\n"
    )
    assert manifest.last_modified(f"{url}?a=1").isoformat() == "2026-01-01T00:00:00+00:00"
    assert manifest.is_simulated(f"{url}?a=1") is True
    assert manifest.is_simulated(f"{url}?a=2") is None
    assert manifest.last_modified(f"{url}?a=3").isoformat() == "2026-02-01T00:00:00+00:00"
    assert manifest.last_modified("https://example.org/other") is None


def test_columns_that_a_manifest_does_not_know_are_kept(tmp_path):
    (tmp_path / "manifest.csv").write_text("url,note\nhttps://example.org/x,by hand\n")
    manifest = Manifest.of_folder(tmp_path)
    manifest.note("https://example.org/y", sha256="ab")
    manifest.write(tmp_path)
    assert lines(tmp_path)["https://example.org/x"]["note"] == "by hand"
    assert lines(tmp_path)["https://example.org/y"]["sha256"] == "ab"


def test_a_server_is_asked_for_the_file_named_with_its_query_first():
    assert mirror_layout.addresses("http://mirror", "https://example.org/a?b=c") == [
        "http://mirror/example.org/a%3Fb%3Dc",
        "http://mirror/example.org/a?b=c",
    ]
    assert mirror_layout.addresses("http://mirror", "http://mirror/manifest.csv") == [
        "http://mirror/manifest.csv"
    ]
