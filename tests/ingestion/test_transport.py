"""Publishers as they are: busy, breaking off, unchanged; disks that fill; processes that die."""

import errno
import gzip
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from ingestion import errors, fetcher, walk
from ingestion.registry import find
from tests.ingestion.conftest import ACV_URL, acv, keeps, parquet, periods, zipped
from tests.ingestion.faulty import faulty, sent
from warehouse import bootstrap, server
from warehouse.settings import Settings

ACV_PATH = "/" + ACV_URL.split("://")[1]


def test_429_then_500_then_the_file(online, publisher):
    publisher.put(ACV_URL, acv())
    publisher.statuses[ACV_PATH] = [429, 500]
    online.walk("programmes", "acv")
    assert online.count("anct_acv_commune") == 200


def test_a_publisher_that_stays_down(online, publisher, monkeypatch):
    monkeypatch.setattr("urllib3.util.Retry.get_backoff_time", lambda _self: 0)
    publisher.put(ACV_URL, acv())
    publisher.statuses[ACV_PATH] = [503] * 20
    with pytest.raises(errors.IngestionError, match="503"):
        online.walk("programmes", "acv")
    publisher.statuses.clear()
    online.walk("programmes", "acv")
    assert online.count("anct_acv_commune") == 200


def test_a_body_that_stops_half_way_is_resumed(online, publisher):
    publisher.put(ACV_URL, acv(5000))
    publisher.breaks[ACV_PATH] = 2
    online.walk("programmes", "acv")
    assert online.count("anct_acv_commune") == 5000
    assert publisher.ranges
    assert publisher.sent[ACV_PATH] == len(acv(5000))


def test_what_came_before_a_failure_is_resumed_by_the_next_run(online, publisher):
    publisher.put(ACV_URL, acv(5000))
    publisher.breaks[ACV_PATH] = 100
    with pytest.raises(errors.Incomplete, match="broke off"):
        online.walk("programmes", "acv")
    publisher.breaks.clear()
    resumed = len(publisher.ranges)
    online.walk("programmes", "acv")
    assert online.count("anct_acv_commune") == 5000
    assert len(publisher.ranges) == resumed + 1


def test_an_unchanged_file_is_neither_sent_nor_loaded_again(online, publisher):
    publisher.put(ACV_URL, acv())
    assert len(online.walk("programmes", "acv")) == 1
    sent = publisher.sent[ACV_PATH]
    assert online.walk("programmes", "acv") == []
    assert publisher.sent[ACV_PATH] == sent
    assert online.last().outcome == "unchanged"


def test_the_same_bytes_at_another_time_are_unchanged(mirror):
    path = mirror.put(ACV_URL, acv())
    mirror.walk("programmes", "acv")
    os.utime(path, (1, 1))
    assert mirror.walk("programmes", "acv") == []


def test_a_republished_vintage_replaces_its_partition(mirror):
    mirror.put(ACV_URL, acv(200))
    mirror.walk("programmes", "acv")
    mirror.put(ACV_URL, acv(210))
    mirror.walk("programmes", "acv")
    assert mirror.count("anct_acv_commune") == 210
    outcomes = mirror.db.execute(
        "select outcome from ops.load where resource = 'acv' and outcome <> 'unavailable' order by load_id"
    )
    assert outcomes.fetchall() == [("replaced",), ("published",)]


def test_an_absent_file_is_unavailable_and_no_failure(mirror):
    assert mirror.walk("programmes", "acv") == []
    assert mirror.db.execute("select distinct outcome from ops.load").fetchall() == [("unavailable",)]


def test_one_bad_vintage_does_not_hold_back_the_others(mirror):
    newer, older = (file.url for file in find("programmes", "acv")[1].files)
    mirror.put(newer, b"<html>gone</html>")
    mirror.put(older, acv())
    landed = walk.fetch("programmes", "acv", mirror.settings)
    loaded = []
    for one in landed:
        try:
            loaded.append(walk.load(one, mirror.settings, keeps)["vintage"])
        except errors.NotTheFile:
            continue
    assert (len(landed), loaded) == (2, ["2024-02-05"])


