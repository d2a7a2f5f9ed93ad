"""A source is data: frozen declarations from which tables, DAGs, pages and assets follow.

A `Source` is a publisher's product; a `Resource` is one kind of file of it and feeds one raw table;
a `Located` rule says where its vintages are; a `Column` maps a publisher's header to a raw column.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from ingestion.bounds import PAGED, SMALL, STREAMED, Bounds
from ingestion.headers import same, tidy
from ingestion.own import Own
from ingestion.stamps import day
from ingestion.words import French


class Kind(StrEnum):
    """What a column holds; decides its type in PostgreSQL and how a cell is read (`ingestion.cells`).

    FIGURE is a number or one of the publisher's MARKS, text in PostgreSQL: a number in plain decimals (`-1234.5`),
    a mark as published. CODES_COMMUNE is one commune code or several, parted by commas. PRESENCE is whether the cell
    says anything: true or false, never null; its words (a name, a telephone) go no further.
    """

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    TIMESTAMP = "timestamp"
    BOOLEAN = "boolean"
    PRESENCE = "presence"
    SIREN = "siren"
    SIRET = "siret"
    FIGURE = "figure"
    CODE_COMMUNE = "code_commune"
    CODES_COMMUNE = "codes_commune"
    CODE_DEPARTEMENT = "code_departement"
    YEAR = "year"

    @property
    def pg_type(self) -> str:
        """Name of the column's type in PostgreSQL."""
        return _PG_TYPES.get(self, "text")


_PG_TYPES = {
    Kind.INTEGER: "bigint",
    Kind.YEAR: "integer",
    Kind.NUMBER: "numeric",
    Kind.DATE: "date",
    Kind.TIMESTAMP: "timestamp",
    Kind.BOOLEAN: "boolean",
    Kind.PRESENCE: "boolean",
}

# What publishers write in a number's place: secret, confidential, not available. Staging says which is which.
MARKS = ("s", "c", "NA", "NC", "ND", "[ND]", "nd", "n.d.", "_Z", "_U", "*")


@dataclass(frozen=True)
class Keep:
    """A key of a JSON text whose values are loaded; with `only`, just what matches that regular expression."""

    key: str
    only: str | None = None


@dataclass(frozen=True)
class Column:
    """One raw column.

    `header` is the publisher's column name, compared as `headers.same` does (case, blanks, apostrophes). A name that starts with
    `re:` is a regular expression, for names that change with the year; when it has named groups, each
    column it matches (and `where` accepts) gives rows of its own, and a column whose header is
    `group:<name>` holds what the group matched: wide files become long. Of a JSON text only the keys of
    `keeps` are loaded, at any depth: such texts hold names of people. Where an empty cell tells something of its own
    (`empty_tells`: no end, still running), one that cannot be read leaves its row out, as a key's does.
    """

    name: str
    header: str
    kind: Kind = Kind.TEXT
    doc: str = ""
    required: bool = True
    where: Callable[[re.Match[str]], bool] | None = None
    keeps: tuple[Keep, ...] = ()
    empty_tells: bool = False

    @property
    def group(self) -> str | None:
        """Name of the group this column holds, or None."""
        return self.header.removeprefix("group:") if self.header.startswith("group:") else None

    @property
    def is_wide(self) -> bool:
        """Whether the publisher spreads this column over several of the file's."""
        return self.header.startswith("re:") and "(?P<" in self.header

    def match(self, published: str) -> dict[str, str] | None:
        """Groups of a header found in a file when it is this column, else None."""
        if not self.header.startswith("re:"):
            return {} if same(published) == same(self.header) else None
        matched = re.fullmatch(tidy(self.header[3:]), tidy(published), re.IGNORECASE)
        if matched is None or (self.where and not self.where(matched)):
            return None
        return matched.groupdict()


