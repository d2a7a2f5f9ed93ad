"""The header contract: declared columns are found by name, a missing one stops the load."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingestion.declaration import Column, Resource
from ingestion.errors import HeaderMismatch
from ingestion.headers import same

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


def meet(
    resource: Resource, header: Sequence[str], file: str, nested: Mapping[str, str] | None = None
) -> Contract:
    """Match a header with the declaration; raises HeaderMismatch naming the columns missing, twice or nested.

    `nested` are the reader's: columns of no single values, with their types.
    """
    groups = {column.group for column in resource.columns if column.group}
    found = tuple(matched for column in resource.columns for matched in _find(column, header, groups))
    present = {matched.column for matched in found}
    missing = [c.header for c in resource.columns if c.required and not c.group and c not in present]
    if missing or not _layout_holds(resource, header):
        raise HeaderMismatch(_complaint(resource, header, file, missing))
    _refuse_copies(resource, found, header, file)
    _refuse_nested(resource, found, nested or {}, file)
    expected = {matched.header for matched in found} | {name for name in header if resource.leaves_out(name)}
    return Contract(found, tuple(name for name in header if name not in expected))


def _find(column: Column, header: Sequence[str], groups: set[str]) -> Iterator[Found]:
    """Every header that is this column: one, or as many as a wide column has."""
    for name in header:
        captured = column.match(name)
        if captured is not None:
            yield Found(column, name, tuple(sorted((k, v) for k, v in captured.items() if k in groups)))


def _refuse_copies(resource: Resource, found: Iterable[Found], header: Sequence[str], file: str) -> None:
    """One place in the file for each column and set of keys: which of two is right, nothing tells."""
    times = Counter((matched.column, matched.keys) for matched in found)
    for (column, keys), count in times.items():
        if count > 1:
            places = [f"{place} ({name})" for place, name in enumerate(header, 1) if _is(column, keys, name)]
            raise HeaderMismatch(
                f"{file}: column {column.header} is there {count} times, once expected: columns {', '.join(places)}. "
                f"Ask the publisher which one holds, then narrow the declaration of {resource.raw_table}."
            )


def _is(column: Column, keys: Keys, name: str) -> bool:
    captured = column.match(name)
    return captured is not None and set(keys) <= set(captured.items())


def _refuse_nested(resource: Resource, found: Iterable[Found], nested: Mapping[str, str], file: str) -> None:
    """A struct is read where keys of it are declared, never written whole as a text."""
    for matched in found:
        if matched.header in nested and not matched.column.keeps:
            raise HeaderMismatch(
                f"{file}: column {matched.header} is of type {nested[matched.header]}, single values expected "
                f"({matched.column.kind}). The publisher changed its form: change the declaration of "
                f"{resource.raw_table}."
            )


def _layout_holds(resource: Resource, header: Sequence[str]) -> bool:
    present = _same(header)
    return not resource.layouts or any(_same(layout) <= present for layout in resource.layouts)


def _complaint(resource: Resource, header: Sequence[str], file: str, missing: Sequence[str]) -> str:
    if not missing:
        present = _same(header)
        nearest = min(resource.layouts, key=lambda layout: len(_same(layout) - present))
        missing = [name for name in nearest if same(name) not in present]
    hint = " Only one column was read: is the separator another one?" if len(header) == 1 else ""
    return (
        f"{file}: missing column(s) {', '.join(missing)}; the file has {len(header)}: {', '.join(header)[:500]}."
        f"{hint} When the publisher renamed a column, change the declaration of {resource.raw_table}."
    )


def _same(names: Iterable[str]) -> set[str]:
    return {same(name) for name in names}
