"""`python -m sample --out DIR`: write the simulated mirror, of the demo or of the nation."""

from __future__ import annotations

import argparse
from datetime import date
from fractions import Fraction
from pathlib import Path

from sample.mirror import TODAY, write_mirror, write_nation


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sample", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder to write (replaced)")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--scale", type=float, default=1.0, help="multiplies the number of establishments")
    parser.add_argument("--today", type=date.fromisoformat, default=TODAY, help="day of the visit (ISO date)")
    parser.add_argument(
        "--with-csv", action="store_true", help="add the zipped CSV twins of the Parquet files"
    )
    parser.add_argument("--nation", action="store_true", help="every commune of France")
    parser.add_argument(
        "--fraction", type=fraction, default=1.0, help="of the nation's establishments, 1/8 or 0.125"
    )
    wanted = parser.parse_args()
    if wanted.nation:
        write_nation(wanted.out, wanted.fraction, wanted.seed, wanted.today)
    else:
        write_mirror(wanted.out, wanted.seed, wanted.scale, wanted.today, wanted.with_csv)


def fraction(text: str) -> float:
    """A share of one, as a fraction or with decimals."""
    share = float(Fraction(text))
    if not 0 < share <= 1:
        raise argparse.ArgumentTypeError(f"{text}: a share above 0, and 1 at most")
    return share


if __name__ == "__main__":
    main()
