"""The closing table, and why something failed."""

import json
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli import words
from cli.airflow import Running
from cli.follow import Followed
from cli.ledger import Ledger
from cli.places import Places
from cli.rest import Client, TaskTry
from expectations import controls
from expectations.controls import ControlTotal
from ingestion.registry import find
from warehouse.ops.built import Counted

NOTHING_NEW = "Nothing new at the publishers: nothing downloaded, nothing rebuilt."
SAME_AGAIN = (
    "Nothing new at the publishers: files sent again are those that were here already; nothing rebuilt."
)
SHOWN = ("published", "replaced", "failed", "unavailable", "running")
REMARKS_SHOWN = 4


def tell(console: Console, ledger: Ledger, followed: Followed, seconds: float) -> None:
    """The closing note of a run."""
    loads = ledger.loads()
    if any(one["outcome"] in SHOWN for one in loads):
        console.print(_table(loads))
        lost(console, loads)
        _tell_not_given(console, loads)
    if _is_nothing_new(loads, ledger, followed):
        console.print(SAME_AGAIN if ledger.transfers() else NOTHING_NEW)
    _tell_marts(console, ledger)
    _tell_controls(console, ledger.control_totals())
    _tell_simulated(console, ledger)
    console.print(f"Done in {words.duration(seconds)}.")


def where(console: Console, places: Places, flow: Running | None) -> None:
    """Where to look now; Airflow has pages while it is kept up."""
    console.print("[bold]Where to look[/]")
    console.print("  readers (BI tools)  make url")
    for name, path in (
        ("all pages", places.first_page),
        ("pages of towns", places.towns),
        ("dbt docs", places.dbt_docs),
        ("data docs", places.data_docs),
        ("town centres", places.town_centres),
    ):
        shown = escape(str(path)) if path.exists() else "not made yet"
        console.print(f"  {name:<19} {shown}", soft_wrap=True)
    ui = (
        f"{flow.url} (user admin, password in {places.password})" if flow and not flow.attached else "make up"
    )
    console.print(f"  Airflow's pages     {escape(ui)}", soft_wrap=True)
    console.print(f"  logs                {escape(str(places.logs))}", soft_wrap=True)


def failures(console: Console, client: Client, followed: Followed, places: Places) -> None:
    """Each failed task with the first line of its reason and its log."""
    for run in followed.failed:
        failed = [one for one in client.tries(run) if one.state == "failed"]
        if not failed:
            console.print(f"[red]{run.dag}: run {run.run} failed before any of its tasks[/]", soft_wrap=True)
        for one in failed:
            log = places.task_log(run.dag, run.run, one.task, one.map_index, one.attempt)
            console.print(
                f"[red]{run.dag} {_task(one)} failed:[/] {escape(reason(log))}", soft_wrap=True, markup=True
            )
            console.print(f"  log: {escape(str(log))}", soft_wrap=True)


def reason(log: Path) -> str:
    """First line of the last exception in a task's log; says so when there is none."""
    told = "no reason in its log"
    if not log.exists():
        return "it left no log"
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            details = json.loads(line).get("error_detail") or []
        except (json.JSONDecodeError, AttributeError):
            continue
        for one in details[:1]:
            told = f"{one['exc_type']}: {words.first_said(one['exc_value'])}"
    return told


def _task(one: TaskTry) -> str:
    return one.task if one.map_index < 0 else escape(f"{one.task}[{one.map_index}]")


def _table(loads: list[dict]) -> Table:
    table = Table(title="This run", title_justify="left")
    for name in ("source", "file", "vintage", "outcome"):
        table.add_column(name)
    for name in ("rows", "rejected", "left empty", "duration"):
        table.add_column(name, justify="right")
    table.add_column("quality")
    for one in loads:
        if one["outcome"] in SHOWN:
            table.add_row(
                *(escape(one[name] or "") for name in ("source", "resource", "vintage", "outcome")),
                words.count(one["rows"]),
                words.count(one["rejected"]),
                words.count(one["emptied"]),
                words.duration(one["seconds"]),
                words.quality(one),
            )
    return table


