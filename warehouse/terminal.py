"""What each command does first, whatever terminal and shell it was called from."""

import os
import resource
import sys
from io import TextIOWrapper

_NOT_FOR_OTHERS = 0o022
_FILES = 4096


def ready() -> None:
    """Files that are made may be written by their owner alone; signs that the terminal does not have are shown as `?`.

    As many files may be open as the machine lets this user raise the shell's limit to, up to `_FILES`.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if 0 <= soft < _FILES:
        most = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))
    os.umask(os.umask(_NOT_FOR_OTHERS) | _NOT_FOR_OTHERS)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def can_show(text: str) -> bool:
    """Whether standard output has all the signs of a text."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
