"""What an estimate says, in French words, with what it cannot say."""

import csv
import io
import math

from jinja2 import Environment, PackageLoader, StrictUndefined

from analysis.did import PHASES, SINCE, WEIGHTS, Study
from analysis.panel import Panel
from analysis.picture import number

# Below, effects before entry are too far from none for what follows entry to be read as an effect.
DOUBTFUL_P = 0.10


def text(told: Study, stem: str) -> str:
    """The report as Markdown; pictures are named from `stem`."""
    environment = Environment(
        loader=PackageLoader("analysis"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701 (Markdown, no HTML)
        keep_trailing_newline=True,
    )
    environment.filters |= {"number": number, "shown": lambda effect: shown(told.panel, effect)}
    return environment.get_template("did.md").render(
        told=told,
        panel=told.panel,
        stem=stem,
        phases={phase: name for phase, (name, _) in PHASES.items()},
        weighting=WEIGHTS[told.weighting],
        axis=axis(told.panel),
        since=SINCE,
        doubtful=DOUBTFUL_P,
    )


def points(told: Study) -> str:
    """Every point of every run as CSV: phase, sample, years since entry, effect and interval in the outcome's unit."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ["phase", "echantillon", "annees", "effet", "borne_basse", "borne_haute", "villes", "simule"]
    )
    for run in told.runs:
        for point in run.found.points if run.found else ():
            effect = (point.effect, point.low, point.high)
            line = [run.phase, run.variant, point.years, *effect, point.towns, told.panel.is_simulated]
            writer.writerow(line)
    return out.getvalue()


def axis(panel: Panel) -> str:
    """Unit of effects, as the picture shows them."""
    return (
        "Écart, en logarithme (0,01 ≈ 1 %)"
        if panel.is_log
        else f"Écart, en unités de l'indicateur ({panel.unit})"
    )


def shown(panel: Panel, effect: float) -> str:
    """An effect in a reader's unit: `+1,25 %` of a count, `−0,40` of a rate."""
    value = 100 * math.expm1(effect) if panel.is_log else effect
    sign = "+" if value > 0 else ""
    return f"{sign}{number(value)}{' %' if panel.is_log else ''}"
