"""Zip archives as publishers send them, and as nobody should."""

import os
import re
import struct
import zipfile
from pathlib import Path, PurePosixPath
from typing import IO

from ingestion.bounds import Bounds
from ingestion.errors import Incomplete, NotTheFile, TooLarge, Unreadable
from ingestion.readers.bounds import check_unpacked
from ingestion.said import reason

# Of the list of members, which Python holds whole, at twenty times its size.
_LIST = 2_000_000
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_TAIL = 65_557 + 76  # an archive's end: its record, the longest comment, and the two records of zip64
_ENCRYPTED = 0x1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA}
_METHOD_NAMES = {1: "Shrink", 6: "Implode", 9: "Deflate64", 93: "Zstandard", 95: "XZ", 98: "PPMd", 99: "AES"}
_OF_A_SYSTEM = {"thumbs.db", "desktop.ini"}  # beside names that begin with a dot


def open_member(path: Path, pattern: str, bounds: Bounds) -> IO[bytes]:
    """The only member that matches, opened; raises when the archive is damaged, hostile or holds none."""
    name = member_of(path, pattern, bounds)
    return zipfile.ZipFile(path).open(name)


def members_of(path: Path, file: str) -> list[zipfile.ZipInfo]:
    """Every member of the archive at `path`, called `file`, by its own list. Raises Incomplete for a damaged one, TooLarge for too many of them."""
    _refuse_long_list(path, file)
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, struct.error) as error:
        raise Incomplete(f"{file}: not a whole zip archive ({reason(error)}). Fetch it again.") from error


def member_of(path: Path, pattern: str, bounds: Bounds) -> str:
    """Name of the only member whose own name matches, in whatever folder; raises as `open_member`.

    Its size is the archive's word for it: no more of a member is ever unpacked.
    """
    members = members_of(path, path.name)
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
    check_unpacked(f"{path.name}/{found[0].filename}", found[0].file_size, found[0].compress_size, bounds)
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
    """No member may climb out of a folder."""
    place = _place(member)
    if place.is_absolute() or ".." in place.parts:
        raise NotTheFile(
            f"{path.name}: member {member.filename!r} climbs out of the archive. Nothing was unpacked."
        )


def _refuse_long_list(path: Path, file: str) -> None:
    """Raise TooLarge where the list of members is longer than an archive of data has; looks at the archive's end only."""
    with path.open("rb") as handle:
        handle.seek(max(handle.seek(0, os.SEEK_END) - _TAIL, 0))
        tail = handle.read()
    told = [
        size
        for mark, at, form in ((_END, 12, "<L"), (_END_64, 40, "<Q"))
        for size in _told(tail, mark, at, form)
    ]
    size = max((size for size in told if size != 0xFFFFFFFF), default=0)
    if size > _LIST:
        raise TooLarge(
            f"{file}: the list of the archive's members takes {size:,} bytes, {_LIST:,} at most expected: far more "
            "members than the few of an open file. Nothing was unpacked. Pack the one that is asked for into the mirror."
        )


def _told(tail: bytes, mark: bytes, at: int, form: str) -> list[int]:
    """The size that a record told by its mark has at that place; none without such a record."""
    place = tail.rfind(mark)
    field = tail[place + at : place + at + struct.calcsize(form)]
    return list(struct.unpack(form, field)) if place >= 0 and len(field) == struct.calcsize(form) else []


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
