"""Where Superset keeps its things, all under `$ACTE2_HOME/superset`; and the environment its processes run in."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe

from warehouse import secret_files
from warehouse.settings import PROJECT, Settings

ROOM = PROJECT / "dashboards"
LOCK = PROJECT / "requirements" / "superset.txt"
USER = "admin"
ENVIRONMENT = "ACTE2_SUPERSET_ENVIRONMENT"
HOST = "ACTE2_SUPERSET_HOST"
PORT = "ACTE2_SUPERSET_PORT"
METADATA = "ACTE2_SUPERSET_METADATA"


@dataclass(frozen=True)
class Places:
    """Files and folders of the Superset of one warehouse; `env` is the caller's environment."""

    settings: Settings
    env: Mapping[str, str]

    @classmethod
    def from_env(cls, settings: Settings) -> "Places":
        """As told by this process's environment; an empty variable counts as unset."""
        return cls(settings, {name: value for name, value in os.environ.items() if value.strip()})

    @property
    def environment(self) -> Path:
        """Superset's own virtual environment; shared by the warehouses of a home."""
        return Path(self.env.get(ENVIRONMENT, self.settings.home / "superset" / "environment"))

    @property
    def is_given(self) -> bool:
        """Whether somebody else made that environment (the image of docker compose)."""
        return ENVIRONMENT in self.env

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.environment / "bin" / "python"

    @property
    def folder(self) -> Path:
        """SUPERSET_HOME of this warehouse."""
        return self.settings.home / "superset" / self.settings.database

    @property
    def metadata(self) -> str:
        """SQLAlchemy URL of Superset's own tables: SQLite, for one user, unless told otherwise."""
        return self.env.get(METADATA, f"sqlite:///{self.folder / 'metadata.db'}")

    @property
    def state(self) -> Path:
        """What was prepared and imported last, as hashes."""
        return self.folder / "state.json"

    @property
    def secret(self) -> Path:
        """File of Superset's key and of its user's password."""
        return self.settings.home / "secrets" / "superset.json"

    def secrets(self) -> dict[str, str]:
        """Key and password, made when there are none."""
        return secret_files.remember(
            self.secret,
            lambda: {"secret_key": token_urlsafe(42), "user": USER, "password": token_urlsafe(16)},
        )

    def process_env(self) -> dict[str, str]:
        """Environment of Superset's processes: no variable of the warehouse's owner is among them."""
        kept = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
        return {
            **{name: self.env[name] for name in kept if name in self.env},
            "SUPERSET_HOME": str(self.folder),
            "SUPERSET_CONFIG_PATH": str(ROOM / "superset_settings.py"),
            "SUPERSET_SECRET_KEY": self.secrets()["secret_key"],
            "ACTE2_SUPERSET_METADATA": self.metadata,
            "FLASK_APP": "superset.app:create_app()",
        }
