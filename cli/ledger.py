"""What the warehouse tells about a run: attempts, transfers, checks, releases."""

from importlib.resources import files
from typing import Any

from psycopg import Connection
from psycopg.rows import dict_row

from expectations import controls
from expectations.controls import ControlTotal
from warehouse import fingerprint, release
from warehouse.connect import connect
from warehouse.ops import built, loads, transfers, vintages
from warehouse.ops.built import Counted
from warehouse.ops.releases import Release
from warehouse.roles import Role
from warehouse.settings import Settings

Row = dict[str, Any]


class Ledger:
    """Reads the warehouse from the moment it is made: a run is what happens after that."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._db: Connection = connect(
            settings, Role.TRANSFORMER, autocommit=True, application_name="acte2 progress"
        )
        self.after, self.since = loads.now(self._db)
        self.first_release = release.current(settings)

    def close(self) -> None:
        """Give the connection back."""
        self._db.close()

    def loads(self) -> list[Row]:
        """Attempts: source, resource, vintage, outcome, rows, rejected, seconds, bytes, message, checks."""
        return loads.after(self._db, self.after)

    def transfers(self) -> list[Row]:
        """Transfers under way or done: source, resource, vintage, stage, done, total (bytes or rows)."""
        return transfers.since(self._db, self.since)

    def marts_checks(self) -> list[Row]:
        """Checks of the marts: asset, evaluated, failed, severity, message."""
        return self._rows("marts_checks", since=self.since)

    def control_totals(self) -> list[ControlTotal]:
        """Publishers' totals that the last build was held against; empty before one."""
        return controls.latest(self._db)

    def simulated(self) -> list[Row]:
        """Sources whose standing vintages are simulated, and whether all of them are."""
        return vintages.simulated_sources(self._db)

    def indicators(self) -> list[Row]:
        """What readers see: code, values, present, in_centres, first_period, last_period; empty before one."""
        return self._rows("indicators") if self.release() else []

    def release(self) -> Release | None:
        """What readers see now."""
        return release.current(self.settings)

    def is_new_release(self) -> bool:
        """Whether this run changed what readers see."""
        now = self.release()
        return now is not None and (
            self.first_release is None or now.release_id != self.first_release.release_id
        )

    def is_build_due(self) -> bool:
        """Whether raw data, models or town centres stand that no release took into account."""
        return fingerprint.is_due(self._db, self.settings)

    def built(self) -> Counted:
        """What of models and checks was made anew, and what there is in all."""
        return built.counted(self._db, self.since)

    def _rows(self, name: str, **given: Any) -> list[Row]:
        with self._db.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(_sql(name), given).fetchall()


def _sql(name: str) -> bytes:
    return (files("cli") / "sql" / f"{name}.sql").read_bytes()
