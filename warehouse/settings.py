"""Settings of the whole project, read from environment variables only.

Every process builds its own with `Settings.from_env()`: nothing is passed from task to task but the
environment, so that tasks can run on different workers.
"""

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from warehouse import secret_files
from warehouse.errors import ServerError, SettingsError
from warehouse.hidden import without_secrets
from warehouse.roles import LOGINS, Role

PROJECT = Path(__file__).resolve().parent.parent
DATABASE_NAME = re.compile(r"[a-z][a-z0-9_]{0,47}")
AIRFLOW_CONNECTION = "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"
# Keys of five columns: PostgreSQL believes that two of them tell nearly all, sorts millions of rows by these, and then
# throws away ten that it merged for each that it keeps; or keeps all communes of a measure and year, and holds each
# figure against every one.
HASHED = "-c enable_mergejoin=off -c enable_memoize=off"
PUBLISHER_URL = "PUBLISHER_URL__"
# Sub-folders of LOCAL: surveys of vacancy, lists of premises, counts of passers-by, perimeters.
OWN_FOLDERS = ("vacance", "locaux", "comptages", "perimetres")


@dataclass(frozen=True)
class Settings:
    """Where everything is. Paths are absolute; URLs that hold a password are never shown by repr."""

    home: Path
    database: str
    mirror: str | None = field(repr=False)
    landing_url: str = field(repr=False)
    perimeters: Path = PROJECT / "perimeters"
    given: Path = PROJECT / "given"
    local: Path = PROJECT / "local"
    local_url: str | None = field(default=None, repr=False)
    store_url: str | None = field(default=None, repr=False)
    publish_local: bool = False
    adopt: bool = False
    server_url: str | None = field(default=None, repr=False)
    airflow_connection: str | None = field(default=None, repr=False)
    chosen_passwords: Mapping[Role, str] = field(default_factory=dict, repr=False, hash=False)
    publisher_urls: Mapping[str, str] = field(default_factory=dict, hash=False, repr=False)
    # Apprise URLs: they hold passwords.
    notify: tuple[str, ...] = field(default=(), repr=False)
    # Who answers for the DAGs, and the address at which docs/operations.md is shown.
    owner: str = "acte2"
    runbook: str | None = None

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "Settings":
        """Settings told by `env`; an empty variable counts as unset. Raises SettingsError."""
        given = {name: value for name, value in env.items() if value.strip()}
        home = Path(given.get("ACTE2_HOME", PROJECT / ".acte2")).expanduser().resolve()
        mirror = _mirror(given, home)
        database = _database(given, is_simulated=mirror == str(home / "mirror"))
        local, local_url = _local(given, home / "local" / database)
        store_url = _store(given)
        return cls(
            home=home,
            database=database,
            mirror=mirror,
            landing_url=given.get("LANDING_URL", f"{store_url or home}/landing"),
            perimeters=Path(given.get("PERIMETERS", PROJECT / "perimeters")).expanduser().resolve(),
            given=Path(given.get("GIVEN", PROJECT / "given")).expanduser().resolve(),
            local=local,
            local_url=local_url,
            store_url=store_url,
            publish_local=flag(given, "PUBLISH_LOCAL"),
            adopt=flag(given, "ADOPT"),
            server_url=_server_url(given),
            airflow_connection=given.get(AIRFLOW_CONNECTION),
            chosen_passwords={role: given[role.variable] for role in LOGINS if role.variable in given},
            publisher_urls={name: url for name, url in given.items() if name.startswith(PUBLISHER_URL)},
            notify=tuple(given.get("ACTE2_NOTIFY", "").split()),
            owner=given.get("ACTE2_OWNER", cls.owner).strip(),
            runbook=_runbook(given),
        )

    def as_env(self) -> dict[str, str]:
        """Environment variables from which a child process builds these same settings."""
        optional = {
            "MIRROR": self.mirror,
            "WAREHOUSE_URL": self.server_url,
            AIRFLOW_CONNECTION: self.airflow_connection,
            **{role.variable: self.chosen_passwords.get(role) for role in LOGINS},
        }
        return {
            "ACTE2_HOME": str(self.home),
            "ACTE2_DATABASE": self.database,
            "LANDING_URL": self.landing_url,
            "STORE_URL": self.store_url or "",
            "PERIMETERS": str(self.perimeters),
            "GIVEN": str(self.given),
            "LOCAL": self.local_url or str(self.local),
            "PUBLISH_LOCAL": "1" if self.publish_local else "",
            "LIVE": "1" if self.is_live else "",
            "ADOPT": "1" if self.adopt else "",
            "ACTE2_NOTIFY": " ".join(self.notify),
            "ACTE2_OWNER": self.owner,
            "ACTE2_RUNBOOK": self.runbook or "",
            **{name: value or "" for name, value in optional.items()},
            **self.publisher_urls,
        }

    @property
    def polygons(self) -> tuple[Path, ...]:
        """Where users' town-centre polygons are: PERIMETERS, and what LOCAL holds of them. Raises SettingsError."""
        own = self.own_folder / "perimetres"
        return (self.perimeters, own) if own.is_dir() else (self.perimeters,)

    @property
    def own_folder(self) -> Path:
        """LOCAL on this machine. Raises SettingsError where it is not there: its files were not all taken away."""
        if self.local_url is None and not self.local.is_dir():
            raise SettingsError(f"LOCAL: {self.local} is not there; make that folder, or leave LOCAL out")
        return self.local

    def make_home(self) -> None:
        """The folder of all that a run writes; nobody but its owner may write there, whatever the shell's umask was."""
        self.home.mkdir(mode=0o755, parents=True, exist_ok=True)
        told = self.home.stat()
        if told.st_mode & 0o022 and not told.st_mode & stat.S_ISVTX and told.st_uid == os.geteuid():
            self.home.chmod(stat.S_IMODE(told.st_mode) & ~0o022)

    @property
    def transfers(self) -> Path:
        """Files on their way to or from an object store; each machine's own."""
        return self.home / "transfers"

    @property
    def dbt_read(self) -> Path:
        """What dbt read of its project at set-up, for the tasks that would read it again."""
        return self.home / "dbt" / "parse"

    @property
    def is_live(self) -> bool:
        """True when the publishers themselves are asked."""
        return self.mirror is None

    @property
    def is_simulated(self) -> bool:
        """True when the simulated publishers of `sample/` are asked."""
        return self.mirror == str(self.home / "mirror")

    @property
    def origin(self) -> str:
        """What feeds the warehouse: 'live', 'simulated', or the mirror's absolute path or URL, without its login."""
        if self.mirror is None:
            return "live"
        return "simulated" if self.is_simulated else without_secrets(self.mirror)

    @property
    def is_embedded(self) -> bool:
        """True when the warehouse is on the project's own server."""
        return self.server_url is None

    @property
    def server_secret(self) -> Path:
        """File of the embedded server's user, password and port."""
        return self.home / "secrets" / "postgres.json"

    def login(self, role: Role) -> str:
        """Name of a role's login (PostgreSQL keeps 63 bytes of a name). Raises SettingsError for an owner that is not told."""
        if role is Role.OWNER:
            return unquote(urlsplit(self.warehouse_url).username or "")
        return f"{role}_{self.database}"[:63]

    def secret(self, role: Role) -> Path:
        """File of a role's generated password."""
        return self.home / "secrets" / f"{quote(self.login(role), safe='')}.json"

    def url(self, role: Role) -> str:
        """A role's URL of the warehouse, `postgresql://…`. Raises ServerError before `prepare` made its password."""
        if role is Role.OWNER:
            return self.warehouse_url
        return _with_login(self._address(), self.login(role), self._password(role))

    @property
    def warehouse_url(self) -> str:
        """Owner's URL of the warehouse. Raises ServerError before a first start, SettingsError where it has no login."""
        if self.server_url and not urlsplit(self.server_url).username:
            raise SettingsError(
                "only the owner may do that, and WAREHOUSE_URL names none: postgresql://owner:password@host:port/database"
            )
        return self._address()

    @property
    def reader_url(self) -> str:
        """Readers' URL of the warehouse. Raises ServerError before `prepare` made their password."""
        return self.url(Role.READER)

    @property
    def airflow_url(self) -> str:
        """SQLAlchemy URL of Airflow's metadata: its own setting, or `<database>_airflow` beside ours.

        On the embedded server under a login of its own, which nobody else's database lets in.
        """
        if self.airflow_connection:
            return self.airflow_connection
        parts = urlsplit(self.warehouse_url)
        beside = urlunsplit(parts._replace(scheme="postgresql+psycopg2", path=f"{parts.path}_airflow"))
        if not self.is_embedded:
            return beside
        return _with_login(beside, self.login(Role.AIRFLOW), self._password(Role.AIRFLOW))

    def without_owner(self) -> "Settings":
        """The same for processes that are not to have the owner's password; the embedded server's is in the home."""
        if self.server_url is None:
            return self
        parts = urlsplit(self.server_url)
        address = parts.netloc.rpartition("@")[2]
        return replace(self, server_url=urlunsplit(parts._replace(netloc=address)))

    def _address(self) -> str:
        return self.server_url or self.embedded_url(self.database)

    def _password(self, role: Role) -> str:
        chosen = self.chosen_passwords.get(role)
        password: str | None = chosen or (secret_files.recall(self.secret(role)) or {}).get("password")
        if password is None:
            raise ServerError(f"no {role} of {self.database} yet: run `make run` or `make up` first")
        return password

    @property
    def airflow_connection_url(self) -> str:
        """The same database as libpq's programs know it."""
        return "postgresql://" + self.airflow_url.partition("://")[2]

    def embedded_url(self, database: str) -> str:
        """Owner's URL of a database of the embedded server. Raises ServerError before a first start."""
        known = secret_files.recall(self.server_secret)
        if not known or "port" not in known:
            raise ServerError(f"no embedded server in {self.home} yet: run `make run` or `make up` first")
        return f"postgresql://{known['user']}:{known['password']}@127.0.0.1:{known['port']}/{database}"

    def dbt_env(self) -> dict[str, str]:
        """DBT_PG_* variables from which dbt's profile reaches the warehouse, and how its sessions plan (PGOPTIONS)."""
        parts = urlsplit(self.url(Role.TRANSFORMER))
        return {
            "DBT_PG_HOST": parts.hostname or "",
            "DBT_PG_PORT": str(parts.port or 5432),
            "DBT_PG_USER": unquote(parts.username or ""),
            "DBT_PG_PASSWORD": unquote(parts.password or ""),
            "DBT_PG_DATABASE": self.database,
            "PGOPTIONS": HASHED,
        }


