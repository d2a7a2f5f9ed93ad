"""A publisher's files of a simulated mirror as they come the next time: a month later, other bytes, the same columns and rows."""

import csv
import os
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet as pq

from ingestion.declaration import Source
from ingestion.mirror_layout import MANIFEST, bare, find

MONTH = timedelta(days=31)
LAST_LINE = 1000
PARQUET = b"PAR1"
PACKED = (b"PK", b"\x1f\x8b")


def linked(mirror: Path, to: Path) -> Path:
    """The same files in a folder of their own, made anew, in which some can be replaced."""
    shutil.rmtree(to, ignore_errors=True)
    return Path(shutil.copytree(mirror, to, copy_function=os.link))


def publish(mirror: Path, publisher: Source) -> None:
    """Publish a source's files a month after their day. Raises ValueError where the mirror has none, or a packed one."""
    addresses = {bare(file.url) for resource in publisher.resources for file in resource.files}
    with (mirror / MANIFEST).open(encoding="utf-8", newline="") as lines:
        told = list(csv.DictReader(lines))
    newer = [line for line in told if bare(line["url"]) in addresses]
    if not newer:
        raise ValueError(f"{mirror}: no file of {publisher.name}")
    for line in newer:
        line["last_modified"] = str(date.fromisoformat(line["last_modified"]) + MONTH)
        _replace(find(mirror, line["url"]), line["last_modified"])
    (mirror / MANIFEST).unlink()
    with (mirror / MANIFEST).open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(told[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(told)


def _replace(path: Path, day: str) -> None:
    aside = path.with_name(f".{path.name}")
    with path.open("rb") as file:
        begins = file.read(len(PARQUET))
    if begins.startswith(PACKED):
        raise ValueError(f"{path}: a packed file cannot be changed in its place")
    is_parquet = begins == PARQUET
    if is_parquet:
        _stamp(path, aside, day)
    else:
        _count_on(path, aside)
    aside.replace(path)


def _stamp(path: Path, aside: Path, day: str) -> None:
    """Parquet of the same rows, which says when it was made."""
    with pq.ParquetFile(path) as read:
        schema = read.schema_arrow.with_metadata({"made": day})
        with pq.ParquetWriter(aside, schema) as out:
            for group in range(read.num_row_groups):
                out.write_table(read.read_row_group(group).replace_schema_metadata(schema.metadata))


def _count_on(path: Path, aside: Path) -> None:
    """A text whose last number is greater by one."""
    shutil.copyfile(path, aside)
    with aside.open("r+b") as file:
        start = max(0, file.seek(0, os.SEEK_END) - LAST_LINE)
        file.seek(start)
        end = file.read()
        changed = re.sub(rb"(\d+)(\D*)\Z", lambda found: b"%d%s" % (int(found[1]) + 1, found[2]), end)
        file.seek(start)
        file.write(changed)
