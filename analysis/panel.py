"""The panel of towns as an analysis takes it: one outcome of `mart_did_panel`, what is left out of it counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from analysis.errors import AnalysisError
from warehouse.connect import connect_url
from warehouse.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

_OUTCOME = """
    select territory_code as town, coalesce(epci_code, territory_code) as epci, period as year, value::float8 as value,
        obs_status, is_break, is_provisional, is_simulated, is_count, cohort, phase, is_ort, design_role,
        exclusion_reason, matching_weight::float8 as weight
    from marts.mart_did_panel
    where indicator_code = %s and zone = %s
    order by territory_code, period
"""
_LABEL = (
    "select label_fr, unit, direction, is_experimental from marts.dim_indicator where indicator_code = %s"
)
_KNOWN = "select distinct indicator_code, zone from marts.mart_did_panel order by 1, 2"
_PEERS = """
    select peer_code_commune as town, count(*)::float8 as chosen
    from marts.bridge_peer_group
    where variant = %s and code_commune = any(%s)
    group by peer_code_commune
"""


@dataclass(frozen=True)
class Panel:
    """One outcome: `rows` has town, epci, year, value, cohort (NaN: never), phase, is_ort, weight; a row a town and year.

    `unit` is the unit of `value` as readers see it; `is_log` says that `value` is its logarithm, so that 0.01 is
    about 1 %. `left_out` counts towns or values by reason, in French words.
    """

    code: str
    zone: str
    label: str
    unit: str
    rows: pd.DataFrame
    is_log: bool
    is_simulated: bool
    is_experimental: bool
    left_out: dict[str, int]

    def but(self, rows: pd.DataFrame) -> Panel:
        """The same outcome on other rows."""
        return replace(self, rows=rows)


_WHY = {
    "paris_suburb": "villes de l'agglomération parisienne",
    "other_programme": "villes de Petites Villes de Demain",
    "no_population": "villes sans population connue en 2017",
    "no_list": "villes dont un programme n'a pas de liste chargée",
}


def read(settings: Settings, code: str, zone: str = "all") -> Panel:
    """The outcome from the released marts. Raises AnalysisError when there is none of that code and zone."""
    import pandas as pd  # noqa: PLC0415 (takes a second)
    import psycopg  # noqa: PLC0415

    with connect_url(settings.reader_url, application_name="acte2 analysis") as conn:
        try:
            cursor = conn.execute(_OUTCOME, [code, zone])
        except psycopg.errors.UndefinedTable as error:
            raise AnalysisError(
                "marts.mart_did_panel is not released: build and release the marts first (make run)"
            ) from error
        columns = [column.name for column in cursor.description or ()]
        table = pd.DataFrame(cursor.fetchall(), columns=columns)
        if table.empty:
            known = ", ".join(f"{one} {where}" for one, where in conn.execute(_KNOWN).fetchall())
            raise AnalysisError(f"no outcome {code} in zone {zone}; the panel holds: {known or 'nothing'}")
        said = conn.execute(_LABEL, [code]).fetchone()
    label, unit, _, is_experimental = said or (code, "", "", False)
    return prepare(table, code, zone, label, unit, is_experimental)


def prepare(
    table: pd.DataFrame, code: str, zone: str, label: str, unit: str, is_experimental: bool = False
) -> Panel:
    """Take the rows that a comparison can use; counts become logarithms, so that towns of any size weigh alike."""
    import numpy as np  # noqa: PLC0415

    towns = table.drop_duplicates("town")
    excluded = towns.loc[towns.design_role == "excluded", "exclusion_reason"].value_counts()
    left_out = {_WHY.get(str(reason), str(reason)): int(count) for reason, count in excluded.items()}
    rows = table[table.design_role != "excluded"]
    is_log = bool(table.is_count.all())
    usable = rows.value.notna() & ~rows.is_provisional & ((rows.value > 0) | (not is_log))
    left_out |= {
        "valeurs provisoires": int((rows.value.notna() & rows.is_provisional).sum()),
        "valeurs absentes, secrètes ou non diffusées": int(rows.value.isna().sum()),
        "valeurs nulles, sans logarithme": int((is_log & (rows.value <= 0) & ~rows.is_provisional).sum()),
    }
    rows = rows[usable].copy()
    rows["cohort"] = rows.cohort.astype(float)
    rows["value"] = np.log(rows.value) if is_log else rows.value.astype(float)
    kept = {reason: count for reason, count in left_out.items() if count}
    return Panel(code, zone, label, unit, rows, is_log, bool(table.is_simulated.any()), is_experimental, kept)


def peers(settings: Settings, variant: str, towns: list[str]) -> dict[str, float]:
    """How many of these towns have each town among their peers. Raises AnalysisError when there are no peer groups."""
    import psycopg  # noqa: PLC0415

    with connect_url(settings.reader_url, application_name="acte2 analysis") as conn:
        try:
            found: list[Any] = conn.execute(_PEERS, [variant, towns]).fetchall()
        except (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn) as error:
            raise AnalysisError("marts.bridge_peer_group is not released: choose other weights") from error
    if not found:
        raise AnalysisError(f"marts.bridge_peer_group has no variant {variant!r} for these towns")
    return dict(found)
