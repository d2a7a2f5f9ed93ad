"""Zip archives as publishers send them, and as nobody should."""

import re
import zipfile
from pathlib import Path, PurePosixPath
from typing import IO

from ingestion.errors import Incomplete, NotTheFile, Unreadable

_BOMB = 100  # times its packed size; text packs ten or twenty times
_ENCRYPTED = 0x1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA}
_METHOD_NAMES = {1: "Shrink", 6: "Implode", 9: "Deflate64", 93: "Zstandard", 95: "XZ", 98: "PPMd", 99: "AES"}
_OF_A_SYSTEM = {"thumbs.db", "desktop.ini"}  # beside names that begin with a dot


def open_member(path: Path, pattern: str) -> IO[bytes]:
    """The only member that matches, opened; raises when the archive is damaged, hostile or holds none."""
    name = member_of(path, pattern)
    return zipfile.ZipFile(path).open(name)


def member_of(path: Path, pattern: str) -> str:
    """Name of the only member whose own name matches, in whatever folder; raises as `open_member`."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as error:
        raise Incomplete(f"{path.name}: not a whole zip archive ({error}). Fetch it again.") from error
    for member in members:
        _refuse_hostile(path, member)
    files = [member for member in members if _is_published(member)]
    found = [member for member in files if re.fullmatch(pattern, _place(member).name, re.IGNORECASE)]
    if len(found) != 1:
        raise NotTheFile(
            f"{path.name}: one member like {pattern!r} expected, {len(found)} found among "
            f"{[member.filename for member in files][:10]}. The publisher renamed it: change the declaration."
        )
    _refuse_locked(path, found[0])
    return found[0].filename


def _place(member: zipfile.ZipInfo) -> PurePosixPath:
    """Where a member lies; some packers of Windows write its folders with backslashes."""
    return PurePosixPath(member.filename.replace("\\", "/"))


def _is_published(member: zipfile.ZipInfo) -> bool:
    """Whether a person put it there, not a system: no folder, no resource fork of macOS, no thumbnails."""
    place = _place(member)
    hidden = "__MACOSX" in place.parts or place.name.startswith(".") or place.name.lower() in _OF_A_SYSTEM
    return not (member.is_dir() or hidden)


def _refuse_hostile(path: Path, member: zipfile.ZipInfo) -> None:
    """No member may climb out of a folder or unpack to far more than text can."""
    place = _place(member)
    if place.is_absolute() or ".." in place.parts:
        raise NotTheFile(
            f"{path.name}: member {member.filename!r} climbs out of the archive. Nothing was unpacked."
        )
    if member.file_size > _BOMB * max(member.compress_size, 10_000):
        raise NotTheFile(
            f"{path.name}: member {member.filename!r} would unpack to {member.file_size} bytes, more than {_BOMB} "
            "times its packed size. Nothing was unpacked."
        )


def _refuse_locked(path: Path, member: zipfile.ZipInfo) -> None:
    """A member that Python cannot unpack: a password, or a method it does not know."""
    if member.flag_bits & _ENCRYPTED:
        raise Unreadable(
            f"{path.name}: member {member.filename!r} is encrypted, an open file expected. Ask the publisher, or "
            "wait for the next one."
        )
    if member.compress_type not in _METHODS:
        name = _METHOD_NAMES.get(member.compress_type, "unknown")
        raise Unreadable(
            f"{path.name}: member {member.filename!r} is packed with method {member.compress_type} ({name}); "
            f"methods {sorted(_METHODS)} expected (stored, deflate, bzip2, LZMA). Unpack it and pack it again with "
            "deflate into the mirror, or ask the publisher."
        )
