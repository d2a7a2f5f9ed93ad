"""The declared sources: each module of `ingestion/sources/` declares, as `SOURCE`, the one named like it."""

from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from ingestion import sources as folder
from ingestion.declaration import Resource, Source
from ingestion.words import French


@cache
def names() -> tuple[str, ...]:
    """Names of the declared sources, in alphabetical order; modules that begin with `_` are no sources."""
    found = (module.name for module in iter_modules(folder.__path__))
    return tuple(sorted(name for name in found if not name.startswith("_")))


def source(name: str) -> Source:
    """The source of that name, importing no other; KeyError naming those declared when there is none."""
    if name not in names():
        raise KeyError(f"no source is called {name!r}; declared: {', '.join(names())}")
    declared: Source = import_module(f"{folder.__name__}.{name}").SOURCE
    return declared


def sources() -> tuple[Source, ...]:
    """Every declared source, in order of name."""
    return tuple(source(name) for name in names())


def find(source_name: str, resource_name: str) -> tuple[Source, Resource]:
    """A source and one of its resources, by name."""
    declared = source(source_name)
    return declared, declared.resource(resource_name)


def in_french(source: Source) -> French:
    """Its words for French readers, those of the declaration where it has no others."""
    told = source.french or French(source.title, source.producer, source.frequency)
    return replace(told, licence=told.licence or source.licence)
