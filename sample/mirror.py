"""The mirror as a whole: written beside its place, then renamed into it."""

from __future__ import annotations

import csv
import gc
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sample.files import MirrorFile
    from sample.world import World

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
    from sample.world import World  # noqa: PLC0415

    _write(Path(out), World(seed, scale, today, with_csv), stamp(seed, scale, today, with_csv))


def write_nation(out: Path, fraction: float = 1.0, seed: int = 20, today: date = TODAY) -> None:
    """Write the files of every commune, with that fraction of their establishments (1.0: 44 million).

    In bounded memory; bytes, folder and errors as of `write_mirror`.
    """
    from sample.world import World  # noqa: PLC0415

    _write(Path(out), World.nation(fraction, seed, today), stamp("nation", seed, fraction, today))


def _write(out: Path, world: World, mark: str) -> None:
    from sample.publishers import files  # noqa: PLC0415

    refuse_foreign(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        staging.chmod(0o755)
        write_files(staging, world, files(world))
        (staging / STAMP).write_text(mark + "\n", encoding="utf-8")
        replace(staging, out)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def ensure_mirror(
    out: Path, seed: int = 20, scale: float = 1.0, today: date = TODAY, with_csv: bool = False
) -> bool:
    """Write the mirror unless `out` already holds this very one; True where it was written."""
    if holds(out, stamp(seed, scale, today, with_csv)):
        return False
    write_mirror(out, seed, scale, today, with_csv)
    return True


def ensure_nation(out: Path, fraction: float = 1.0, seed: int = 20, today: date = TODAY) -> bool:
    """The same of a nation."""
    if holds(out, stamp("nation", seed, fraction, today)):
        return False
    write_nation(out, fraction, seed, today)
    return True


def holds(out: Path, mark: str) -> bool:
    held = Path(out) / STAMP
    return held.is_file() and held.read_text(encoding="utf-8").strip() == mark


def stamp(*arguments: str | float | bool | date) -> str:
    """What the mirror depends on: this package's own files and the arguments."""
    told = [each.isoformat() if isinstance(each, date) else each for each in arguments]
    digest = hashlib.sha256(json.dumps(told).encode())
    here = Path(__file__).parent
    for path in sorted(p for p in here.rglob("*") if p.suffix in (".py", ".csv", ".gz")):
        digest.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def write_files(folder: Path, world: World, wanted: Iterable[MirrorFile]) -> None:
    every = list(wanted)
    for file in every:
        (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
    write_register(folder, world, every)
    for file in every:
        if file.write:
            file.write(folder / file.path)
    lines = sorted(
        (file.url, file.last_modified.isoformat(), str(file.is_simulated).lower()) for file in every
    )
    with (folder / MANIFEST).open("w", encoding="utf-8", newline="") as manifest:
        csv.writer(manifest, lineterminator="\n").writerows([HEADER, *lines])


def write_register(folder: Path, world: World, wanted: Iterable[MirrorFile]) -> None:
    """Write the files of single establishments, and count jobs, in one pass over the register."""
    from sample.employment import Counter  # noqa: PLC0415
    from sample.sirene.writing import slices  # noqa: PLC0415

    with ExitStack() as opened:
        add = [opened.enter_context(file.grow(folder / file.path)) for file in wanted if file.grow]
        if not add:
            return
        counter = Counter(world)
        for made in slices(world):
            for each in (*add, counter.add):
                each(made)
        world.once("employment", lambda _: counter.counted())
    if world.is_nation:
        release()


def release() -> None:
    """Give back what slices took: the largest tables of other files come next."""
    import pyarrow as pa  # noqa: PLC0415

    gc.collect()
    pa.default_memory_pool().release_unused()


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
