"""Machines for one computer: a system user each, with a folder that nobody else may enter, and the services of docker-compose.yml.

What they share is what docker-compose.yml shares: PostgreSQL, Redis (Debian's `redis-server`), and an object store, here moto's server
with a key that it asks for. `MIRROR` is served over HTTP, as publishers are.
"""

import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex

import psutil
import yaml
from cryptography.fernet import Fernet

from cli import needs
from warehouse.settings import PROJECT

VARIABLE = re.compile(r"\$\{([A-Z0-9_]+)(?:(:?[-?])([^}]*))?\}")
IMAGE = re.compile(r"^(?:ENV)? +([A-Z0-9_]+)=(\S+)", re.MULTILINE)
BUCKET, REGION = "acte2", "eu-west-3"
POLICY = f'{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::{BUCKET}", "arn:aws:s3:::{BUCKET}/*"]}}]}}'
# To make a user, its key, its rights and the bucket; from then on moto asks for the key.
OPEN_ACTIONS = 4
PATIENCE_S = 180.0
GRACE_S = 20.0


def free_port() -> int:
    """A port of this computer that nobody has now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Machine:
    """A system user and its folder; `start` runs a service there, `lose` ends everything of that user at once."""

    name: str
    folder: Path
    started: list[subprocess.Popen] = field(default_factory=list)

    @property
    def user(self) -> str:
        return f"acte2-{self.name}"

    def make(self) -> None:
        made = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", self.user]
        with suppress(KeyError):
            pwd.getpwnam(self.user)
            made = ["true"]
        subprocess.run(made, check=True)
        for folder in (self.folder, self.folder / "tmp"):
            folder.mkdir(mode=0o700)
            shutil.chown(folder, self.user, self.user)

    def start(self, service: str, command: list[str], env: Mapping[str, str]) -> subprocess.Popen:
        with open(self.folder.parent / f"{self.name}-{service}.log", "ab") as log:
            child = subprocess.Popen(
                command,
                cwd=PROJECT,
                env={**env, "HOME": str(self.folder), "TMPDIR": str(self.folder / "tmp")},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=self.user,
                group=self.user,
                extra_groups=[],
                umask=0o077,
            )
        self.started.append(child)
        return child

    def processes(self) -> list[psutil.Process]:
        uid, found = pwd.getpwnam(self.user).pw_uid, []
        for process in psutil.process_iter():
            with suppress(psutil.Error):
                if process.uids().real == uid:
                    found.append(process)
        return found

    def lose(self) -> int:
        """Kill all that runs there, as when the power goes; how many processes that were."""
        ended = self.processes()
        for what in (psutil.Process.suspend, psutil.Process.kill):  # so that none sees another go
            for process in ended:
                with suppress(psutil.Error):
                    what(process)
        for child in self.started:
            child.wait(GRACE_S)
        self.started.clear()
        until(lambda: not self.processes(), f"processes of {self.user} do not end", GRACE_S)
        return len(ended)

    def remove(self) -> None:
        with suppress(KeyError):  # there is no such user
            self.lose()
            subprocess.run(["userdel", self.user], check=True, capture_output=True)


@dataclass(frozen=True)
class Site:
    """Where the services are: docker-compose.yml's names for them, and what a filled-in `.env` says."""

    compose: dict
    ports: dict[str, int]
    env_file: dict[str, str]

    @classmethod
    def planned(cls, postgres: int, mirror: int, folder: Path) -> "Site":
        """Ports and secrets, made up."""
        names = ("redis", "api-server", "store", "health", "triggers")
        ports = {"postgres": postgres, "mirror": mirror, **{name: free_port() for name in names}}
        compose = yaml.safe_load((PROJECT / "docker-compose.yml").read_text(encoding="utf-8"))
        asked = re.findall(r"\$\{([A-Z0-9_]+):\?", (PROJECT / "docker-compose.yml").read_text("utf-8"))
        chosen = {
            **{name: token_hex(16) for name in asked},
            "AIRFLOW_FERNET_KEY": Fernet.generate_key().decode(),
            "AIRFLOW_EXECUTOR": "CeleryExecutor",
            "AIRFLOW_BASE_URL": f"http://127.0.0.1:{ports['api-server']}",
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{ports['store']}",
            "AWS_DEFAULT_REGION": REGION,
            "STORE_URL": f"s3://{BUCKET}/warehouse",
            "LIVE": "",
            "MIRROR": f"http://127.0.0.1:{mirror}",
        }
        return cls(compose, ports, chosen)

    def environment(self, service: str, home: Path) -> dict[str, str]:
        """What docker-compose.yml and the image give a service, on a machine whose `/data` is `home`."""
        image = dict(IMAGE.findall((PROJECT / "Dockerfile").read_text(encoding="utf-8")))
        told = {**image, **self.compose["services"][service]["environment"]}
        env = {name: self._here(str(value), home) for name, value in told.items()}
        path = os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin"])
        return {**env, **self._addresses(), "PATH": path, "NO_PROXY": "127.0.0.1"}

    def command(self, service: str) -> list[str]:
        return list(self.compose["services"][service]["command"])

    def _here(self, value: str, home: Path) -> str:
        filled = VARIABLE.sub(lambda found: self.env_file.get(found[1], found[3] or ""), value)
        for name, port in (
            ("postgres:5432", "postgres"),
            ("redis:6379", "redis"),
            ("api-server:8080", "api-server"),
        ):
            filled = filled.replace(name, f"127.0.0.1:{self.ports[port]}")
        filled = filled.replace("/opt/acte2", str(PROJECT))
        return re.sub(r"^/(?:data|opt)\b", str(home), filled)

    def _addresses(self) -> dict[str, str]:
        """Containers have an address each, and ports of their own."""
        return {
            "DBT_PG_HOST": "127.0.0.1",
            "DBT_PG_PORT": str(self.ports["postgres"]),
            "AIRFLOW__API__HOST": "127.0.0.1",
            "AIRFLOW__API__PORT": str(self.ports["api-server"]),
            "AIRFLOW__API__WORKERS": "1",
            "AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_SERVER_PORT": str(self.ports["health"]),
            "AIRFLOW__LOGGING__TRIGGER_LOG_SERVER_PORT": str(self.ports["triggers"]),
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def check(self, service: str, home: Path) -> None:
        """Refuse to start a service with a secret that it does not need."""
        beyond = (needs.ALL - needs.NEEDS[service]) & self.environment(service, home).keys()
        assert not beyond, f"{service} holds {beyond}"


def redis(site: Site, machine: Machine, stack: ExitStack) -> None:
    """Debian's Redis, with the password of `.env`; nothing on disk."""
    settings = machine.folder / "redis.conf"
    settings.write_text(
        f'bind 127.0.0.1\nport {site.ports["redis"]}\nsave ""\nrequirepass {site.env_file["REDIS_PASSWORD"]}\n'
    )
    shutil.chown(settings, machine.user)
    machine.start("redis", ["redis-server", str(settings)], {"PATH": "/usr/bin:/bin"})
    await_port(site.ports["redis"])


def store(site: Site, machine: Machine) -> None:
    """moto's server with a bucket, and one user who may enter it: its key goes into `.env`."""
    import botocore.session

    env = {"PATH": os.defpath, "INITIAL_NO_AUTH_ACTION_COUNT": str(OPEN_ACTIONS)}
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(site.ports["store"])]
    machine.start("store", command, env)
    await_port(site.ports["store"])
    endpoint = site.env_file["AWS_ENDPOINT_URL"]
    made = botocore.session.get_session()
    client = lambda service: made.create_client(  # noqa: E731
        service,
        region_name=REGION,
        endpoint_url=endpoint,
        aws_access_key_id="none",
        aws_secret_access_key="none",
    )
    iam = client("iam")
    iam.create_user(UserName="warehouse")
    iam.put_user_policy(UserName="warehouse", PolicyName="bucket", PolicyDocument=POLICY)
    key = iam.create_access_key(UserName="warehouse")["AccessKey"]
    client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    site.env_file["AWS_ACCESS_KEY_ID"] = key["AccessKeyId"]
    site.env_file["AWS_SECRET_ACCESS_KEY"] = key["SecretAccessKey"]
    with suppress(iam.exceptions.ClientError):
        client("s3").list_buckets()
        raise AssertionError("the store lets in who has no key")