def asks_for_lineage(given: Mapping[str, str] = os.environ) -> bool:
    """Whether OPENLINEAGE asks for the events of each task: off unless it does."""
    return given.get("OPENLINEAGE", "") not in ("", "0")


def flag(given: Mapping[str, str], name: str) -> bool:
    """Whether a variable says yes; unset or empty is no. Raises SettingsError for what is neither."""
    value = given.get(name, "").strip().lower() or "0"
    if value not in ("0", "1", "true", "false", "yes", "no"):
        raise SettingsError(f"{name}={value}: write {name}=1, or leave it out")
    return value in ("1", "true", "yes")


def _mirror(given: Mapping[str, str], home: Path) -> str | None:
    mirror = given.get("MIRROR")
    if flag(given, "LIVE"):
        if mirror:
            raise SettingsError("LIVE=1 asks the publishers themselves, MIRROR a copy: give one of them")
        return None
    if mirror is None:
        return str(home / "mirror")
    return mirror.rstrip("/") if "://" in mirror else str(Path(mirror).expanduser().resolve())


def _local(given: Mapping[str, str], home: Path) -> tuple[Path, str | None]:
    """Where towns' own files are on this machine, and the object store they come from, if any."""
    told = given.get("LOCAL", str(PROJECT / "local"))
    if "://" in told:
        return home / "fetched", told.rstrip("/")
    return Path(told).expanduser().resolve(), None


