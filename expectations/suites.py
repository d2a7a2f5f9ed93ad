"""Suites, found by their names: `raw/<source>.py` holds a function per resource, `marts/` one per mart.

A raw table's suite begins with what follows from its declaration; a publisher without anything particular needs
no file.
"""

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from inspect import getmembers, isfunction
from pkgutil import iter_modules
from types import ModuleType

from expectations import marts as marts_package
from expectations import raw as raw_package
from expectations.claim import CRITICAL, WARNING, Claim, Facts, unique
from ingestion.declaration import Resource
from ingestion.registry import sources

Suite = Callable[[Facts], list[Claim]]


def raw(table: str, facts: Facts) -> list[Claim]:
    """Claims on a raw table: the base suite, then what is particular. KeyError for a table nobody declared."""
    source, resource = declared()[table]
    particular = raw_suites().get((source, resource.name))
    return [*base(resource), *(particular(facts) if particular else [])]


def mart(name: str, facts: Facts) -> list[Claim]:
    """Claims on a mart. KeyError for a mart without a suite."""
    return mart_suites()[name](facts)


def base(resource: Resource) -> list[Claim]:
    """What is asked of every raw table: the columns that tell one row tell one row.

    Nothing else follows: the loader lets in no row whose key is empty or whose cell breaks its column's kind, and
    no file under its minimum of rows. It does not compare rows with one another.
    """
    severity = WARNING if resource.tolerates_copies else CRITICAL
    return [unique(*resource.identity, severity=severity)] if resource.identity else []


def declared() -> dict[str, tuple[str, Resource]]:
    """Every raw table with its source's name and its resource, in the order of the sources."""
    return {
        resource.raw_table: (source.name, resource) for source in sources() for resource in source.resources
    }


@cache
def raw_suites() -> dict[tuple[str, str], Suite]:
    """Suites particular to a resource, by names of source and resource."""
    return {
        (module.__name__.rpartition(".")[2], name): suite
        for module in _modules(raw_package)
        for name, suite in _functions(module)
    }


@cache
def mart_suites() -> dict[str, Suite]:
    """Suites of marts, by the mart's name."""
    return {name: suite for module in _modules(marts_package) for name, suite in _functions(module)}


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in iter_modules(package.__path__):
        yield import_module(f"{package.__name__}.{found.name}")


def _functions(module: ModuleType) -> Iterator[tuple[str, Suite]]:
    """Public functions that the module itself defines."""
    for name, function in getmembers(module, isfunction):
        if function.__module__ == module.__name__ and not name.startswith("_"):
            yield name, function
