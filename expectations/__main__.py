"""`python -m expectations list`: the suites, how many claims they make, and of which severity."""

import argparse
import sys
from collections import Counter

from expectations import suites
from expectations.claim import CRITICAL, Claim, Facts
from warehouse import terminal


def main(arguments: list[str] | None = None) -> int:
    """Exit status. Nothing is connected to, Great Expectations is not imported."""
    terminal.ready()
    parser = argparse.ArgumentParser(prog="python -m expectations", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="print every suite with its claims (real data, vintage of this year)")
    parser.parse_args(arguments)
    facts = Facts(vintage="2026")
    listed = {f"raw_{table}": suites.raw(table, facts) for table in suites.declared()}
    listed |= {f"marts_{name}": suites.mart(name, facts) for name in suites.mart_suites()}
    for name, claims in listed.items():
        sys.stdout.write(_lines(name, claims))
    sys.stdout.write(f"{len(listed)} suites, {sum(map(len, listed.values()))} expectations\n")
    return 0


def _lines(name: str, claims: list[Claim]) -> str:
    count = Counter(claim.severity for claim in claims)
    sentences = "".join(f"    {claim.severity:<8}  {claim.says}\n" for claim in claims)
    return f"{name}: {count[CRITICAL]} critical, {count.total() - count[CRITICAL]} warning\n{sentences}"


if __name__ == "__main__":
    sys.exit(main())
