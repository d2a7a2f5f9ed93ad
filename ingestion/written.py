"""What is written from the declarations alone: DAG files, dbt's source files and seed of sources, the reference of raw tables."""

import csv
from io import StringIO
from pathlib import Path

from ingestion import dbt_sources
from ingestion.declaration import Resource, Source
from ingestion.registry import in_french, sources

_DAG = '''"""An Airflow DAG, written by `make docs` from ingestion/sources/{name}.py: change that."""

from dags.builder import ingestion_dag

dag = ingestion_dag("{name}")
'''
_RAW_TABLES = """<!-- Written by `make docs` from ingestion/sources/: change the declaration, not this page. -->

# Raw tables

Schema `raw`, publisher's words. Each table is partitioned by `vintage` (text) and has `load_id` (bigint), the line of `ops.load`
that brought the row, and `stream` (smallint), which of the load's streams wrote it (ADR 23); a partition is `<table>__<vintage>`, what is not a letter or a digit as `_`. Columns are described on the
[pages of their sources](sources/index.md); those without a type are text.

| Table | Source | Grain | Key | Columns |
|---|---|---|---|---|
"""


def texts() -> dict[str, str]:
    """Text of every such file, by path within the project."""
    written = {"docs/raw_tables.md": _raw_tables(), "dbt_project/seeds/source.csv": _words()}
    for source in sources():
        written[f"dags/{source.name}.py"] = _DAG.format(name=source.name)
        written[dbt_sources.path(source).as_posix()] = dbt_sources.text(source)
    return written


def write(project: Path, wanted: dict[str, str]) -> None:
    """Write texts by path under the project's folder."""
    for name, text in wanted.items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _words() -> str:
    """Seed `source`: the words of each source, in English and in French, and from when on it is late."""
    out = StringIO()
    rows = csv.writer(out, lineterminator="\n")
    told = ("title", "producer", "frequency", "licence")
    rows.writerow(
        [
            "source",
            *(f"{name}_{language}" for name in told for language in ("en", "fr")),
            "homepage",
            "late_after_days",
        ]
    )
    for source in sources():
        words = [getattr(one, name) for name in told for one in (source, in_french(source))]
        rows.writerow([source.name, *words, source.homepage, source.late_after_days[0]])
    return out.getvalue()


def _raw_tables() -> str:
    rows = [_raw_table(source, resource) for source in sources() for resource in source.resources]
    return _RAW_TABLES + "\n".join(rows) + "\n"


def _raw_table(source: Source, resource: Resource) -> str:
    columns = ", ".join(
        column.name if column.kind.pg_type == "text" else f"{column.name} {column.kind.pg_type}"
        for column in resource.columns
    )
    page = f"[{source.name}](sources/{source.name}.md)"
    return f"| `{resource.raw_table}` | {page} | {resource.grain} | {', '.join(resource.identity) or 'none'} | {columns} |"
