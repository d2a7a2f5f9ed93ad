"""Simulated publishers: a module each, named like the source it serves; modules that begin with `_` are their helpers."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from sample.files import MirrorFile
from sample.world import World


def publishers() -> list[ModuleType]:
    """Every publisher, in order of name; `files(world)` of each lists what it serves."""
    names = sorted(module.name for module in iter_modules(__path__))
    return [import_module(f"{__name__}.{name}") for name in names if not name.startswith("_")]


def files(world: World) -> Iterator[MirrorFile]:
    """Every file of every publisher."""
    for publisher in publishers():
        yield from publisher.files(world)
