"""Zip archives as publishers send them, and as nobody should."""

import re
import zipfile
from pathlib import Path

from ingestion.errors import Incomplete, NotTheFile

_BOMB = 100  # times its packed size; text packs ten or twenty times


def member_of(path: Path, pattern: str) -> str:
    """Name of the only member that matches; raises when the archive is damaged, hostile or holds none."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as error:
        raise Incomplete(f"{path.name}: not a whole zip archive ({error}). Fetch it again.") from error
    for member in members:
        _refuse_hostile(path, member)
    names = [member.filename for member in members]
    found = [name for name in names if re.fullmatch(pattern, Path(name).name, re.IGNORECASE)]
    if len(found) != 1:
        raise NotTheFile(
            f"{path.name}: one member like {pattern!r} expected, {len(found)} found among {names[:10]}. "
            "The publisher renamed it: change the declaration."
        )
    return found[0]


def _refuse_hostile(path: Path, member: zipfile.ZipInfo) -> None:
    """No member may climb out of a folder or unpack to far more than text can."""
    if member.filename.startswith(("/", "\\")) or ".." in Path(member.filename).parts:
        raise NotTheFile(
            f"{path.name}: member {member.filename!r} climbs out of the archive. Nothing was unpacked."
        )
    if member.file_size > _BOMB * max(member.compress_size, 10_000):
        raise NotTheFile(
            f"{path.name}: member {member.filename!r} would unpack to {member.file_size} bytes, more than {_BOMB} "
            "times its packed size. Nothing was unpacked."
        )
