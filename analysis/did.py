"""`python -m analysis did`: an outcome of the towns of the programme against towns that were never in one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analysis import panel, picture, weights
from analysis.errors import AnalysisError
from analysis.estimate import Estimate, estimate
from analysis.panel import Panel

if TYPE_CHECKING:
    import pandas as pd

    from warehouse.settings import Settings

WEIGHTS = {
    "classes": "appariement exact par tranche de population, rôle dans l'aire d'attraction et outre-mer",
    "entropy": "équilibrage par entropie sur le niveau et l'évolution d'avant le programme",
    "peers": "groupes de villes comparables (bridge_peer_group), hors de tout programme",
    "none": "aucune pondération",
}
PEER_VARIANT = "never_in_programme"
# Phase: its name, and the first year whose trend serves: entrants of the second one are looked at since the first.
PHASES = {
    "acte1": ("villes entrées en 2018-2022", 2012),
    "acte2": ("villes entrées à l'Acte II (2023 et après)", 2018),
}
SINCE = 2022


@dataclass(frozen=True)
class Run:
    """One estimate in words: `found`, or `why` there is none."""

    phase: str
    variant: str
    found: Estimate | None
    why: str = ""


@dataclass(frozen=True)
class Study:
    """All that is told of an outcome; `since` is the mean change since 2022 of treated towns and of controls."""

    panel: Panel
    weighting: str
    runs: tuple[Run, ...]
    since: tuple[float, float, int] | None


def study(settings: Settings, code: str, zone: str, weighting: str) -> Study:
    """Read the outcome, weigh its towns, estimate. Raises AnalysisError when nothing can be read or weighed."""
    read = panel.read(settings, code, zone)
    chosen = None
    if weighting == "peers":
        treated = read.rows.loc[read.rows.cohort.notna(), "town"].unique().tolist()
        chosen = panel.peers(settings, PEER_VARIANT, treated)
    return examine(weigh(read, weighting, chosen), weighting)


def weigh(read: Panel, weighting: str, peers: dict[str, float] | None = None) -> Panel:
    """The panel with the weights asked for; a control that has none is left out, and counted."""
    rows = read.rows.copy()
    if weighting == "none":
        rows["weight"] = 1.0
    elif weighting == "entropy":
        rows["weight"] = rows.town.map(weights.balanced(rows))
    elif weighting == "peers":
        rows["weight"] = rows.town.map(peers or {}).where(rows.cohort.isna(), 1.0)
    rows["weight"] = rows.weight.astype(float)
    lost = int(rows.loc[~(rows.weight > 0), "town"].nunique())
    weighed = read.but(rows[rows.weight > 0])
    if lost:
        weighed.left_out["villes sans contrepartie pour l'appariement"] = lost
    return weighed


def examine(weighed: Panel, weighting: str) -> Study:
    """Each phase by itself, then what moves when the sample does."""
    runs = [
        _run(weighed.rows, phase, variant, keep) for phase in PHASES for variant, keep in _variants().items()
    ]
    return Study(weighed, weighting, tuple(runs), _since(weighed.rows))


def write(told: Study, folder: Path) -> list[Path]:
    """`did_<code>_<zone>.md`, and a picture and a table of points by phase that could be estimated."""
    from analysis import report  # noqa: PLC0415 (templates)

    folder.mkdir(parents=True, exist_ok=True)
    stem = f"did_{told.panel.code}_{told.panel.zone}"
    texts = {f"{stem}.md": report.text(told, stem), f"{stem}.csv": report.points(told)}
    for run in told.runs:
        if run.found and run.variant == "principal":
            title = f"{told.panel.code} · {told.panel.label}"
            texts[f"{stem}_{run.phase}.svg"] = picture.draw(
                run.found, title, PHASES[run.phase][0], report.axis(told.panel), told.panel.is_simulated
            )
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]


def _variants() -> dict[str, Callable[[pd.DataFrame], pd.DataFrame]]:
    """Samples by name; the first is the estimate, the others try how much it hangs on the sample."""
    return {
        "principal": lambda rows: rows,
        "sans témoins en ORT": lambda rows: rows[rows.cohort.notna() | ~rows.is_ort],
        "sans témoins voisins d'une ville du programme": _no_neighbours,
        "sans pondération": lambda rows: rows.assign(weight=1.0),
    }


def _no_neighbours(rows: pd.DataFrame) -> pd.DataFrame:
    """Without controls in an EPCI that holds a town of the programme: what spills over reaches them first."""
    held = rows.loc[rows.cohort.notna(), "epci"].unique()
    return rows[rows.cohort.notna() | ~rows.epci.isin(held)]


def _run(rows: pd.DataFrame, phase: str, variant: str, keep: Callable[[pd.DataFrame], pd.DataFrame]) -> Run:
    kept = keep(rows)
    kept = kept[(kept.cohort.isna() | (kept.phase == phase)) & (kept.year >= PHASES[phase][1])]
    try:
        return Run(phase, variant, estimate(kept))
    except AnalysisError as error:
        return Run(phase, variant, None, str(error))


def _since(rows: pd.DataFrame) -> tuple[float, float, int] | None:
    """Mean change from 2022 to the last year, of towns treated before and of controls (weighted); a description."""
    import numpy as np  # noqa: PLC0415

    last = int(rows.year.max())
    if last <= SINCE:
        return None
    rows = rows[rows.cohort.isna() | (rows.phase == "acte1")]
    wide = rows.pivot(index="town", columns="year", values="value")[[SINCE, last]].dropna()
    towns = rows.drop_duplicates("town").set_index("town").loc[wide.index]
    change, treated = wide[last] - wide[SINCE], towns.cohort.notna()
    if not treated.any() or treated.all():
        return None
    means = [float(np.average(change[side], weights=towns.weight[side])) for side in (treated, ~treated)]
    return means[0], means[1], last
