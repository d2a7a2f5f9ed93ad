"""Small JSON files that only their owner can read."""

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Secret = dict[str, Any]


def recall(path: Path) -> Secret | None:
    """Content of a secret file, or None when there is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    return dict(json.loads(text))


def keep(path: Path, content: Secret) -> None:
    """Write or replace a secret file (mode 600, folder 700); a reader never sees half of it."""
    os.replace(_written_aside(path, content), path)


def remember(path: Path, make: Callable[[], Secret]) -> Secret:
    """Content of a secret file, made by `make()` when there is none; two processes get the same one."""
    known = recall(path)
    if known is not None:
        return known
    aside = _written_aside(path, make())
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(aside)
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _written_aside(path: Path, content: Secret) -> str:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    descriptor, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump(content, out)
        out.flush()
        os.fsync(out.fileno())
    return aside
