"""What every page shares: indicators, breaks, statuses, files behind figures, towns and territories."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import psycopg

from pages import store
from pages.series import Series, by_indicator
from pages.store import Row
from warehouse import french


@dataclass(frozen=True)
class Simulated:
    """French titles of the sources that are simulated, and whether they are all there is."""

    titles: list[str]
    is_all: bool


@dataclass(frozen=True)
class Context:
    """Rows of the dimensions, by their keys; `towns` are the rows of `towns.sql` without the perimeters.

    `beside`: sites that these pages may lead to (folders of `portal.PARTS`, and `index`, the first page of all).
    """

    release: Row
    indicators: dict[str, Row]
    breaks: dict[str, tuple[int, ...]]
    reasons: dict[str, list[Row]]
    statuses: dict[str, Row]
    zones: dict[str, str]
    status_list: list[Row]
    vintages: dict[str, Row]
    sources: dict[str, Row]
    towns: dict[str, Row]
    territories: list[Row]
    revisions: list[Row]
    beside: frozenset[str] = frozenset()

    def series(self, figures: Iterable[Row]) -> list[Series]:
        """Series of a territory's figures, in the order of themes and codes."""
        return by_indicator(figures, self.indicators, self.breaks)

    def shown(self, row: Row) -> str:
        """What stands in place of a value that is not there, in French."""
        return str(
            self.statuses[row["obs_status"]]["shown_fr"] or self.statuses[row["obs_status"]]["label_fr"]
        )

    def files_behind(self, figures: Iterable[Row]) -> list[Row]:
        """The files that the figures come from, each once, in the order of sources."""
        named = {row["source_vintages"] for row in figures if row["source_vintages"]}
        found = set(chain.from_iterable(one.split(", ") for one in named))
        return [row for file, row in self.vintages.items() if file in found]

    def licences(self, source_vintages: str | None) -> str:
        """Licences of the files that `source_vintages` names, each once."""
        named = (source_vintages or "").split(", ")
        return ", ".join(
            dict.fromkeys(self.licence(self.vintages[one]) for one in named if one in self.vintages)
        )

    def simulated(self, behind: Iterable[Row]) -> Simulated:
        """What of the files is a simulated publisher's."""
        files_of = list(behind)
        sources = dict.fromkeys(row["source"] for row in files_of if row["is_simulated"])
        is_all = all(row["is_simulated"] for row in files_of)
        return Simulated([self.title(source) for source in sources], is_all)

    def notes(
        self, title: str, behind: Sequence[Row], of: str = "réelle", more: Sequence[str] = ()
    ) -> list[str]:
        """What a reader of files must know: what they are, what is simulated (no value `of` what), files and licences."""
        simulated = french.listed(self.simulated(behind).titles)
        return [
            f"Baromètre Acte II : {title}",
            f"Données simulées, sans valeur {of} : {simulated}." if simulated else "",
            "Une valeur sous secret statistique (statut Q) n’est pas un zéro. Aucun de ces chiffres n’est une statistique officielle.",
            *more,
            *(f"{self.title(row['source'])} ({row['file']}), {self.licence(row)}" for row in behind),
        ]

    def title(self, source: str) -> str:
        """A source's French title."""
        return str(self.sources[source]["title_fr"]) if source in self.sources else source

    def licence(self, row: Row) -> str:
        """A file's licence in French."""
        return str(self.sources.get(row["source"], {}).get("licence_fr") or row["licence"])

    @cached_property
    def core(self) -> list[Row]:
        """Core indicators, in order."""
        return [row for row in self.indicators.values() if row["is_core"]]


def band_order(code: str | None) -> int:
    """Where a band of population stands among the others, by its lower bound; first for a town without one."""
    found = re.search(r"\d+", code or "")
    return int(found[0]) if found and not (code or "").startswith("<") else 0


def _in_lists(territory: Row) -> tuple[int, int, str]:
    """Levels as the marts order them; in each, bands by size, departments by code, the others by name."""
    level, code = territory["territory_level"], territory["territory_code"]
    order = band_order(code) if level == "population_band" else 0
    return (
        territory["level_order"],
        order,
        code if level == "departement" else french.plain(territory["label"]),
    )


def read(conn: psycopg.Connection, beside: frozenset[str] = frozenset()) -> Context:
    """The context of the release that `conn` sees."""
    reasons: dict[str, list[Row]] = defaultdict(list)
    for row in store.rows(conn, "breaks"):
        reasons[row["indicator_code"]].append(row)
    statuses = store.rows(conn, "statuses")
    return Context(
        release=store.rows(conn, "release")[0],
        indicators={row["indicator_code"]: row for row in store.rows(conn, "indicators")},
        breaks={code: tuple(row["break_year"] for row in found) for code, found in reasons.items()},
        reasons=dict(reasons),
        statuses={row["obs_status"]: row for row in statuses},
        zones={row["zone"]: row["label_fr"] for row in store.rows(conn, "zones")},
        status_list=statuses,
        vintages={row["file"]: row for row in store.rows(conn, "vintages")},
        sources={row["source"]: row for row in store.rows(conn, "sources")},
        towns={row["town"]: row | {"geometry": None} for row in store.rows(conn, "towns")},
        territories=sorted(store.rows(conn, "territories"), key=_in_lists),
        revisions=store.rows(conn, "revisions"),
        beside=beside,
    )
