"""The modules that import Great Expectations, imported when first needed: it takes seconds."""

import gc
from importlib import import_module
from types import ModuleType


def engine() -> ModuleType:
    """`expectations.engine`."""
    return _at_rest("expectations.engine")


def _at_rest(module: str) -> ModuleType:
    """GX's import makes half a million objects that stay: with the collector at rest it is a third faster."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        return import_module(module)
    finally:
        if was_on:
            gc.enable()