@dataclass(frozen=True)
class Csv:
    """Delimited text, possibly gzipped or in a zip; `member` is a regular expression on the member's name.

    `header` names the columns of a file that has none; `decimal` and `thousands` are the separators of its numbers,
    where the publisher tells (`Separators`).
    """

    member: str | None = None
    separators: str = ",;\t"
    null_values: tuple[str, ...] = ("",)
    escape: str | None = None
    header: tuple[str, ...] = ()
    decimal: str | None = None
    thousands: str | None = None
    bounds: Bounds = STREAMED


@dataclass(frozen=True)
class Parquet:
    """Apache Parquet, read by row group."""

    bounds: Bounds = PAGED


@dataclass(frozen=True)
class Workbook:
    """Spreadsheet; the header row is found as the first that holds the required columns. `member`: as in Csv."""

    sheet: str
    null_values: tuple[str, ...] = ("",)
    member: str | None = None
    bounds: Bounds = SMALL


@dataclass(frozen=True)
class GeoJson:
    """Features; a column is a property, or `geometry`, the geometry as GeoJSON text. `member`: as in Csv."""

    member: str | None = None
    bounds: Bounds = SMALL


@dataclass(frozen=True)
class GeoPackage:
    """One layer of polygons; a column is one of the layer's, `fid`, the feature's number, or `geometry`, GeoJSON text.

    `layer` is a regular expression on the layer's name, in any case. Coordinates are in the projection `epsg`, which the
    file must name itself. Of pairs of a column and words, a row is read when every text of `starting` begins with
    its words and none of `not_starting` does (compared as headers are); the other rows never leave the file. A geometry is
    one of the cells that `bounds` holds.
    """

    layer: str
    epsg: int
    starting: tuple[tuple[str, str], ...] = ()
    not_starting: tuple[tuple[str, str], ...] = ()
    bounds: Bounds = STREAMED


Format = Csv | Parquet | Workbook | GeoJson | GeoPackage


@dataclass(frozen=True)
class Told:
    """A value the publisher tells in a small JSON document: its address, the keys that lead to it."""

    url: str
    path: tuple[str, ...]


@dataclass(frozen=True)
class Inside:
    """A date that the file itself tells: the first filled cell of `column`, in its zip's `member` where it is another's."""

    column: str
    member: str | None = None


@dataclass(frozen=True)
class File:
    """Where one vintage is; `vintage` None means the publication date tells, or the date `inside` the file.

    `count` tells the rows the file must hold, `dated` its publication date where no Last-Modified header
    does. A file that `is_final` changes no more: it is asked for only until it is published here. `absent` are
    the statuses by which the publisher says that there is no such file. `digest`, `<algorithm>:<hexadecimal>`, is
    what the publisher's catalogue tells of its bytes. `spellings` are other addresses under which the publisher may
    keep it, asked in turn where it is absent from `url`.
    """

    url: str
    format: Format
    vintage: str | None = None
    count: Told | None = None
    dated: Told | None = None
    is_final: bool = False
    absent: tuple[int, ...] = (404, 410)
    digest: str | None = None
    inside: Inside | None = None
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Series:
    """One file a year, from `first` to the current one; the last `open_years` of them may still change.

    `file` makes a year's file, whose address and vintage hold the year.
    """

    first: int
    file: Callable[[int], File]
    open_years: int = 2

    def files(self, today: date) -> tuple[File, ...]:
        """Every year's file, newest first."""
        closed = today.year - self.open_years
        years = range(today.year, self.first - 1, -1)
        return tuple(replace(self.file(year), is_final=year <= closed) for year in years)


@dataclass(frozen=True)
class Place:
    """A rule that finds vintages in a list of addresses (a mirror's, or a catalogue's).

    `pattern` is a regular expression on the URL; its group `vintage`, where it has one, is turned into text
    by `vintage_of`. Without that group the mirror's manifest must tell the vintage.
    """

    pattern: str
    format: Format
    vintage_of: Callable[[str], str] = str

    def match(self, url: str, manifest_vintage: str | None = None) -> File | None:
        """The file at `url`, or None when the rule does not know such an address or nothing tells a vintage."""
        if not (found := re.fullmatch(self.pattern, url)):
            return None
        vintage = self.vintage_of(found["vintage"]) if "vintage" in found.groupdict() else manifest_vintage
        return File(url, self.format, vintage) if vintage else None


