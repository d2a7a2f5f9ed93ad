"""Where a warehouse's Airflow keeps its things, all under `$ACTE2_HOME`."""

from dataclasses import dataclass
from pathlib import Path

from warehouse.settings import PROJECT, Settings

DAGS = PROJECT / "dags"
DBT_PROJECT = PROJECT / "dbt_project"
POOLS = DAGS / "pools.json"


@dataclass(frozen=True)
class Places:
    """Files and folders of the Airflow of one warehouse."""

    settings: Settings

    @property
    def airflow(self) -> Path:
        """AIRFLOW_HOME."""
        return self.settings.home / "airflow"

    @property
    def logs(self) -> Path:
        """Logs of Airflow's components and of its tasks."""
        return self.settings.home / "logs" / self.settings.database

    @property
    def state(self) -> Path:
        """What is known of the running Airflow; one at a time in a home."""
        return self.airflow / "running.json"

    @property
    def port(self) -> Path:
        """Port of Airflow's API, kept so that bookmarks go on working."""
        return self.airflow / "port"

    @property
    def lock(self) -> Path:
        """Held by whoever starts or stops Airflow."""
        return self.airflow / "lock"

    @property
    def under_way(self) -> Path:
        """Held, with its number, by the `make run` or `make up` that is under way."""
        return self.airflow / "under_way"

    @property
    def keys(self) -> Path:
        """Airflow's own keys."""
        return self.settings.home / "secrets" / "airflow_keys.json"

    @property
    def password(self) -> Path:
        """Passwords of Airflow's users, by user."""
        return self.settings.home / "secrets" / "airflow_users.json"

    @property
    def first_page(self) -> Path:
        """Leads to every site below, in French."""
        return self.settings.home / "site" / self.settings.database / "index.html"

    @property
    def dbt_docs(self) -> Path:
        """dbt's documentation."""
        return self.settings.home / "site" / self.settings.database / "dbt" / "index.html"

    @property
    def data_docs(self) -> Path:
        """Great Expectations' pages."""
        return self.settings.home / "site" / self.settings.database / "quality" / "index.html"

    @property
    def towns(self) -> Path:
        """Pages of towns, in French; they link to the other sites."""
        return self.settings.home / "site" / self.settings.database / "towns" / "index.html"

    @property
    def town_centres(self) -> Path:
        """Maps of the town centres; their perimeters lie beside it, GeoJSON."""
        return self.settings.home / "site" / self.settings.database / "centres" / "index.html"

    def task_log(self, dag: str, run: str, task: str, map_index: int, attempt: int) -> Path:
        """Log of one attempt of one task."""
        folder = self.logs / f"dag_id={dag}" / f"run_id={run}" / f"task_id={task}"
        if map_index >= 0:
            folder /= f"map_index={map_index}"
        return folder / f"attempt={attempt}.log"
