"""The embedded server: made once, started by whoever comes first, back after whatever befell it."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import psutil
import psycopg
import pytest

from warehouse import secret_files, server
from warehouse.connect import connect, connect_url
from warehouse.errors import ServerError
from warehouse.settings import PROJECT, Settings

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def own() -> Iterator[Settings]:
    """Settings of a server that these tests may mistreat, in a folder with spaces in its name."""
    home = Path(tempfile.mkdtemp(prefix="acte2 server test ")) / "the home"
    settings = Settings.from_env({"ACTE2_HOME": str(home), "ACTE2_DATABASE": "postgres"})
    yield settings
    server.stop(settings)
    shutil.rmtree(home.parent)


def works(settings: Settings) -> bool:
    with connect(settings, patience_s=5) as conn:
        return conn.execute("SELECT 1").fetchone() == (1,)


def test_started_by_several_at_once(own):
    assert not server.status(own).running
    assert not server.stop(own)
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(server.start, [own] * 3))
    assert len({one.pid for one in found}) == 1
    assert server.status(own) == found[0]
    assert works(own)


def test_listens_on_this_machine_only_and_asks_for_the_password(own):
    server.start(own)
    with connect(own) as conn:
        shown = conn.execute(
            "SELECT name, setting FROM pg_settings WHERE name IN"
            " ('listen_addresses', 'unix_socket_directories', 'wal_level', 'jit') ORDER BY 1"
        ).fetchall()
        methods = conn.execute("SELECT DISTINCT auth_method FROM pg_hba_file_rules").fetchall()
    assert shown == [
        ("jit", "off"),
        ("listen_addresses", "127.0.0.1"),
        ("unix_socket_directories", ""),
        ("wal_level", "minimal"),
    ]
    assert {method for (method,) in methods} == {"scram-sha-256", "reject"}
    secret = own.warehouse_url.split(":")[2].split("@")[0]
    begun = time.monotonic()
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        connect_url(own.warehouse_url.replace(secret, "wrong"))
    assert time.monotonic() - begun < 5, "a wrong password is not worth waiting"


def test_secret_and_data_are_private(own):
    server.start(own)
    assert own.server_secret.stat().st_mode & 0o777 == 0o600
    assert own.server_secret.parent.stat().st_mode & 0o777 == 0o700
    assert server.status(own).data.stat().st_mode & 0o077 == 0


def test_data_and_port_survive_a_restart(own):
    before = server.start(own)
    with connect(own) as conn:
        conn.execute("CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS answer")
    assert server.stop(own)
    assert not server.stop(own)
    after = server.start(own)
    assert (after.port, after.running) == (before.port, True)
    with connect(own) as conn:
        assert conn.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_killed_server_comes_back(own):
    status = server.start(own)
    with connect(own, application_name="left behind"):
        os.kill(status.pid, signal.SIGKILL)
        psutil.wait_procs([psutil.Process(status.pid)] if psutil.pid_exists(status.pid) else [], timeout=5)
        assert not server.status(own).running
        assert server.start(own).pid != status.pid
    assert works(own)


def test_a_server_that_waits_for_its_last_session_is_stopped_and_started(own):
    before = server.start(own)
    with connect(own) as last:
        told_to_stop(own)
        assert server.status(own).running, "it waits"
        after = server.start(own)
        assert after.pid != before.pid
        assert works(own)
        with pytest.raises(psycopg.OperationalError):
            last.execute("SELECT 1")


def killed(settings: Settings) -> None:
    postmaster = psutil.Process(server.status(settings).pid)
    postmaster.kill()
    postmaster.wait()


def told_to_stop(settings: Settings) -> None:
    """As a system that shuts down tells it; a session of the test is there."""
    os.kill(server.status(settings).pid, signal.SIGTERM)
    with pytest.raises(psycopg.OperationalError):
        connect(settings, patience_s=1)


@pytest.mark.parametrize("befalls", [killed, told_to_stop])
def test_who_keeps_a_server_starts_it_where_it_lets_nobody_in(own, befalls):
    before = server.start(own)
    assert not server.keep(own), "it lets us in"
    with connect(own):
        befalls(own)
        assert server.keep(own)
    assert server.status(own).pid != before.pid
    assert works(own)


def test_who_keeps_a_server_leaves_one_that_was_stopped(own):
    server.start(own)
    server.stop(own)
    assert not server.keep(own)
    assert not server.status(own).running


def test_remains_may_vanish_before_they_are_ended():
    vanished, sleeping = (psutil.Popen(["sleep", "60"]) for _ in range(2))
    gone = psutil.Process(vanished.pid)
    vanished.kill()
    vanished.wait()
    with pytest.raises(psutil.NoSuchProcess):
        gone.terminate()
    assert server._end([gone, sleeping], psutil.Process.terminate) == []
    assert sleeping.wait() == -signal.SIGTERM


def test_process_number_taken_by_a_stranger(own):
    server.start(own)
    server.stop(own)
    pid_file = server.status(own).data / "postmaster.pid"
    pid_file.write_text(
        f"{os.getppid()}\n{pid_file.parent}\n0\n5432\n\n127.0.0.1\n       0         0\nready   \n"
    )
    assert not server.status(own).running
    server.start(own)
    assert works(own)


def test_port_taken_by_a_stranger(own):
    port = server.start(own).port
    server.stop(own)
    with socket.socket() as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        stranger.bind(("127.0.0.1", port))
        stranger.listen()
        found = server.start(own)
    assert found.port != port
    assert works(own)


def test_killed_initdb_leaves_nothing_half_made(tmp_path):
    home = Path(tempfile.mkdtemp(prefix="acte2-half-"))
    settings = Settings.from_env({"ACTE2_HOME": str(home), "ACTE2_DATABASE": "postgres"})
    (home / "postgres.new").mkdir()
    (home / "postgres.new" / "PG_VERSION").write_text("18\n")
    try:
        server.start(settings)
        assert works(settings)
    finally:
        server.stop(settings)
        shutil.rmtree(home)


def test_lost_secret_is_a_clear_error(own):
    server.start(own)
    server.stop(own)
    known = secret_files.recall(own.server_secret)
    own.server_secret.unlink()
    with pytest.raises(ServerError, match="put it back"):
        server.start(own)
    secret_files.keep(own.server_secret, known)
    server.start(own)


def test_server_that_cannot_start_says_where_its_log_is(own):
    server.start(own)
    server.stop(own)
    configuration = server.status(own).data / "postgresql.conf"
    before = configuration.read_text()
    configuration.write_text(before + "\nmax_connections = 'many'\n")
    with pytest.raises(ServerError, match=r"server\.log"):
        server.start(own)
    configuration.write_text(before)
    server.start(own)
    assert works(own)


def test_connect_waits_for_a_server_that_comes_back(own):
    server.start(own)
    server.stop(own)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(works, own)
        time.sleep(1)
        server.start(own)
        assert waiting.result()


def test_connect_gives_up_in_time(own):
    server.start(own)
    server.stop(own)
    begun = time.monotonic()
    with pytest.raises(psycopg.OperationalError):
        connect(own, patience_s=1)
    assert time.monotonic() - begun < 10


def test_nothing_is_started_for_a_real_server(tmp_path):
    url = "postgresql://owner:secret@127.0.0.1:1/there"
    settings = Settings.from_env({"ACTE2_HOME": str(tmp_path / "home"), "WAREHOUSE_URL": url})
    assert not server.start(settings).running
    assert not server.stop(settings)
    assert not (tmp_path / "home").exists()


def plain_user_python() -> str:
    """A Python of this version that `nobody` can run, with this environment's packages; skips without."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for python in (sys.executable, shutil.which(version, path="/usr/bin:/usr/local/bin")):
        if python and as_nobody([python, "-c", "import psutil, psycopg"]).returncode == 0:
            return python
    pytest.skip("no Python of this version is within a plain user's reach")