@dataclass(frozen=True)
class Resource:
    """One kind of file, which feeds one raw table.

    `files` are the known addresses, newest first; `places` find others by pattern; `series` makes one a year;
    `fallbacks` are used only when none of `files` can be had. Columns of `key` are filled in every row that is
    loaded, and no two rows share them, unless `unique` names others for that (none: rows repeat); copies stop a
    load, or are only told where the publisher is known for them (`tolerates_copies`). `keep` vintages stay in the
    database (None: all). `minimum_rows` and `shrink_tolerance` (share of the previous vintage's rows that may be
    missing) guard against files cut short, `republish_tolerance` (share of what stood of the same vintage) whatever
    vintages before it say; `reject_tolerance` is the share of rows that may hold a cell that cannot be read: the row
    is left out for a key's, loaded without it for any other. Vintages are written as the declared files' are;
    `vintages_like` are examples of other ways. `layouts` lists sets of headers of which a file must hold at least
    one whole. `ignored` headers are known and not loaded, a family of them as `re:`. Where files `is_given` there is no
    address at the publisher's: users put a file into a mirror, or the folder GIVEN, under the declared one. A town's `own`
    files are gathered into it (ADR 20). For those of tens of millions of rows (`is_large`) no smaller file waits.
    """

    name: str
    raw_table: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    unique: tuple[str, ...] | None = None
    tolerates_copies: bool = False
    files: tuple[File, ...] = ()
    places: tuple[Place, ...] = ()
    series: Series | None = None
    fallbacks: tuple[File, ...] = ()
    catalogue: str | None = None
    vintage_of: Callable[[date], str] = day
    keep: int | None = None
    minimum_rows: int = 1
    shrink_tolerance: float = 0.1
    republish_tolerance: float = 0.1
    vintages_like: tuple[str, ...] = ()
    reject_tolerance: float = 0.01
    layouts: tuple[tuple[str, ...], ...] = ()
    ignored: tuple[str, ...] = ()
    is_given: bool = False
    is_large: bool = False
    own: Own | None = None
    grain: str = ""
    notes: tuple[str, ...] = ()

    @property
    def identity(self) -> tuple[str, ...]:
        """Columns that no two rows share; none where rows repeat."""
        return self.key if self.unique is None else self.unique

    def declared_files(self, today: date) -> tuple[File, ...]:
        """Files whose addresses are declared, newest first."""
        return (*self.files, *(self.series.files(today) if self.series else ()))

    @property
    def telling_headers(self) -> tuple[str, ...]:
        """Headers by which a workbook's header row is recognised."""
        told = (column.header for column in self.columns if column.required)
        return tuple(header for header in told if not header.startswith(("re:", "group:")))

    def leaves_out(self, published: str) -> bool:
        """Whether a header found in a file is one of those known and not loaded."""
        return any(Column(name, name).match(published) is not None for name in self.ignored)


@dataclass(frozen=True)
class Source:
    """A publisher's product: what the DAG, the page, dbt's source and the assets are made from.

    `late_after_days`: days without a new file after which the source is late, and after which dbt's freshness warns, and then fails, to
    which an answer that nothing changed is news.
    `unread`: why no mart reads it; empty for one that a mart reads. `french`: its words for French readers, who see
    these where there are none.
    """

    name: str
    title: str
    producer: str
    homepage: str
    licence: str
    schedule: str
    frequency: str
    lag: str
    scope: str
    resources: tuple[Resource, ...]
    late_after_days: tuple[int, int] = (400, 800)
    caveats: tuple[str, ...] = field(default=())
    unread: str = ""
    french: French | None = None

    def resource(self, name: str) -> Resource:
        """The resource of that name; KeyError when there is none."""
        found = {r.name: r for r in self.resources}
        return found[name]