def test_the_zipped_csv_stands_in_for_an_absent_parquet(mirror):
    mirror.dated(historique="2026-10-01")
    table = periods(50).to_pandas()
    table["dateFin"] = None
    body = table.to_csv(index=False).replace("False", "false").encode()
    mirror.put(
        find("sirene", "historique")[1].fallbacks[0].url,
        zipped("StockEtablissementHistorique_utf8.csv", body),
    )
    assert mirror.walk("sirene", "historique")[0]["rows"] == 50
    assert mirror.last().vintage == "2026-09"


def test_only_the_kept_vintages_stay(mirror):
    url = find("sirene", "historique")[1].files[0].url
    for day in ("2026-08-01", "2026-09-01", "2026-10-01"):
        mirror.dated(historique=day)
        mirror.put(url, parquet(periods(100, caractereEmployeurEtablissement=[day] * 100)))
        mirror.walk("sirene", "historique")
    found = mirror.db.execute(
        "select distinct vintage from raw.sirene_etablissement_historique order by 1"
    ).fetchall()
    assert found == [("2026-08",), ("2026-09",)]


def test_a_full_disk_while_fetching(mirror, monkeypatch):
    mirror.put(ACV_URL, acv())
    real = Path.open

    def full(path, mode="r", *args, **kwargs):
        if mode == "wb":
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, mode, *args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", full)
        with pytest.raises(errors.NoSpace, match="no space left"):
            mirror.walk("programmes", "acv")
    assert len(mirror.walk("programmes", "acv")) == 1


def test_a_process_killed_in_the_middle_of_a_load(mirror):
    mirror.dated(historique="2026-10-01")
    url = find("sirene", "historique")[1].files[0].url
    mirror.put(url, parquet(periods(1000)))
    mirror.walk("sirene", "historique")
    mirror.put(url, parquet(periods(1000, caractereEmployeurEtablissement=["N"] * 1000)))
    script = (
        "import time\nfrom warehouse.settings import Settings\nfrom ingestion import walk\n"
        "s = Settings.from_env()\n"
        "class Hanging:\n"
        "    def see(self, row, part): pass\n"
        "    def judge(self, candidate, rows):\n        print('loaded', flush=True)\n        time.sleep(60)\n"
        "walk.load(walk.fetch('sirene', 'historique', s)[0], s, lambda *told: Hanging())\n"
    )
    env = {**os.environ, **mirror.settings.as_env()}
    child = subprocess.Popen([sys.executable, "-c", script], env=env, stdout=subprocess.PIPE, text=True)
    assert child.stdout.readline().strip() == "loaded"
    child.send_signal(signal.SIGKILL)
    child.wait()
    query = "select distinct caractere_employeur from raw.sirene_etablissement_historique"
    assert mirror.db.execute(query).fetchall() == [("O",)]
    _until_unlocked(mirror.db)
    mirror.walk("sirene", "historique")
    assert mirror.db.execute(query).fetchall() == [("N",)]
    assert mirror.db.execute("select count(*) from ops.load where outcome = 'running'").fetchone() == (0,)


def _until_unlocked(db) -> None:
    for _ in range(50):
        loading = "select count(*) from pg_stat_activity where application_name like 'acte2 load %'"
        if db.execute(loading).fetchone() == (0,):
            return
        time.sleep(0.1)


@pytest.mark.integration  # a server of its own
def test_postgresql_away_for_a_while(tmp_path):
    home = Path(tempfile.mkdtemp(prefix="acte2-away-"))  # the server's system user must reach it
    settings = Settings.from_env({"ACTE2_HOME": str(home), "MIRROR": str(tmp_path)})
    path = tmp_path / ACV_PATH.lstrip("/")
    path.parent.mkdir(parents=True)
    path.write_bytes(acv())
    server.start(settings)
    try:
        bootstrap.prepare(settings)
        server.stop(settings)
        child = _load_acv(settings)
        time.sleep(2)
        server.start(settings)
        assert child.communicate(timeout=60)[0].strip() == "200"
    finally:
        server.stop(settings)
        shutil.rmtree(home)


