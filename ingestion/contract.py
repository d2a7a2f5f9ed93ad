"""The header contract: declared columns are found by name, a missing one stops the load."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingestion.declaration import Column, Resource
from ingestion.errors import HeaderMismatch

Keys = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Found:
    """A declared column, the name it has in the file, and what the groups of that name tell."""

    column: Column
    header: str
    keys: Keys = ()


@dataclass(frozen=True)
class Contract:
    """How a file's header meets the declaration; `unknown` are headers nobody declared."""

    found: tuple[Found, ...]
    unknown: tuple[str, ...]

    @property
    def headers(self) -> list[str]:
        """Names to read from the file."""
        return [matched.header for matched in self.found]


def meet(resource: Resource, header: Sequence[str], file: str) -> Contract:
    """Match a header with the declaration; raises HeaderMismatch naming the missing columns."""
    groups = {column.group for column in resource.columns if column.group}
    found = tuple(matched for column in resource.columns for matched in _find(column, header, groups))
    present = {matched.column for matched in found}
    missing = [c.header for c in resource.columns if c.required and not c.group and c not in present]
    if missing or not _layout_holds(resource, header):
        raise HeaderMismatch(_complaint(resource, header, file, missing))
    expected = {matched.header for matched in found} | {name for name in header if resource.leaves_out(name)}
    return Contract(found, tuple(name for name in header if name not in expected))


def _find(column: Column, header: Sequence[str], groups: set[str]) -> Iterator[Found]:
    """Every header that is this column: one, or as many as a wide column has."""
    for name in header:
        captured = column.match(name)
        if captured is None:
            continue
        yield Found(column, name, tuple(sorted((k, v) for k, v in captured.items() if k in groups)))
        if not column.is_wide:
            return


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


def _lower(names: Iterable[str]) -> set[str]:
    return {name.lower() for name in names}
