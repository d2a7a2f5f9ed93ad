"""Data Docs: static pages in French drawn from what PostgreSQL keeps, so that any worker can draw them, without GX."""

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import mkdtemp

from jinja2 import Environment, PackageLoader, StrictUndefined

from expectations import controls, french, store, suites
from expectations.controls import ControlTotal
from expectations.store import Validation
from ingestion.registry import in_french, source
from warehouse import french as typography
from warehouse.connect import connect
from warehouse.roles import Role
from warehouse.settings import Settings

MARTS = "marts"
OWN = "local"


@dataclass(frozen=True)
class Group:
    """Validations of one source's tables, or of the marts: `tables` by their name, each newest vintage first.

    `indicators`: codes and labels of those made of the source; `page` is whether the source has one.
    """

    name: str
    title: str
    tables: list[tuple[str, list[Validation]]]
    indicators: list[tuple[str, str]]
    has_page: bool

    @property
    def validations(self) -> list[Validation]:
        """All of them."""
        return [one for _, found in self.tables for one in found]


def build(settings: Settings, folder: Path) -> Path:
    """Writes `folder`, a page per latest validation of a suite, asset and vintage, one of publishers' totals; its index.

    Pages need no network and no script. The folder is replaced as a whole: a reader never meets a
    half-written site for longer than a rename.
    """
    with connect(settings, Role.TRANSFORMER) as connection:
        every, totals = store.latest(connection), controls.latest(connection)
        indicators = store.indicators(connection)
    # Towns' own files are told of where they are published, and nowhere else (ADR 20).
    kept = [one for one in every if settings.publish_local or source_of(one) != OWN]
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    draft.chmod(0o755)
    try:
        environment = _environment(settings, totals)
        _write_index(draft, environment, groups(kept, indicators))
        _write_validations(draft, environment, kept)
        _swap(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return folder / "index.html"


def groups(kept: Iterable[Validation], indicators: dict[str, list[tuple[str, str]]]) -> list[Group]:
    """Validations by source, in the order of their French titles, those of marts last."""
    by_source = sorted(kept, key=lambda one: (source_of(one) or MARTS, one.asset))
    found = [
        _group(name, list(of), indicators)
        for name, of in groupby(by_source, lambda one: source_of(one) or MARTS)
    ]
    return sorted(found, key=lambda one: (one.name == MARTS, one.title.casefold()))


def source_of(validation: Validation) -> str | None:
    """The declared source of a raw table; None for a mart, and for a table that is declared no more."""
    schema, _, table = validation.asset.partition(".")
    return suites.declared()[table][0] if schema == "raw" and table in suites.declared() else None


def page_name(validation: Validation) -> str:
    """File name of a validation's page, from its suite and vintage."""
    return (
        re.sub(r"[^a-z0-9_-]", "_", f"{validation.suite}__{validation.vintage or 'current'}".lower())
        + ".html"
    )


def dbt_page(validation: Validation) -> str:
    """Address of the table's page within dbt's site."""
    table = validation.asset.partition(".")[2]
    source = source_of(validation)
    return f"#!/source/source.acte2.{source}.{table}" if source else f"#!/model/model.acte2.{table}"


def _group(name: str, found: list[Validation], indicators: dict[str, list[tuple[str, str]]]) -> Group:
    tables = [
        (asset, sorted(of, key=lambda one: one.vintage or "", reverse=True))
        for asset, of in groupby(found, lambda one: one.asset)
    ]
    if name == MARTS:
        return Group(name, "Tables publiées", tables, [], has_page=False)
    title = in_french(source(name)).title
    return Group(name, title, tables, indicators.get(name, []), has_page=name in indicators)


def _environment(settings: Settings, totals: list[ControlTotal]) -> Environment:
    environment = Environment(
        loader=PackageLoader("expectations"), autoescape=True, undefined=StrictUndefined
    )
    environment.globals |= {
        "page_name": page_name,
        "dbt_page": dbt_page,
        "source_of": source_of,
        "database": settings.database,
        "is_simulated": settings.is_simulated,
        "totals": totals,
        "summary": controls.summary(totals, "fr"),
    }
    environment.filters |= {"moment": french.moment, "number": french.number, "counted": typography.counted}
    return environment


def _put(path: Path, page: str) -> None:
    path.write_text(typography.spaced(page), encoding="utf-8")


def _write_index(folder: Path, environment: Environment, grouped: list[Group]) -> None:
    index = environment.get_template("index.html").render(groups=grouped)
    _put(folder / "index.html", index)
    if environment.globals["totals"]:
        page = environment.get_template("control_totals.html").render()
        _put(folder / "control_totals.html", page)


def _write_validations(folder: Path, environment: Environment, kept: list[Validation]) -> None:
    template = environment.get_template("validation.html")
    for validation in kept:
        checks = sorted(map(french.checked, validation.result["results"]), key=lambda one: one.is_kept)
        page = template.render(validation=validation, checks=checks)
        _put(folder / page_name(validation), page)


def _swap(draft: Path, folder: Path) -> None:
    old = draft.with_name(f"{draft.name}-old")
    if folder.exists():
        folder.rename(old)
    draft.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