def await_port(port: int) -> None:
    """Until somebody answers there. Raises TimeoutError."""
    until(lambda: _answers(port), f"nobody answers at port {port}", GRACE_S)


def until(
    is_so: Callable[[], object], otherwise: str, patience_s: float = PATIENCE_S, every_s: float = 0.2
) -> object:
    """What `is_so` returns, as soon as that is something. Raises TimeoutError."""
    deadline = time.monotonic() + patience_s
    while not (found := is_so()):
        if time.monotonic() > deadline:
            raise TimeoutError(otherwise)
        time.sleep(every_s)
    return found


def _answers(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def at_port(port: int) -> psutil.Process | None:
    """The process of this computer that talks from that local port."""
    for one in psutil.net_connections("tcp"):
        if one.laddr and one.laddr.port == port and one.pid and one.raddr:
            return psutil.Process(one.pid)
    return None


def missing() -> str:
    """Why machines cannot be made here; empty where they can."""
    if os.geteuid() != 0:
        return "only root makes system users"
    if not shutil.which("redis-server") or not shutil.which("useradd"):
        return "redis-server or useradd is missing: apt-get install redis-server passwd"
    try:
        import moto  # noqa: F401
        import s3fs  # noqa: F401
    except ImportError:
        return "s3fs and moto are missing: an environment with requirements/lock.txt and requirements/workers.txt has them"
    return "" if _may_be_run() else f"a plain user may not run {sys.executable}, or what it links to"


def _may_be_run() -> bool:
    """Whether a user that owns nothing may run this Python."""
    asked = [sys.executable, "-c", ""]
    try:
        return subprocess.run(asked, user="nobody", env={}, capture_output=True, check=False).returncode == 0
    except OSError:
        return False