def _load_acv(settings: Settings) -> subprocess.Popen:
    script = (
        "from types import SimpleNamespace as N\nfrom warehouse.settings import Settings\nfrom ingestion import walk\n"
        "s = Settings.from_env()\nlanded = walk.fetch('programmes', 'acv', s)[0]\n"
        "kept = N(see=lambda *a: None, judge=lambda *a: N(critical=[], warnings=[]))\n"
        "print(walk.load(landed, s, lambda *a: kept)['rows'])"
    )
    env = {**os.environ, **settings.as_env()}
    return subprocess.Popen([sys.executable, "-c", script], env=env, stdout=subprocess.PIPE, text=True)


FAULTS = [
    ValueError("a member in an unknown way"),
    NotImplementedError("That compression method is not supported"),
    RuntimeError("File is encrypted, password required"),
    KeyError("properties"),
    OSError(5, "Input/output error"),
    UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"),
    RecursionError("too deep"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
def test_whatever_a_file_makes_a_library_raise_the_others_go_on(mirror, monkeypatch, fault):
    newer, older = (file.url for file in find("programmes", "acv")[1].files)
    mirror.put(newer, b"bad," + acv())
    mirror.put(older, acv())
    real = fetcher.open_reader

    def open_reader(path, *rest):
        if path.read_bytes().startswith(b"bad"):
            raise fault
        return real(path, *rest)

    monkeypatch.setattr(fetcher, "open_reader", open_reader)
    bad, good = walk.fetch("programmes", "acv", mirror.settings)
    assert type(fault).__name__ in bad["error"] and newer in bad["error"]
    with pytest.raises(errors.MachineFault if isinstance(fault, OSError) else errors.Unforeseen):
        walk.load(bad, mirror.settings, keeps)
    assert walk.load(good, mirror.settings, keeps)["vintage"] == "2024-02-05"
    outcomes = mirror.db.execute("select outcome from ops.load order by load_id").fetchall()
    assert outcomes == [("failed",), ("published",)]
    assert not list((Path(mirror.settings.landing_url) / ".partial").iterdir())


def test_a_fault_in_a_load_is_the_files_own_error(mirror, monkeypatch):
    mirror.put(ACV_URL, acv())
    (landed,) = walk.fetch("programmes", "acv", mirror.settings)

    def broken(*_args):
        raise psycopg.DataError("date out of range")

    with pytest.raises(errors.Unreadable, match="date out of range"):
        walk.load(landed, mirror.settings, broken)
    assert mirror.last().outcome == "failed"


def test_the_databases_own_trouble_is_not_a_files(mirror):
    mirror.put(ACV_URL, acv())
    (landed,) = walk.fetch("programmes", "acv", mirror.settings)

    def away(*_args):
        raise psycopg.OperationalError("the server is shutting down")

    with pytest.raises(psycopg.OperationalError):
        walk.load(landed, mirror.settings, away)


def test_a_vintage_that_cannot_be_loaded_takes_no_place_of_those_kept(mirror):
    """Only one vintage of these is kept: the older is asked for once the newer has failed."""
    newer, older = (file.url for file in find("etalab_contours", "mairies")[1].files)
    mirror.put(newer, b'{"type": "FeatureCollection", "features": []}')
    point = '{"type": "Point", "coordinates": [3.5, 47.8]}'
    towns = ",".join(
        f'{{"type": "Feature", "geometry": {point}, "properties": {{"commune": "{n:05d}", "nom": "V", '
        '"type": "mairie"}}'
        for n in range(89001, 89301)
    )
    mirror.put(older, f'{{"type": "FeatureCollection", "features": [{towns}]}}'.encode())
    with pytest.raises(errors.IngestionError):
        mirror.walk("etalab_contours", "mairies")
    landed = walk.fetch("etalab_contours", "mairies", mirror.settings)
    assert [one["vintage"] for one in landed] == ["2026", "2025"]
    assert walk.load(landed[1], mirror.settings, keeps)["rows"] == 300


def test_a_file_without_end_or_length_must_end_with_a_line(mirror):
    body = acv()
    for answer, is_whole in ((sent("200 OK", {}, body), True), (sent("200 OK", {}, body[:-2]), False)):
        with faulty(sent("404 Not Found", {"Content-Length": "0"}), answer) as server:
            # the manifest, then twice an address (the second list is absent)
            server.answers = [
                sent("404 Not Found", {"Content-Length": "0"}),
                answer,
                sent("404 Not Found", {"Content-Length": "0"}),
            ]
            settings = replace(mirror.settings, mirror=server.base)
            landed = walk.fetch("programmes", "acv", settings)
        assert ("error" not in landed[0]) is is_whole
        assert is_whole or "ends within a line" in landed[0]["error"]


DVF = find("dvf", "ligne")[1]
SHARED_DVF = "real/faults/09_dvf_header_only.csv.gz"


def _dvf(rows: int) -> bytes:
    """Sales as Etalab publishes them, each with a number of its own."""
    wanted = [column.header for column in DVF.columns if not column.header.startswith(("re:", "group:"))]
    cells = {
        "id_mutation": "2024-{n}",
        "date_mutation": "2024-01-05",
        "numero_disposition": "1",
        "nature_mutation": "Vente",
        "code_commune": "89024",
        "code_departement": "89",
        "valeur_fonciere": "100000",
    }
    lines = [",".join(cells.get(name, "").format(n=n) for name in wanted) for n in range(rows)]
    return gzip.compress("\n".join([",".join(wanted), *lines, ""]).encode())


@pytest.mark.parametrize("rows, said", [(0, "no rows, where 1000 stand"), (333, "33% of the 1000")])
def test_a_file_cut_short_replaces_nothing_where_nobody_counts(mirror, rows, said):
    mirror.put(DVF.files[0].url, _dvf(1000))
    mirror.walk("dvf", "ligne")
    mirror.put(DVF.files[0].url, _dvf(rows))
    with pytest.raises(errors.TooFewRows, match=said):
        mirror.walk("dvf", "ligne")
    assert mirror.count("dvf_ligne") == 1000


def test_a_republication_may_be_a_little_smaller_and_a_new_year_much(mirror):
    mirror.put(DVF.files[0].url, _dvf(1000))
    mirror.put(DVF.files[1].url, _dvf(10))
    mirror.walk("dvf", "ligne")
    mirror.put(DVF.files[0].url, _dvf(901))
    mirror.walk("dvf", "ligne")
    assert mirror.count("dvf_ligne") == 911


def test_fewer_rows_are_accepted_when_somebody_says_so_but_never_none(mirror, monkeypatch):
    mirror.put(DVF.files[0].url, _dvf(1000))
    mirror.walk("dvf", "ligne")
    monkeypatch.setenv("ACCEPT_FEWER_ROWS", f"dvf_ligne@{DVF.files[0].vintage}")
    mirror.put(DVF.files[0].url, _dvf(300))
    mirror.walk("dvf", "ligne")
    assert mirror.count("dvf_ligne") == 300
    mirror.put(DVF.files[0].url, _dvf(0))
    with pytest.raises(errors.TooFewRows, match="withdraw dvf_ligne"):
        mirror.walk("dvf", "ligne")


def test_the_real_header_only_file_replaces_nothing(mirror, shared):
    mirror.put(DVF.files[0].url, _dvf(1000))
    mirror.walk("dvf", "ligne")
    mirror.put(DVF.files[0].url, (shared / SHARED_DVF).read_bytes())
    with pytest.raises(errors.TooFewRows):
        mirror.walk("dvf", "ligne")
    assert mirror.count("dvf_ligne") == 1000


def test_the_real_unreadable_zip_lets_the_other_vintages_go_on(mirror, shared):
    population = find("insee_population", "reference")[1]
    mirror.put(population.files[0].url, (shared / "real/faults/04_population_deflate64.zip").read_bytes())
    header = ";".join(population.layouts[2])
    rows = "\n".join([header, *(f"84;01;{i:05d};{i};1;{i + 1}" for i in range(1000, 3000))])
    mirror.put(population.files[1].url, zipped("donnees_communes.csv", rows.encode()))
    landed = walk.fetch("insee_population", "reference", mirror.settings)
    assert ["error" in one for one in landed] == [True, False]
    assert walk.load(landed[1], mirror.settings, keeps)["rows"] == 2000
