"""The header contract: declared columns are found by name, a missing one stops the load."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingestion.declaration import Column, Resource
from ingestion.errors import HeaderMismatch


@dataclass(frozen=True)
class Contract:
    """How a file's header meets the declaration.

    `found` maps each raw column to the name it has in the file; `unknown` are headers nobody declared.
    """

    found: dict[Column, str]
    unknown: tuple[str, ...]


def meet(resource: Resource, header: Sequence[str], file: str) -> Contract:
    """Match a header with the declaration; raises HeaderMismatch naming the missing columns."""
    found = {column: name for column in resource.columns if (name := _name(column, header)) is not None}
    missing = [column.header for column in resource.columns if column.required and column not in found]
    if missing or not _layout_holds(resource, header):
        raise HeaderMismatch(_complaint(resource, header, file, missing))
    known = {*found.values(), *(name for name in header if name.strip().lower() in _lower(resource.ignored))}
    return Contract(found, tuple(name for name in header if name not in known))


def _name(column: Column, header: Sequence[str]) -> str | None:
    return next((name for name in header if column.matches(name)), None)


def _layout_holds(resource: Resource, header: Sequence[str]) -> bool:
    present = _lower(name.strip() for name in header)
    return not resource.layouts or any(_lower(layout) <= present for layout in resource.layouts)


def _complaint(resource: Resource, header: Sequence[str], file: str, missing: Sequence[str]) -> str:
    if not missing:
        present = _lower(header)
        nearest = min(resource.layouts, key=lambda layout: len(_lower(layout) - present))
        missing = [name for name in nearest if name.lower() not in present]
    hint = " Only one column was read: is the separator another one?" if len(header) == 1 else ""
    return (
        f"{file}: missing column(s) {', '.join(missing)}; the file has {len(header)}: {', '.join(header)[:500]}."
        f"{hint} When the publisher renamed a column, change the declaration of {resource.raw_table}."
    )


def _lower(names) -> set[str]:
    return {name.lower() for name in names}