def lost(console: Console, loads: list[dict]) -> None:
    """Warnings on what of a file was left out, left empty or read with a doubt, the first places first."""
    for one in loads:
        remarks = one["remarks"] or []
        if one["outcome"] not in SHOWN or not remarks:
            continue
        name = escape(" ".join(filter(None, (one["source"], one["resource"], one["vintage"]))))
        console.print(f"[bold yellow]Warning[/], {name}:", soft_wrap=True)
        for said in remarks[:REMARKS_SHOWN]:
            console.print(f"  {escape(said)}", soft_wrap=True, highlight=False)
        more = len(remarks) - REMARKS_SHOWN
        also = f"{more} more warnings; " if more > 0 else ""
        console.print(f"  {also}row by row: python -m ingestion rejects {one['raw_table']}", soft_wrap=True)


def _tell_not_given(console: Console, loads: list[dict]) -> None:
    """Files that only users can give, and nobody gave: no failure, and their indicators say so."""
    for one in loads:
        if one["outcome"] == "unavailable" and find(one["source"], one["resource"])[1].is_given:
            name = f"{one['source']} {one['resource']}"
            console.print(f"{name}: {escape(one['message'] or '')}", soft_wrap=True, highlight=False)


def _is_nothing_new(loads: list[dict], ledger: Ledger, followed: Followed) -> bool:
    changed = any(one["outcome"] in ("published", "replaced", "retired", "failed") for one in loads)
    return not changed and not ledger.is_new_release() and not followed.failed


def _tell_marts(console: Console, ledger: Ledger) -> None:
    for one in ledger.marts_checks():
        console.print(
            f"{one['asset']}: {words.quality(one)}" + (f", {escape(one['message'])}" if one["failed"] else "")
        )
    now = ledger.release()
    if now is None:
        console.print("Nothing is released yet.")
        return
    verb = "Released" if ledger.is_new_release() else "Readers still see"
    revised = f", {words.count(now.revisions)} values revised" if now.revisions else ""
    console.print(f"{verb} release {now.release_id}{revised}:")
    if ledger.is_new_release():
        console.print(f"  {_built(ledger.built())}", soft_wrap=True)
    for one in ledger.indicators():
        years = f"{one['first_period']}-{one['last_period']}"
        console.print(f"  {one['code']:<4}  {years}  {words.indicator(one)}")


def _built(counted: Counted) -> str:
    """What was made, and what stood, if anything: it was made of the same."""
    if (counted.made, counted.passed) == (counted.models, counted.checks):
        return f"{counted.models} models and seeds made, {counted.checks} checks"
    made = f"{counted.made} of {counted.models} models and seeds made anew"
    return f"{made}, {counted.passed} of {counted.checks} checks: the others stand, for nothing they hang on changed"


def _tell_controls(console: Console, totals: list[ControlTotal]) -> None:
    """Publishers' totals: each one that is compared, and why the others are not."""
    if any(one.is_compared for one in totals):
        console.print(_control_table([one for one in totals if one.is_compared]))
    if totals:
        console.print(f"Publishers' totals: {controls.summary(totals, 'en')}.", soft_wrap=True)


def _control_table(totals: list[ControlTotal]) -> Table:
    table = Table(title="Publishers' totals", title_justify="left")
    for name in ("file", "vintage", "total", "of", "read"):
        table.add_column(name)
    for name in ("ours", "theirs", "difference"):
        table.add_column(name, justify="right")
    for one in totals:
        numbers = map(controls.number, (one.ours, one.theirs, one.difference))
        style = None if one.is_within_tolerance else "bold yellow"
        told = (one.raw_table, one.vintage, one.label_en, one.scope("en"), one.read("en"))
        table.add_row(*map(escape, told), *numbers, style=style)
    return table


def _tell_simulated(console: Console, ledger: Ledger) -> None:
    simulated = ledger.simulated()
    if simulated:
        names = ", ".join(one["source"] + ("" if one["whole"] else " (in part)") for one in simulated)
        console.print(f"[bold yellow]Simulated[/], not to be read as facts: {names}.", soft_wrap=True)
