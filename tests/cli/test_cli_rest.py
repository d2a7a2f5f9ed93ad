"""What is asked of Airflow's API."""

import json

import pytest
import requests

from cli import rest
from cli.rest import PAGE, Client, Run, TaskTry

RUN = Run("warehouse", "manual", "running")


def test_the_tasks_of_a_run_are_asked_for_at_once(monkeypatch: pytest.MonkeyPatch):
    told = {"task_id": "dbt_models", "map_index": -1, "state": "success", "try_number": 1}
    asked: list[tuple] = []

    def ask(_: Client, method: str, path: str, params: dict) -> dict:
        asked.append((method, path, params))
        return {"task_instances": [told]}

    monkeypatch.setattr(Client, "_ask", ask)
    tries = Client("http://127.0.0.1:1", "admin", "").tries(RUN)
    assert tries == [TaskTry("dbt_models", -1, "success", 1)]
    assert asked == [("GET", "/dags/warehouse/dagRuns/manual/taskInstances", {"limit": PAGE})]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple]:
    """What was asked; nothing is waited for."""
    monkeypatch.setattr(rest, "ASK_EVERY_S", 0)
    return []


def client(monkeypatch: pytest.MonkeyPatch, asked: list[tuple], answers: list, lives: int = 99) -> Client:
    """A client whose questions get these answers in turn: a status and what is told, or an error."""

    def send(_: Client, method: str, path: str, **given: object) -> requests.Response:
        asked.append((method, path, given))
        answer = answers[min(len(asked), len(answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        response = requests.Response()
        response.status_code, told = answer
        response._content = json.dumps(told).encode()
        return response

    monkeypatch.setattr(Client, "_send", send)
    return Client("http://127.0.0.1:1", "admin", "", lambda: len(asked) < lives)


BUSY, TOLD = (500, {"detail": "database error"}), (200, {"dag_id": "a", "dag_run_id": "b", "state": "failed"})
QUESTIONS = {
    "pause": lambda one: one.pause("a"),
    "unpause": lambda one: one.unpause("a"),
    "trigger": lambda one: one.trigger("a"),
    "run": lambda one: one.run(RUN),
    "finish": lambda one: one.finish(RUN, "failed"),
    "set_pools": lambda one: one.set_pools({}),
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("refusal", [BUSY, (503, {}), requests.ConnectionError("refused")], ids=str)
def test_what_a_busy_airflow_refuses_is_asked_again(question, refusal, asked, monkeypatch):
    QUESTIONS[question](client(monkeypatch, asked, [refusal, refusal, TOLD]))
    assert len(asked) == 3
    assert asked[0] == asked[2], "the same question"


@pytest.mark.parametrize("code", [400, 403, 404])
def test_what_will_not_change_is_told_at_once(code, asked, monkeypatch):
    with pytest.raises(requests.HTTPError, match=str(code)):
        client(monkeypatch, asked, [(code, {})]).run(RUN)
    assert len(asked) == 1


def test_an_airflow_that_ended_is_not_waited_for(asked, monkeypatch):
    with pytest.raises(requests.RequestException, match=r"does not answer any more: .*500 .*database error"):
        client(monkeypatch, asked, [BUSY], lives=2).run(RUN)
    assert len(asked) == 2


def test_a_run_asked_for_twice_because_the_answer_was_lost_is_one_run(asked, monkeypatch):
    lost = requests.Timeout("no answer")
    made = client(monkeypatch, asked, [lost, (409, {"detail": "exists already"}), TOLD]).trigger("a")
    assert made == Run("a", "b", "failed")
    named = asked[0][2]["json"]["dag_run_id"]
    assert [question[:2] for question in asked] == [
        ("POST", "/dags/a/dagRuns"),
        ("POST", "/dags/a/dagRuns"),
        ("GET", f"/dags/a/dagRuns/{named}"),
    ]


def test_a_file_that_is_to_be_read_again_already_is_not_asked_for_twice(asked, monkeypatch):
    known = {"dag_id": "a", "file_token": "t"}
    client(monkeypatch, asked, [(409, {"detail": "exists already"})]).read_again(known)
    assert [question[:2] for question in asked] == [("PUT", "/parseDagFile/t")]
    with pytest.raises(requests.HTTPError, match="403"):
        client(monkeypatch, asked, [(403, {"detail": "no"})]).read_again(known)