def _store(given: Mapping[str, str]) -> str | None:
    """The object store that machines share, if there are several."""
    url = given.get("STORE_URL")
    if url and "://" not in url:
        raise SettingsError(f"STORE_URL={url}: an object store's URL, for instance s3://bucket/acte2")
    return url.rstrip("/") if url else None


def _runbook(given: Mapping[str, str]) -> str | None:
    url = given.get("ACTE2_RUNBOOK")
    if url is not None and (urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc):
        raise SettingsError(f"ACTE2_RUNBOOK={url}: the address of a page, https://…, or leave it out")
    return url


def _server_url(given: Mapping[str, str]) -> str | None:
    url = given.get("WAREHOUSE_URL")
    if url is None:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.hostname or len(parts.path) < 2:
        raise SettingsError("WAREHOUSE_URL must read postgresql://user:password@host:port/database")
    return urlunsplit(parts._replace(scheme="postgresql"))


def _database(given: Mapping[str, str], is_simulated: bool) -> str:
    server_url = _server_url(given)
    if server_url is not None:
        return unquote(urlsplit(server_url).path[1:])
    name = given.get("ACTE2_DATABASE", "acte2_demo" if is_simulated else "acte2")
    if not DATABASE_NAME.fullmatch(name) or name.endswith("_airflow"):
        raise SettingsError(
            f"ACTE2_DATABASE={name}: lower-case letters, digits and _ only, 48 at most, and not …_airflow"
        )
    return name


def _with_login(url: str, user: str, password: str) -> str:
    parts = urlsplit(url)
    address = parts.netloc.rpartition("@")[2]
    login = f"{quote(user, safe='')}:{quote(password, safe='')}"
    return urlunsplit(parts._replace(netloc=f"{login}@{address}"))
