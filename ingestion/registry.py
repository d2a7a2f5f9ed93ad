"""All declared sources, in the order they are shown."""

from functools import cache
from importlib import import_module

from ingestion.declaration import Resource, Source

MODULES = (
    "insee_cog",
    "insee_population",
    "dgcl_epci",
    "programmes",
    "sirene",
    "sirene_geolocalisation",
    "bodacc",
    "urssaf",
    "insee_flores",
    "insee_side",
    "insee_rp",
    "dares_defm",
    "insee_chomage",
    "france_travail_bmo",
    "insee_filosofi",
    "cerema_enaf",
    "cerema_cartofriches",
    "sdes_sitadel",
    "lovac",
    "dvf",
    "insee_bpe",
    "etalab_contours",
    "insee_densite",
    "anct_qpv",
    "insee_nomenclature",
)


@cache
def sources() -> tuple[Source, ...]:
    """Every declared source."""
    return tuple(import_module(f"ingestion.sources.{module}").SOURCE for module in MODULES)


def source(name: str) -> Source:
    """The source of that name; KeyError naming the known ones when there is none."""
    for candidate in sources():
        if candidate.name == name:
            return candidate
    known = ", ".join(s.name for s in sources())
    raise KeyError(f"no source is called {name!r}; known: {known}")


def find(source_name: str, resource_name: str) -> tuple[Source, Resource]:
    """A source and one of its resources, by name."""
    found = source(source_name)
    return found, found.resource(resource_name)
