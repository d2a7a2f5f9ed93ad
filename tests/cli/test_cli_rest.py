"""What is asked of Airflow's API."""

import pytest

from cli.rest import PAGE, Client, Run

RUN = Run("warehouse", "manual", "running")


def _task(number: int) -> dict:
    return {"task_id": f"dbt.model_{number}_run", "map_index": -1, "state": "success", "try_number": 1}


@pytest.mark.parametrize("count", [0, 1, PAGE, 2 * PAGE + 1])
def test_every_task_of_a_run_is_told_however_many(count: int, monkeypatch: pytest.MonkeyPatch):
    tasks = [_task(number) for number in range(count)]

    def ask(_: Client, method: str, path: str, params: dict) -> dict:
        assert (method, path) == ("GET", "/dags/warehouse/dagRuns/manual/taskInstances")
        assert params["limit"] <= PAGE, "Airflow would give a page of PAGE and not say so"
        page = tasks[params["offset"] : params["offset"] + params["limit"]]
        return {"task_instances": page, "total_entries": count}

    monkeypatch.setattr(Client, "_ask", ask)
    told = Client("http://127.0.0.1:1", "admin", "").tries(RUN)
    assert [one.task for one in told] == [one["task_id"] for one in tasks]
