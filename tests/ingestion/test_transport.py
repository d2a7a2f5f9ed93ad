"""Publishers as they are: busy, breaking off, unchanged; disks that fill; processes that die."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from ingestion import errors, walk
from ingestion.registry import find
from tests.ingestion.conftest import ACV_URL, acv, keeps, parquet, periods, zipped
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
        "def hang(*a):\n    print('loaded', flush=True)\n    time.sleep(60)\n"
        "walk.load(walk.fetch('sirene', 'historique', s)[0], s, hang)\n"
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
        if db.execute("select count(*) from pg_locks where locktype = 'advisory'").fetchone() == (0,):
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
        "print(walk.load(landed, s, lambda *a: N(critical=[], warnings=[]))['rows'])"
    )
    env = {**os.environ, **settings.as_env()}
    return subprocess.Popen([sys.executable, "-c", script], env=env, stdout=subprocess.PIPE, text=True)
