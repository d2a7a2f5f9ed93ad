"""Data Docs: static pages drawn from schema `quality` alone, so that any worker can draw them."""

import re
import shutil
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from expectations import controls, lazy, store, words
from expectations.controls import ControlTotal
from expectations.store import Validation
from warehouse.connect import connect
from warehouse.settings import Settings


def build(settings: Settings, folder: Path) -> Path:
    """Writes `folder`, a page per latest validation of a suite, asset and vintage, one of publishers' totals; its index.

    Pages need no network and no script. The folder is replaced as a whole: a reader never meets a
    half-written site for longer than a rename.
    """
    with connect(settings) as connection:
        kept, totals = store.latest(connection), controls.latest(connection)
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    draft.chmod(0o755)
    try:
        environment = _environment(settings, totals)
        _write_index(draft, environment, kept)
        _write_validations(draft, environment, kept)
        _swap(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return folder / "index.html"


def page_name(validation: Validation) -> str:
    """File name of a validation's page, from its suite and vintage."""
    return (
        re.sub(r"[^a-z0-9_-]", "_", f"{validation.suite}__{validation.vintage or 'current'}".lower())
        + ".html"
    )


def _environment(settings: Settings, totals: list[ControlTotal]) -> Environment:
    environment = Environment(loader=PackageLoader("expectations"), autoescape=True)
    environment.globals |= {
        "page_name": page_name,
        "database": settings.database,
        "is_simulated": settings.is_simulated,
        "totals": totals,
        "summary": controls.summary(totals),
    }
    environment.filters |= {"moment": _moment, "number": controls.number}
    return environment


def _write_index(folder: Path, environment: Environment, kept: list[Validation]) -> None:
    index = environment.get_template("index.html").render(kept=kept)
    (folder / "index.html").write_text(index, encoding="utf-8")
    if environment.globals["totals"]:
        page = environment.get_template("control_totals.html").render()
        (folder / "control_totals.html").write_text(page, encoding="utf-8")


def _write_validations(folder: Path, environment: Environment, kept: list[Validation]) -> None:
    template = environment.get_template("validation.html")
    for validation in kept:
        sections = [Markup(section) for section in lazy.pages().sections(validation.result)]
        outcome = words.outcome(validation.result)
        page = template.render(validation=validation, outcome=outcome, sections=sections)
        (folder / page_name(validation)).write_text(page, encoding="utf-8")


def _swap(draft: Path, folder: Path) -> None:
    old = draft.with_name(f"{draft.name}-old")
    if folder.exists():
        folder.rename(old)
    draft.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _moment(when: datetime) -> str:
    return when.strftime("%Y-%m-%d %H:%M:%S %Z")
