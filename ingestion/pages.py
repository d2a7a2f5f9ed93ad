"""`docs/sources/`: an index and a page per source, written from the declarations and from who reads each."""

from collections.abc import Mapping
from dataclasses import dataclass

from ingestion import mirror_layout
from ingestion.declaration import (
    Column,
    Csv,
    File,
    Format,
    GeoJson,
    GeoPackage,
    Kind,
    Parquet,
    Resource,
    Source,
)
from ingestion.registry import sources

_WRITTEN = "<!-- Written by `make docs` from ingestion/sources/: change the declaration, not this page. -->\n"
_SHOWN = 12


@dataclass(frozen=True)
class Readers:
    """Names of the marts below a source, and codes of the indicators whose figures come from it."""

    marts: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()


def pages(readers: Mapping[str, Readers]) -> dict[str, str]:
    """Text of every page by path within the project; `readers` by name of source, none for one that nobody reads."""
    written = {f"docs/sources/{s.name}.md": _page(s, readers.get(s.name, Readers())) for s in sources()}
    return {"docs/sources/index.md": _index(), **written}


def readers_table(readers: Mapping[str, Readers]) -> str:
    """A table of all sources: the marts and indicators that read each."""
    rows = [_readers_row(source, readers.get(source.name, Readers())) for source in sources()]
    return "| Source | Indicators made of it | Marts that read it |\n|---|---|---|\n" + "\n".join(rows)


def _readers_row(source: Source, readers: Readers) -> str:
    link = f"[{source.name}](docs/sources/{source.name}.md)"
    marts = (
        ", ".join(f"`{mart}`" for mart in readers.marts)
        or "none, its page says why: fetched, checked and staged"
    )
    return f"| {link} | {', '.join(readers.indicators) or '·'} | {marts} |"


def _index() -> str:
    rows = [
        f"| [{s.title}]({s.name}.md) | {s.producer} | {s.frequency} | {s.lag} | `{s.schedule}` | {s.licence} | "
        + ", ".join(f"`raw.{r.raw_table}`" for r in s.resources)
        + " |"
        for s in sources()
    ]
    head = "| Source | Producer | Published | Lag | Asked for | Licence | Raw tables |\n|---|---|---|---|---|---|---|\n"
    return (
        f"{_WRITTEN}\n# Sources\n\nWhat the warehouse reads, and on which terms; when it is published, and when it is asked for (cron, Paris). "
        "`python -m ingestion list` shows what a warehouse holds of it, and how old it is.\n\n"
        + head
        + "\n".join(rows)
        + "\n"
    )


def _page(source: Source, readers: Readers) -> str:
    facts = {
        "Producer": source.producer,
        "Home page": source.homepage,
        "Licence": source.licence,
        "Published": source.frequency,
        "Lag": source.lag,
        "Scope": source.scope,
        "Asked for": f"`{source.schedule}` (cron, Paris time)",
    }
    lines = [_WRITTEN, f"# {source.title}", "", "| | |", "|---|---|"]
    lines += [f"| {name} | {value} |" for name, value in facts.items()]
    if source.caveats:
        lines += ["", "## What to keep in mind", "", *(f"- {caveat}" for caveat in source.caveats)]
    lines += ["", "## Who reads it", "", *_readers(source, readers)]
    for resource in source.resources:
        lines += ["", *_resource(resource)]
    return "\n".join(lines) + "\n"


def _readers(source: Source, readers: Readers) -> list[str]:
    if not readers.marts:
        why = source.unread or "None was written so far."
        return [f"No mart: its files are fetched, checked and staged, and feed no figure. {why}"]
    links = ", ".join(f"[{code}](../indicators/{code}.md)" for code in readers.indicators)
    made = (
        f"made of it: {links}."
        if links
        else "none is made of it; it serves their geography or their centres."
    )
    return [f"- Marts: {', '.join(f'`{mart}`' for mart in readers.marts)}.", f"- Indicators: {made}"]


