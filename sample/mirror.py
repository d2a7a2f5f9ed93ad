"""The mirror as a whole: written beside its place, then renamed into it."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sample.files import MirrorFile

MANIFEST = "manifest.csv"
STAMP = ".stamp"
HEADER = ("url", "last_modified", "is_simulated")
TODAY = date(2026, 10, 1)


def write_mirror(
    out: Path, seed: int = 20, scale: float = 1.0, today: date = TODAY, with_csv: bool = False
) -> None:
    """Write every publisher's files under `out`, replacing what was there.

    `scale` multiplies the number of establishments (1.0: about 400,000); `with_csv` adds the zipped CSV
    twins of the two Parquet files. The same arguments give byte-identical files. Raises OSError when the
    folder cannot be written, FileExistsError when it holds anything else than a simulated mirror; what was
    there before is then still there.
    """
    # Numpy, Arrow and openpyxl are for who writes: finding that nothing is to be done loads none of them.
    from sample.publishers import files  # noqa: PLC0415
    from sample.world import World  # noqa: PLC0415

    world = World(seed=seed, scale=scale, today=today, with_csv=with_csv)
    out = Path(out)
    refuse_foreign(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        staging.chmod(0o755)
        write_files(staging, files(world))
        (staging / STAMP).write_text(stamp(seed, scale, today, with_csv) + "\n", encoding="utf-8")
        replace(staging, out)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def ensure_mirror(
    out: Path, seed: int = 20, scale: float = 1.0, today: date = TODAY, with_csv: bool = False
) -> bool:
    """Write the mirror unless `out` already holds this very one; True where it was written."""
    held = Path(out) / STAMP
    if held.is_file() and held.read_text(encoding="utf-8").strip() == stamp(seed, scale, today, with_csv):
        return False
    write_mirror(out, seed, scale, today, with_csv)
    return True


def stamp(seed: int, scale: float, today: date, with_csv: bool) -> str:
    """What the mirror depends on: this package's own files and the arguments."""
    digest = hashlib.sha256(json.dumps([seed, scale, today.isoformat(), with_csv]).encode())
    here = Path(__file__).parent
    for path in sorted(p for p in here.rglob("*") if p.suffix in (".py", ".csv", ".gz")):
        digest.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def write_files(folder: Path, wanted: Iterable[MirrorFile]) -> None:
    lines = []
    for file in wanted:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        file.write(path)
        lines.append((file.url, file.last_modified.isoformat(), str(file.is_simulated).lower()))
    lines.sort()
    with (folder / MANIFEST).open("w", encoding="utf-8", newline="") as manifest:
        csv.writer(manifest, lineterminator="\n").writerows([HEADER, *lines])


def refuse_foreign(out: Path) -> None:
    """Raise FileExistsError where `out` holds something that this module did not write."""
    if out.exists() and not (out / STAMP).is_file() and (not out.is_dir() or any(out.iterdir())):
        raise FileExistsError(f"{out} is not a simulated mirror: choose an empty or a new folder")


def replace(staging: Path, out: Path) -> None:
    """Put the finished folder in place; a folder in the way steps aside first."""
    if not out.exists():
        staging.rename(out)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{out.name}-old-", dir=out.parent))
    os.rename(out, aside / "old")
    try:
        staging.rename(out)
    except OSError:
        os.rename(aside / "old", out)
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
