"""`python -m expectations list`: the suites, how many claims they make, and of which severity."""

import argparse
import sys
from collections import Counter

from expectations import suites
from expectations.claim import CRITICAL, Claim, Facts


def main(arguments: list[str] | None = None) -> int:
    """Exit status. Nothing is connected to, Great Expectations is not imported."""
    parser = argparse.ArgumentParser(prog="python -m expectations", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="print every suite with its claims (real data, vintage of this year)")
    parser.parse_args(arguments)
    facts = Facts(vintage="2026")
    listed = {f"raw_{table}": suites.raw(table, facts) for table in suites.RAW}
    listed |= {f"marts_{mart}": claims for mart, claims in suites.marts(facts).items()}
    for name, claims in listed.items():
        sys.stdout.write(_lines(name, claims))
    sys.stdout.write(f"{len(listed)} suites, {sum(map(len, listed.values()))} expectations\n")
    return 0


def _lines(name: str, claims: list[Claim]) -> str:
    count = Counter(one.severity for one in claims)
    told = "".join(f"    {one.severity:<8}  {one.says}\n" for one in claims)
    return f"{name}: {count[CRITICAL]} critical, {count.total() - count[CRITICAL]} warning\n{told}"


if __name__ == "__main__":
    sys.exit(main())
