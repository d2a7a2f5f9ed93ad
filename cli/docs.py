"""Everything that is written and not edited: from declarations, seeds and dbt's graph."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

from cli import exposures, lineage, sheets, wide
from cli.dbt_project import dbt
from cli.errors import CommandError
from ingestion import pages, written
from warehouse.settings import PROJECT, Settings

README = PROJECT / "README.md"
PLACES = PROJECT / "exports" / "places.json"
_READERS = re.compile(
    r"(?<=<!-- readers: written by `make docs` -->\n\n).*?(?=\n\n<!-- /readers -->)", re.DOTALL
)


def write(settings: Settings) -> int:
    """Write DAG files, dbt's source and exposure files and contracts of wide marts, reference, pages, sheets, README's table. Returns 0."""
    wide.write()
    written.write(PROJECT, written.texts())  # dbt reads its source files before it can tell who reads them
    read = manifest(settings.home / "dbt" / "docs_read")
    exposures.PATH.write_text(exposures.text(read), encoding="utf-8")
    PLACES.write_text(places(read), encoding="utf-8")
    readers = lineage.readers(read)
    written.write(PROJECT, pages.pages(readers))
    README.write_text(readme(readers), encoding="utf-8")
    return sheets.write(settings)


def places(read: dict[str, Any]) -> str:
    """Where the places that marts hold come from, as the exports read it."""
    return json.dumps(lineage.places(read), indent=1) + "\n"


def readme(readers: dict[str, pages.Readers]) -> str:
    """The README as it stands, its table of who reads what written anew."""
    table = pages.readers_table(readers)
    return _READERS.sub(lambda _: table, README.read_text(encoding="utf-8"))


def manifest(folder: Path) -> dict[str, Any]:
    """dbt's manifest of the project as it stands, read without any database. Raises CommandError with dbt's words.

    What it reads is kept in `folder`: the next time, dbt reads what changed since.
    """
    places = ["--target-path", str(folder), "--log-path", str(folder)]
    done = subprocess.run(
        dbt("parse", *places),
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        raise CommandError(f"dbt cannot read its project:\n{(done.stdout + done.stderr)[-3000:]}")
    told: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return told
