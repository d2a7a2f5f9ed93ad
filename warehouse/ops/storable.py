"""Text that PostgreSQL can hold and `ops` may tell: no NUL, no half of a surrogate pair, no password of an address."""

import re
from collections.abc import Mapping
from typing import Any

from warehouse.hidden import without_secrets

_HALVES = re.compile("[\ud800-\udfff]")
REPLACED = "\ufffd"


def storable(text: str) -> str:
    """The text without NUL; half a surrogate pair, which stands for no character, as U+FFFD."""
    return _HALVES.sub(REPLACED, text.replace("\x00", ""))


def told(value: Any) -> Any:
    """A text, or those of a list, as `ops` keeps it: storable, without secrets; any other value as it is."""
    if isinstance(value, str):
        return without_secrets(storable(value))
    return [told(one) for one in value] if isinstance(value, list) else value


def all_told(given: Mapping[str, Any]) -> dict[str, Any]:
    """The same of each value of a statement."""
    return {name: told(value) for name, value in given.items()}
