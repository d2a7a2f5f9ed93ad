"""A town's figures in a few sentences: what rose, what fell, against whom, and how sure that is."""

from collections import Counter
from collections.abc import Iterable
from itertools import islice

from pages import french
from pages.series import SURE, Series
from pages.store import Row

NAMED = 3


def sentences(name: str, core: list[Series], centre_rest: list[Row]) -> list[str]:
    """The headline of the town called `name`, from its core series and its centre beside the rest; never a judgement
    that a figure does not bear."""
    by_code = {one.code: one for one in core}
    told = [
        _stock(name, by_code.get("C01")),
        _centre(centre_rest),
        *_against_peers(core),
        _caution(core),
    ]
    return [one for one in told if one]


def _stock(name: str, storefronts: Series | None) -> str | None:
    if storefronts is None or storefronts.latest["value"] is None:
        return None
    latest, value = storefronts.latest, storefronts.value()
    said = f"{name} compte {value} fin {latest['period']}"
    change, peers = storefronts.change(), storefronts.change(name="peers_change_since_2022")
    if change is None:
        return f"{said}."
    said += f", soit {change} depuis fin 2022"
    if peers is not None:
        said += f" (médiane des villes comparables : {peers})"
    return f"{said}."


def _centre(centre_rest: Iterable[Row]) -> str | None:
    """How the centre's number of storefronts went, and the rest's."""
    row = next((row for row in centre_rest if row["indicator_code"] == "C01"), None)
    if row is None or row["change_since_2022_centre"] is None or row["change_since_2022_rest"] is None:
        return None
    centre, rest = (
        french.change(row[f"change_since_2022_{zone}"], 1, row["change_unit_fr"])
        for zone in ("centre", "rest")
    )
    weak = "" if {row["obs_status_centre"], row["obs_status_rest"]} <= SURE else ", à lire avec prudence"
    return f"Depuis 2022, le nombre de points de vente évolue de {centre} dans le cœur de ville et de {rest} dans le reste de la ville{weak}."


def _against_peers(core: Iterable[Series]) -> list[str]:
    """What went better and what went worse than in the median of peers, of the figures that bear it."""
    said = {"better": "mieux", "worse": "moins bien"}
    lines = []
    for way, words in said.items():
        names = [
            f"{french.inside(one.info['label_fr'])} ({one.change()} contre {one.change(name='peers_change_since_2022')})"
            for one in core
            if one.doubt is None
            and one.latest["change_against_peers"] == way
            and one.change() != one.change(name="peers_change_since_2022")
        ]
        if names:
            lines.append(_line(words, names))
    return lines


def _line(words: str, names: list[str]) -> str:
    more = len(names) - NAMED
    shown = list(islice(names, NAMED))
    if more > 0:
        shown.append("un autre indicateur" if more == 1 else f"{more} autres indicateurs")
    return f"Évoluent {words} que dans les villes comparables depuis 2022 : {french.listed(shown)}."


def _caution(core: Iterable[Series]) -> str | None:
    """Which core figures are not for plain use, by their status."""
    unsure = Counter(one.doubt for one in core if one.doubt)
    if not unsure:
        return None
    kinds = french.listed([f"{doubt} ({count})" for doubt, count in unsure.most_common()])
    which = "un indicateur clé" if unsure.total() == 1 else f"{unsure.total()} indicateurs clés"
    return f"À lire avec prudence, {which} : {kinds}."
