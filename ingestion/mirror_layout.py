"""How a mirror lies in a folder or on a server: `<host>/<path>` for each address, and `manifest.csv` beside them.

A file may be named with its address's query (`exports/parquet?where=…`), so that several of one path stand side
by side; the one named without answers for every query. The manifest's columns are `FIELDS`; only `url` must be
there.
"""

import csv
import io
import os
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from ingestion.days import PARIS, moment_told
from ingestion.errors import IngestionError, MirrorUnreadable
from ingestion.said import first_line, reason

MANIFEST = "manifest.csv"
FIELDS = (
    "url",
    "last_modified",
    "sha256",
    "licence",
    "fetched_at",
    "etag",
    "vintage",
    "is_simulated",
    "path",
)

Line = dict[str, str]

_FLAGS = {"": None, "true": True, "false": False}
_DAY = len("2026-09-30")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def bare(url: str) -> str:
    """An address without its query."""
    return url.strip().partition("?")[0]


def place(url: str, with_query: bool = False) -> Path:
    """Path of an address's file in a mirror; IngestionError when it would lie outside."""
    parts = urlsplit(url)
    path = Path(parts.netloc) / unquote(parts.path).strip("/")
    if ".." in path.parts:
        raise IngestionError(f"{url}: climbs out of a mirror's folder.")
    return path.with_name(f"{path.name}?{parts.query}") if with_query and parts.query else path


def find(folder: Path, url: str) -> Path | None:
    """The file of a folder that answers for an address: the one named with its query first; None without any."""
    try:
        named = (folder / place(url, with_query=True), folder / place(url))
    except IngestionError:
        return None
    return next((path for path in named if path.is_file()), None)


def urls(folder: Path) -> Iterator[str]:
    """Addresses of all files in a folder."""
    for path in folder.rglob("*"):
        relative = path.relative_to(folder)
        if path.is_file() and len(relative.parts) > 1:
            yield f"https://{relative.as_posix()}"


def addresses(base: str, url: str) -> list[str]:
    """Where a server may hold an address: as a file named with its query, then as the server understands it."""
    if url.startswith(base):
        return [url]
    parts = urlsplit(url)
    path = f"{base}/{parts.netloc}{parts.path}"
    if not parts.query:
        return [path]
    return [path + quote(f"?{parts.query}", safe=""), f"{path}?{parts.query}"]


class Manifest:
    """What `manifest.csv` tells of a mirror's files, a line an address; columns it does not know are kept.

    What is asked about an address without a line of its own is told by one with the same path.
    """

    def __init__(self, lines: Iterable[Line] = ()) -> None:
        self.lines = {line["url"].strip(): line for line in lines if line.get("url")}
        self._by_path = {bare(url): line for url, line in self.lines.items()}

    @classmethod
    def of_text(cls, text: str, name: str = MANIFEST) -> "Manifest":
        """The manifest that this CSV is. Raises MirrorUnreadable, with the line, when it cannot be understood."""
        return cls(_lines(text, name))

    @classmethod
    def of_bytes(cls, body: bytes, name: str = MANIFEST) -> "Manifest":
        """The same of its bytes, UTF-8."""
        try:
            return cls.of_text(body.decode("utf-8-sig"), name)
        except UnicodeDecodeError as error:
            line = body.count(b"\n", 0, error.start) + 1
            raise MirrorUnreadable(
                f"{name}, line {line}: byte 0x{body[error.start]:02x} is not UTF-8. Save the file as UTF-8."
            ) from error

    @classmethod
    def of_folder(cls, folder: Path) -> "Manifest":
        """A folder's manifest; empty when there is none."""
        path = folder / MANIFEST
        try:
            return cls.of_bytes(path.read_bytes(), str(path))
        except FileNotFoundError:
            return cls()
        except OSError as error:
            raise MirrorUnreadable(
                f"{path}: cannot be read ({reason(error)}). Nothing is loaded until it can."
            ) from error

    def last_modified(self, url: str) -> datetime | None:
        """Publication date of a file; None when the manifest is silent. A day is that day, a bare time one of Paris."""
        text = self._cell(url, "last_modified")
        if not text:
            return None
        when = moment_told(text)
        return when if when.tzinfo else when.replace(tzinfo=PARIS if len(text) > _DAY else UTC)

    def is_simulated(self, url: str) -> bool | None:
        """Whether the file is simulated, or None when the manifest is silent."""
        return _FLAGS[self._cell(url, "is_simulated").lower()]

    def sha256(self, url: str) -> str | None:
        """SHA-256 of an address's own file, or None when the manifest is silent."""
        line = self.lines.get(url.strip(), {})
        return (line.get("sha256") or "").strip().lower() or None

    def vintage(self, url: str) -> str | None:
        """Vintage of a file whose address does not tell it, or None when the manifest is silent."""
        return self._cell(url, "vintage") or None

    def provenance(self, url: str) -> Line:
        """What a copy of the file must tell as well: its vintage, simulated or real."""
        return {name: self._cell(url, name) for name in ("vintage", "is_simulated")}

    def note(self, url: str, **cells: str) -> None:
        """Change cells of an address's line, a new one where it has none."""
        line = {**self.lines.get(url, {}), "url": url, **cells}
        self.lines[url] = self._by_path[bare(url)] = line

    def write(self, folder: Path) -> None:
        """Write a folder's manifest; the file is replaced whole, so that it is never half written."""
        names = dict.fromkeys([*FIELDS, *(name for line in self.lines.values() for name in line)])
        beside = (folder / MANIFEST).with_suffix(".partial")
        with beside.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, list(names), restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(self.lines.values())
        os.replace(beside, folder / MANIFEST)

    def _cell(self, url: str, name: str) -> str:
        line = self.lines.get(url.strip()) or self._by_path.get(bare(url)) or {}
        return (line.get(name) or "").strip()


def _lines(text: str, name: str) -> Iterator[Line]:
    """Lines of a manifest, each understood. Raises MirrorUnreadable."""
    reader = csv.DictReader(io.StringIO(text), strict=True)
    try:
        header = [(cell or "").strip() for cell in reader.fieldnames or ()]
        if "url" not in header or len(header) != len(set(header)):
            raise ValueError(
                f"no manifest: columns url,last_modified… expected, found {', '.join(header)[:80]!r}"
            )
        reader.fieldnames = header
        told: dict[str, Line] = {}
        for line in reader:
            if any(line.values()):
                yield _understood(line, told)
    except (ValueError, OverflowError, csv.Error) as error:
        raise MirrorUnreadable(
            f"{name}, line {max(reader.line_num, 1)}: {first_line(error)}. Nothing is loaded until it is corrected."
        ) from error


def _understood(line: Line, told: dict[str, Line]) -> Line:
    """The line; raises ValueError with what is wrong about it. `told` are those before it, by address."""
    if None in line or None in line.values():
        raise ValueError("more or fewer cells than the header has columns")
    url, flag, sha256 = (line.get(name, "").strip() for name in ("url", "is_simulated", "sha256"))
    if not url:
        raise ValueError("no url")
    if flag.lower() not in _FLAGS:
        raise ValueError(f"is_simulated is {flag!r}: true, false or nothing expected")
    if sha256 and not _SHA256.fullmatch(sha256.lower()):
        raise ValueError(f"sha256 is {sha256[:80]!r}: 64 hexadecimal digits expected")
    if modified := line.get("last_modified", "").strip():
        moment_told(modified)
    if told.setdefault(url, line) != line:
        raise ValueError(f"{url} is told twice, and not the same")
    return line
