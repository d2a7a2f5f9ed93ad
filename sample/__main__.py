"""`python -m sample --out DIR`: write the simulated mirror."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from sample.mirror import TODAY, write_mirror


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sample", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder to write (replaced)")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--scale", type=float, default=1.0, help="multiplies the number of establishments")
    parser.add_argument("--today", type=date.fromisoformat, default=TODAY, help="day of the visit (ISO date)")
    parser.add_argument(
        "--with-csv", action="store_true", help="add the zipped CSV twins of the Parquet files"
    )
    wanted = parser.parse_args()
    write_mirror(wanted.out, wanted.seed, wanted.scale, wanted.today, wanted.with_csv)


if __name__ == "__main__":
    main()
