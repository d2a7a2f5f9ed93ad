"""Bytes of a text file as whole lines in UTF-8, a few megabytes at a time.

A block that is UTF-8 without NUL, as nearly all are, goes through whole; another is taken line by line, for one wrong
byte says nothing about the other lines.
"""

import codecs
import re
from collections.abc import Iterator
from itertools import accumulate
from typing import IO

from ingestion.bounds import Bounds
from ingestion.errors import NotTheFile, Unreadable
from ingestion.readers.base import Remarks
from ingestion.readers.bounds import too_large

BLOCK = 4 << 20
_START = 4096
_MANY_NULS = b"\x00" * 8
# Windows-1252 stands beside UTF-8 by cells at the finest: two tables were joined, a word was pasted.
_PIECES = re.compile(rb"([,;|\t\"])")
# How UTF-8 writes letters and signs of French; in Windows-1252 these pairs are Ã©, Â°, Å“, â€™: no word holds them.
_UTF8_SIGNS = re.compile(rb"[\xc2\xc3][\x80-\xbf]|\xc5[\x92\x93\xb8]|\xe2[\x80-\x84][\x80-\xbf]")
# The beginning of a character, as a file ends that was cut within it.
_HALF_CHARACTER = re.compile(rb"([\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z")


class Lines:
    """Iterates over blocks of whole lines; raises Unreadable naming line and byte of what is no text."""

    def __init__(self, stream: IO[bytes], file: str, remarks: Remarks, bounds: Bounds) -> None:
        self._stream, self._file, self._remarks, self._bounds = stream, file, remarks, bounds
        self._line = 1  # number of the block's first line
        self._utf8: int | None = None  # lines where each was first seen
        self._cp1252: int | None = None
        self._either: int | None = None
        self._recoded = 0
        self._end = b""

    def __iter__(self) -> Iterator[bytes]:
        for number, block in enumerate(_whole_lines(self._stream, self._file, self._bounds)):
            if not number:
                self._refuse_binary(block[:_START])
            text = self._utf8_of(self._without_nul(block.removeprefix(b"" if number else codecs.BOM_UTF8)))
            self._line += line_ends(text)
            self._end = block[-3:]
            yield text
        self._conclude()

    def _refuse_binary(self, start: bytes) -> None:
        """UTF-16, a zip or a picture: a NUL here and there is text."""
        if start.startswith(b"PK\x03\x04"):
            raise NotTheFile(f"{self._file}: a zip archive came, text expected: declare its member.")
        is_utf16 = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        if is_utf16 or start.count(0) * 10 > len(start):
            raise Unreadable(
                f"{self._file}: encoded in UTF-16 or not text at all; UTF-8 or Latin-1 expected. Ask for another "
                "export, or convert it into the mirror."
            )

    def _without_nul(self, block: bytes) -> bytes:
        """PostgreSQL holds no NUL; a stretch of them is a hole in the file."""
        first = block.find(0)
        if first < 0:
            return block
        hole = block.find(_MANY_NULS)
        if hole >= 0:
            raise Unreadable(
                f"{self._file}: line {self._line + line_ends(block[:hole])} holds a stretch of NUL bytes: the file was "
                "damaged on the way. Fetch it again."
            )
        row = self._line + line_ends(block[:first])
        self._remarks.add("NUL bytes were left out", row, block.count(0))
        return block.replace(b"\x00", b"")

    def _utf8_of(self, block: bytes) -> bytes:
        if block.isascii():
            return block
        try:
            block.decode()
        except UnicodeDecodeError:
            return self._recoded_block(block)
        self._utf8 = self._utf8 or self._line
        return block

    def _recoded_block(self, block: bytes) -> bytes:
        lines = block.splitlines(keepends=True)
        if _UTF8_SIGNS.search(block) or not _is_cp1252(block):
            return b"".join(self._recode(line, number) for number, line in enumerate(lines, self._line))
        wide = [number for number, line in enumerate(lines, self._line) if not line.isascii()]
        self._note_cp1252(wide[0], len(wide))
        return block.decode("cp1252").encode()

    def _recode(self, line: bytes, number: int) -> bytes:
        """A line in UTF-8: each of its cells that is no UTF-8 is Windows-1252."""
        if line.isascii():
            return line
        try:
            line.decode()
        except UnicodeDecodeError as error:
            self._note_cp1252(number, 1)
            pieces = _PIECES.split(line)
            places = accumulate(map(len, pieces), initial=0)
            return b"".join(self._piece(*pair, number, error) for pair in zip(pieces, places, strict=False))
        self._note_utf8(line, number)
        return line

    def _note_cp1252(self, number: int, count: int) -> None:
        self._cp1252 = self._cp1252 or number
        self._recoded += count

    def _piece(self, piece: bytes, place: int, number: int, error: UnicodeDecodeError) -> bytes:
        try:
            piece.decode()
        except UnicodeDecodeError as wrong:
            if not _UTF8_SIGNS.search(piece) and _is_cp1252(piece):
                return piece.decode("cp1252").encode()
            byte = piece[wrong.start]
            raise Unreadable(
                f"{self._file}: line {number}: byte 0x{byte:02X} at place {place + wrong.start + 1} is neither UTF-8 nor "
                f"Windows-1252 there: {piece[:80]!r}. Correct it in the mirror, or ask the publisher."
            ) from error
        if not piece.isascii():
            self._note_utf8(piece, number)
        return piece

    def _note_utf8(self, text: bytes, number: int) -> None:
        if _UTF8_SIGNS.search(text) or not _is_cp1252(text):
            self._utf8 = self._utf8 or number
        else:
            self._either = self._either or number

    def _conclude(self) -> None:
        """A file of both encodings is remarked on; a line that might be in either is refused there."""
        if (self._utf8 or self._recoded == 1) and _HALF_CHARACTER.search(self._end):
            raise Unreadable(
                f"{self._file}: line {self._line}: the file ends within a character of UTF-8 ({self._end!r}): it was cut "
                "short. Fetch it again."
            )
        if self._cp1252 and self._either:
            raise Unreadable(
                f"{self._file}: line {self._either} can be read as UTF-8 or as Windows-1252, and line {self._cp1252} is "
                "Windows-1252: nothing tells which is right. Ask the publisher for UTF-8."
            )
        if self._cp1252 and self._utf8:
            what = "lines hold cells that are no UTF-8, as others are, and were read as Windows-1252"
            self._remarks.add(what, self._cp1252, self._recoded)


def _is_cp1252(line: bytes) -> bool:
    try:
        line.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return True


def line_ends(text: bytes) -> int:
    r"""Lines ended in a text, by \n, \r\n or \r."""
    ended = text.count(b"\n")
    returns = text.count(b"\r")
    return ended + returns - text.count(b"\r\n") if returns else ended


def _whole_lines(stream: IO[bytes], file: str, bounds: Bounds) -> Iterator[bytes]:
    rest, line = b"", 1
    while piece := stream.read(BLOCK):
        block = rest + piece
        # A \r that ends the block may be half of \r\n.
        cut = 1 + (block.rfind(b"\n") if b"\n" in piece else block.rstrip(b"\r").rfind(b"\r"))
        rest = block[cut:]
        line += line_ends(block[:cut])
        if len(rest) > bounds.cell:
            raise too_large(f"{file}, line {line}", "bytes without a line's end", len(rest), bounds, "cell")
        if cut:
            yield block[:cut]
    if rest:
        yield rest