def _resource(resource: Resource) -> list[str]:
    lines = [
        f"## {resource.title}",
        "",
        f"Table `raw.{resource.raw_table}`. Grain: {resource.grain}. Key: {_key(resource)}. "
        f"{_kept(resource)} Refused {_shrunk(resource)}with more than {resource.reject_tolerance:.0%} of rows that break a "
        "rule.",
        "",
        *(f"- {note}" for note in resource.notes),
        *([""] if resource.notes else []),
        f"| Vintage | {_head(resource)} | Form |",
        "|---|---|---|",
        *(
            f"| {f.vintage or _dated(f)} | {_where(resource, f.url)} | {_form(f.format)} |"
            for f in resource.files[:_SHOWN]
        ),
        *([f"| … | {len(resource.files) - _SHOWN} more, alike | |"] if len(resource.files) > _SHOWN else []),
        *_series(resource),
        *(f"| when the file above is missing | <{f.url}> | {_form(f.format)} |" for f in resource.fallbacks),
        "",
        "| Column | Published as | Type | What it is |",
        "|---|---|---|---|",
        *(_column(column) for column in resource.columns),
    ]
    if resource.ignored:
        left_out = ", ".join(f"`{name.removeprefix('re:')}`" for name in resource.ignored)
        lines += ["", f"Published and not loaded: {left_out}."]
    return lines


def _head(resource: Resource) -> str:
    if resource.own:
        return "Files in LOCAL"
    return "Place in a mirror, or in GIVEN" if resource.is_given else "Address"


def _where(resource: Resource, url: str) -> str:
    """An address, or the place of a file that has none."""
    if resource.own:
        named = "" if resource.own.named == ".*" else f" whose name is like `{resource.own.named}`"
        return f"`{resource.own.folder}/`: every `.csv`, `.xlsx` or `.ods`{named}".replace("|", "\\|")
    return f"`{mirror_layout.place(url)}`" if resource.is_given else f"<{url}>"


def _dated(file: File) -> str:
    return f"by its own `{file.inside.column}`" if file.inside else "by publication date"


def _key(resource: Resource) -> str:
    return ", ".join(f"`{name}`" for name in resource.identity) or "none, for rows repeat"


def _series(resource: Resource) -> list[str]:
    if resource.series is None:
        return []
    first = resource.series.file(resource.series.first)
    form = _form(first.format)
    return [
        f"| one a year since {first.vintage}; the last {resource.series.open_years} asked again | <{first.url}> | {form} |"
    ]


def _column(column: Column) -> str:
    header = column.header.removeprefix("re:").removeprefix("group:").replace("|", "\\|")
    optional = "" if column.required else " (not in every vintage)"
    keys = ", ".join(f"`{keep.key}`{' (part)' if keep.only else ''}" for keep in column.keeps)
    loaded = f"; of its JSON only {keys}" if keys else ""
    loaded = "; whether it is told, never what" if column.kind is Kind.PRESENCE else loaded
    return f"| `{column.name}` | `{header}` | {column.kind.pg_type} | {column.doc}{loaded}{optional} |"


def _shrunk(resource: Resource) -> str:
    least, again = 1 - resource.shrink_tolerance, 1 - resource.republish_tolerance
    if not least:
        return f"under {again:.0%} of the rows that stood of the same vintage, or "
    return f"under {least:.0%} of the previous vintage's rows, or "


def _kept(resource: Resource) -> str:
    return (
        "Every vintage is kept."
        if resource.keep is None
        else f"The last {resource.keep} vintage(s) are kept."
    )


def _form(file_format: Format) -> str:
    if isinstance(file_format, Parquet):
        return "Parquet"
    if isinstance(file_format, Csv):
        return "CSV in a zip" if file_format.member else "CSV"
    if isinstance(file_format, GeoJson):
        return "GeoJSON"
    if isinstance(file_format, GeoPackage):
        return f"GeoPackage, layer `{file_format.layer}`, EPSG:{file_format.epsg}"
    return "workbook in a zip" if file_format.member else "workbook"
