"""A mirror filled from a loopback publisher, verified, and fed to a warehouse."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ingestion import mirror as mirrors
from ingestion.__main__ import main
from ingestion.registry import find, source
from tests.ingestion.conftest import ACV_URL, acv, parquet, periods
from tests.ingestion.melodi_files import melodi_zip

SIDE = find("insee_side", "stock")[1]
SIDE_HEADER = "GEO;GEO_OBJECT;SIDE_MEASURE;ACTIVITY;LEGAL_FORM;TIME_PERIOD;OBS_STATUS;OBS_VALUE"


def fill(folder: Path, origin: str | None, *names: str) -> dict[str, mirrors.Outcome]:
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
    outcome = fill(tmp_path, publisher.base, "programmes")[ACV_URL]
    assert (outcome.state, "a web page came" in outcome.message) == (mirrors.FAILED, True)
    assert [one.state for one in mirrors.verify(tmp_path)] == [mirrors.UNCHANGED]


def test_the_series_is_taken_where_no_yearly_file_is(publisher, tmp_path):
    publisher.put(SIDE.fallbacks[0].url, melodi_zip("DS_SIDE", SIDE_HEADER))
    outcome = fill(tmp_path, publisher.base, "insee_side")[SIDE.fallbacks[0].url]
    assert (outcome.state, "add last_modified" in outcome.message) == (mirrors.FETCHED, True)


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
    first, second = (one.known(date.today())[0].url for one in source("bodacc").resources[:2])
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
def test_no_address_climbs_out_of_the_folder(url):
    with pytest.raises(mirrors.IngestionError, match="climbs out"):
        mirrors._place(url, with_query=False)
