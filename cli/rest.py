"""The part of Airflow's REST API that the commands need."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import requests
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_delay, wait_fixed

from cli import words

TIMEOUT_S = 60
# How long an answer is waited for that a busy Airflow, or its database, refuses: and how often it is asked for.
DEAF_S = 120.0
ASK_EVERY_S = 1.0
PAGE = 100
UNFINISHED = ("queued", "running")


@dataclass(frozen=True)
class Run:
    """One run of a DAG. `state` is queued, running, success or failed."""

    dag: str
    run: str
    state: str

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state not in UNFINISHED


@dataclass(frozen=True)
class TaskTry:
    """The last attempt of one task of a run; `map_index` is -1 for a task that is not mapped."""

    task: str
    map_index: int
    state: str | None
    attempt: int


class Client:
    """Speaks for one user, patiently: what may pass is asked again for `DEAF_S`, as long as Airflow lives.

    Every method raises requests.RequestException when Airflow does not answer, or answers what will not change.
    """

    def __init__(
        self, url: str, user: str, password: str, is_alive: Callable[[], bool] = lambda: True
    ) -> None:
        self.url = url
        self._is_alive = is_alive
        self._login = {"username": user, "password": password}
        self._session = requests.Session()
        self._session.trust_env = False  # a proxy has no business between this machine and itself

    def health(self) -> dict[str, Any]:
        """State of each component, by name. Asks for no password."""
        return self._session.get(f"{self.url}/api/v2/monitor/health", timeout=5).json()

    def dags(self) -> list[dict[str, Any]]:
        """Every DAG Airflow knows, those that it takes for gone as well."""
        return self._ask("GET", "/dags", params={"limit": PAGE, "exclude_stale": False})["dags"]

    def read_again(self, dag: dict[str, Any]) -> None:
        """Ask that a DAG's file be read before all others. Nothing new where that was asked already."""
        try:
            self._ask("PUT", f"/parseDagFile/{dag['file_token']}")
        except requests.HTTPError as error:
            if error.response.status_code != requests.codes.conflict:
                raise

    def import_errors(self) -> list[str]:
        """Why DAG files could not be read: the file and the last line of the error that says something."""
        errors = self._ask("GET", "/importErrors")["import_errors"]
        return [f"{one['filename']}: {words.said(one['stack_trace'])}" for one in errors]

    def pause(self, dag: str) -> None:
        """Let no run of a DAG start, whatever its hour."""
        self._ask("PATCH", f"/dags/{dag}", json={"is_paused": True})

    def unpause(self, dag: str) -> None:
        """Let a DAG's runs start."""
        self._ask("PATCH", f"/dags/{dag}", json={"is_paused": False})

    def trigger(self, dag: str) -> Run:
        """Start a run now; it has no date. Asked twice, for the first answer was lost, it is the same run."""
        run = f"asked__{datetime.now(UTC).isoformat()}"
        asked = {"dag_run_id": run, "logical_date": None}
        try:
            return _run(self._ask("POST", f"/dags/{dag}/dagRuns", json=asked))
        except requests.HTTPError as error:
            if error.response.status_code != requests.codes.conflict:
                raise
            return self.run(Run(dag, run, "queued"))

    def runs(self, dag: str = "~", states: tuple[str, ...] = (), since: str | None = None) -> list[Run]:
        """Runs of a DAG (`~`: of all), oldest first, in these states, queued at `since` (ISO) or later."""
        params: dict[str, Any] = {"limit": PAGE, "state": list(states), "order_by": "run_after"}
        if since:
            params["run_after_gte"] = since
        return [_run(one) for one in self._ask("GET", f"/dags/{dag}/dagRuns", params=params)["dag_runs"]]

    def run(self, run: Run) -> Run:
        """The same run, as it is now."""
        return _run(self._ask("GET", f"/dags/{run.dag}/dagRuns/{run.run}"))

    def finish(self, run: Run, state: str) -> None:
        """Declare a run over: `failed` or `success`."""
        self._ask("PATCH", f"/dags/{run.dag}/dagRuns/{run.run}", json={"state": state})

    def tries(self, run: Run) -> list[TaskTry]:
        """The tasks of a run, in no order; no DAG of ours has `PAGE` of them."""
        path = f"/dags/{run.dag}/dagRuns/{run.run}/taskInstances"
        told = self._ask("GET", path, params={"limit": PAGE})["task_instances"]
        return [TaskTry(one["task_id"], one["map_index"], one["state"], one["try_number"]) for one in told]

    def set_pools(self, pools: dict[str, dict[str, Any]]) -> None:
        """Make or change these pools."""
        entities = [{"name": name, **pool} for name, pool in pools.items()]
        create = {"action": "create", "entities": entities, "action_on_existence": "overwrite"}
        self._ask("PATCH", "/pools", json={"actions": [create]})

    def _ask(self, method: str, path: str, **given: Any) -> dict[str, Any]:
        again = Retrying(
            retry=retry_if_exception(_may_pass),
            stop=self._is_over,
            wait=wait_fixed(ASK_EVERY_S),
            reraise=True,
        )
        try:
            return again(self._ask_once, method, path, **given)
        except requests.RequestException as error:
            if _may_pass(error):
                raise requests.RequestException(f"Airflow does not answer any more: {error}") from error
            raise

    def _is_over(self, asked: RetryCallState) -> bool:
        return stop_after_delay(DEAF_S)(asked) or not self._is_alive()

    def _ask_once(self, method: str, path: str, **given: Any) -> dict[str, Any]:
        answer = self._send(method, path, **given)
        if answer.status_code == requests.codes.unauthorized:
            self._log_in()
            answer = self._send(method, path, **given)
        if not answer.ok:
            told = answer.text[:300]
            raise requests.HTTPError(f"{method} {path}: {answer.status_code} {told}", response=answer)
        return answer.json() if answer.content else {}

    def _send(self, method: str, path: str, **given: Any) -> requests.Response:
        return self._session.request(method, f"{self.url}/api/v2{path}", timeout=TIMEOUT_S, **given)

    def _log_in(self) -> None:
        answer = self._session.post(f"{self.url}/auth/token/cli", json=self._login, timeout=TIMEOUT_S)
        answer.raise_for_status()
        self._session.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"


def _may_pass(error: BaseException) -> bool:
    """Whether the same question may be answered later: Airflow is away or busy, or its scheduler just changes what is asked about."""
    if isinstance(error, requests.HTTPError):
        code = error.response.status_code
        return code >= requests.codes.server_error or code == requests.codes.too_many_requests
    return isinstance(error, (requests.ConnectionError, requests.Timeout))


def _run(told: dict[str, Any]) -> Run:
    return Run(told["dag_id"], told["dag_run_id"], told["state"])
