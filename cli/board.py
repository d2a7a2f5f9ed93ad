"""What the terminal shows while Airflow works: a line when a stage begins or ends, bars on what takes long."""

from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from cli import words
from cli.rest import TaskTry
from warehouse.ops.built import Counted
from warehouse.terminal import can_show

DONE = ("success", "skipped", "failed", "upstream_failed", "removed")
MARKS = {"published": ("green", "✓", "+"), "failed": ("red", "✗", "x"), "unavailable": ("yellow", "-", "-")}


class Board:
    """Told again and again how things stand; shows each change once."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._said: set[tuple] = set()
        self._bars: dict[tuple, int] = {}
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[told]}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )

    def __enter__(self) -> "Board":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def say(self, line: str) -> None:
        """A line of its own."""
        self.console.print(line, highlight=False, soft_wrap=True)

    def loads(self, loads: Iterable[dict], transfers: Iterable[dict]) -> None:
        """How far the sources are."""
        for one in transfers:
            self._transfer(one)
        for one in loads:
            if one["outcome"] != "running":
                self._outcome(one)

    def build(self, tries: Iterable[TaskTry], counted: Counted) -> None:
        """How far the warehouse's own run is: a line when a task begins or ends, and what was made by now."""
        for one in tries:
            self._stage(one, counted)

    def _transfer(self, one: dict) -> None:
        key, name = _key(one), _name(one)
        if one["stage"] == "published":
            self._drop(key)
            return
        action = words.ACTIONS.get(one["stage"], escape(one["stage"]))
        self._once((*key, one["stage"]), f"  {name}: {action}")
        told = words.size if one["stage"] == "fetch" else words.count
        ahead = f" of {told(one['total'])}" if one["total"] else ""
        self._bar(key, f"{name}: {action}", one["done"], one["total"], f"{told(one['done'])}{ahead}")

    def _outcome(self, one: dict) -> None:
        self._drop(_key(one))
        mark, told = _mark(one["outcome"]), one["outcome"]
        if one["outcome"] in ("published", "replaced"):
            told = f"{told}, {words.count(one['rows'])} rows in {words.duration(one['seconds'])}"
        elif one["message"]:
            told = f"{told}: {escape(one['message'].splitlines()[0])}"
        self._once((*_key(one), one["outcome"], one["message"]), f"{mark} {_name(one)}: {told}")

    def _stage(self, one: TaskTry, counted: Counted) -> None:
        key, name = ("warehouse", one.task), f"warehouse {one.task}"
        if one.state not in DONE:
            if one.state == "running":
                self._once((*key, "begun"), f"  {name}: begun")
                self._bar(key, name, 0, None, f"{counted.made} models, {counted.passed} checks by now")
            return
        self._drop(key)
        if one.state == "upstream_failed":
            self._once((*key, "barred"), f"  {name}: not reached")
        elif one.state == "failed":
            self._once((*key, "bad"), f"{_mark('failed')} {name}: failed")
        elif one.state == "success":
            self._once((*key, "ok"), f"{_mark('published')} {name}: done")

    def _once(self, key: tuple, line: str) -> None:
        if key not in self._said:
            self._said.add(key)
            self.say(line)

    def _bar(self, key: tuple, name: str, done: int, total: int | None, told: str) -> None:
        if key not in self._bars:
            self._bars[key] = self._progress.add_task(name, told="")
        self._progress.update(self._bars[key], description=name, completed=done, total=total, told=told)

    def _drop(self, key: tuple) -> None:
        if key in self._bars:
            self._progress.remove_task(self._bars.pop(key))


def _key(one: dict[str, Any]) -> tuple:
    return one["source"], one["resource"], one["vintage"] or ""


def _name(one: dict[str, Any]) -> str:
    """As rich prints it: what stands in brackets is no markup."""
    return escape(" ".join(filter(None, _key(one))))


def _mark(outcome: str) -> str:
    """A sign in its colour, a plain one on a terminal that does not have it; a blank for what has none."""
    colour, sign, plain = MARKS.get(outcome, ("", " ", " "))
    shown = sign if can_show(sign) else plain
    return f"[{colour}]{shown}[/]" if colour else shown
