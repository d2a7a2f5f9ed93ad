"""Data Docs: static pages drawn from `quality.validation` alone, so that any worker can draw them."""

import re
import shutil
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from expectations import lazy, store, words
from expectations.store import Validation
from warehouse.connect import connect
from warehouse.settings import Settings


def build(settings: Settings, folder: Path) -> Path:
    """Writes `folder`, a page per latest validation of a suite, asset and vintage; returns its index.

    Pages need no network and no script. The folder is replaced as a whole: a reader never meets a
    half-written site for longer than a rename.
    """
    with connect(settings) as connection:
        kept = store.latest(connection)
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    draft.chmod(0o755)
    try:
        _write(draft, kept, settings)
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


def _write(folder: Path, kept: list[Validation], settings: Settings) -> None:
    environment = Environment(loader=PackageLoader("expectations"), autoescape=True)
    environment.globals["page_name"] = page_name
    environment.filters["moment"] = _moment
    common = {"database": settings.database, "is_simulated": settings.is_simulated}
    index = environment.get_template("index.html").render(kept=kept, **common)
    (folder / "index.html").write_text(index, encoding="utf-8")
    template = environment.get_template("validation.html")
    for validation in kept:
        sections = [Markup(section) for section in lazy.pages().sections(validation.result)]
        outcome = words.outcome(validation.result)
        page = template.render(validation=validation, outcome=outcome, sections=sections, **common)
        (folder / page_name(validation)).write_text(page, encoding="utf-8")


def _swap(draft: Path, folder: Path) -> None:
    old = draft.with_name(f"{draft.name}-old")
    if folder.exists():
        folder.rename(old)
    draft.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _moment(when: datetime) -> str:
    return when.strftime("%Y-%m-%d %H:%M:%S %Z")