def as_nobody(command: list[str], **env: str) -> subprocess.CompletedProcess:
    paths = os.pathsep.join([str(PROJECT), sysconfig.get_path("purelib")])
    nobody = pwd.getpwnam("nobody")
    try:
        return subprocess.run(
            command,
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
            cwd="/",
            env={"PATH": os.defpath, "PYTHONPATH": paths, **env},
            user=nobody.pw_uid,
            group=nobody.pw_gid,
            extra_groups=[],
        )
    except PermissionError as error:
        return subprocess.CompletedProcess(command, 126, "", str(error))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_works_as_a_plain_user():
    """Everything from nothing, as `nobody`: its own folder, no system user to make."""
    python = plain_user_python()
    home = Path(tempfile.mkdtemp(prefix="acte2-plain-"))
    shutil.chown(home, "nobody")
    ours = partial(as_nobody, ACTE2_HOME=str(home))
    try:
        made = ours([python, "-m", "warehouse", "prepare"])
        assert made.returncode == 0, made.stderr
        status = server.status(Settings.from_env({"ACTE2_HOME": str(home)}))
        assert psutil.Process(status.pid).username() == "nobody"
        assert ours([python, "-m", "warehouse", "url"]).stdout.startswith(
            "postgresql://bi_reader_acte2_demo:"
        )
        assert ours([python, "-m", "warehouse", "stop"]).stdout == "stopped\n"
        assert ours([python, "-m", "warehouse", "status"]).returncode == 3
        url = ours([python, "-m", "warehouse", "url"])
        assert (url.returncode, url.stdout) == (3, ""), "nothing answers there"
        assert "warehouse start" in url.stderr
    finally:
        ours([python, "-m", "warehouse", "stop"])
        shutil.rmtree(home)


def test_who_connects_to_a_server_that_is_stopped_is_told_how_to_start_it(tmp_path: Path) -> None:
    settings = Settings.from_env({"ACTE2_HOME": str(tmp_path)})
    secret_files.keep(settings.server_secret, {"user": "x", "password": "nevertold", "port": 9})
    with pytest.raises(
        psycopg.OperationalError, match=r"is stopped: start it with .*warehouse start"
    ) as told:
        connect(settings, patience_s=0)
    assert "nevertold" not in str(told.value)
