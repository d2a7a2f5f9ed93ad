"""A town's figures in a few sentences: what rose, what fell, against whom, and how sure that is."""

from collections import Counter
from collections.abc import Iterable
from itertools import islice

from pages.series import SURE, Series
from pages.store import Row
from warehouse import french

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
    """How many storefronts the town has, and what became of them, beside its peers."""
    if storefronts is None or storefronts.latest["value"] is None:
        return None
    latest, unit = storefronts.latest, storefronts.info["change_unit_fr"]
    verb = "comptent" if name.startswith("Les ") else "compte"
    said = f"{name} {verb} {storefronts.value()} fin {latest['period']}"
    if latest["change_since_2022"] is None:
        return f"{said}."
    said += f" ; leur nombre {french.moved(latest['change_since_2022'], 1, unit)} depuis fin 2022"
    peers = storefronts.change(name="peers_change_since_2022")
    return f"{said} (médiane des villes comparables : {peers})." if peers else f"{said}."


def _centre(centre_rest: Iterable[Row]) -> str | None:
    """How the centre's number of storefronts went, and the rest's."""
    row = next((row for row in centre_rest if row["indicator_code"] == "C01"), None)
    if row is None or row["change_since_2022_centre"] is None or row["change_since_2022_rest"] is None:
        return None
    centre, rest = (
        french.moved(row[f"change_since_2022_{zone}"], 1, row["change_unit_fr"])
        for zone in ("centre", "rest")
    )
    is_sure = {row["obs_status_centre"], row["obs_status_rest"]} <= SURE
    caution = "" if is_sure else " ; ces deux chiffres sont à lire avec prudence"
    return f"Dans le cœur de ville, ce nombre {centre} ; dans le reste de la ville, il {rest}{caution}."


def _against_peers(core: Iterable[Series]) -> list[str]:
    """What went better and what went worse than in the median of peers, of the figures that bear it."""
    told = {"better": "mieux", "worse": "moins bien"}
    lines = []
    for way, words in told.items():
        names = [
            f"{french.inside(one.info['label_fr'])} ({_both(one)})"
            for one in core
            if one.bears_comparison and one.latest["change_against_peers"] == way and one.code != "C01"
        ]
        if names:
            lines.append(_line(words, names))
    return lines


def _both(one: Series) -> str:
    """A change and its peers', and what is to be kept in mind of it."""
    told = f"{one.change()} contre {one.change(name='peers_change_since_2022')}"
    return f"{told}, chiffre provisoire" if one.latest["obs_status"] == "P" else told


def _line(words: str, names: list[str]) -> str:
    more = len(names) - NAMED
    shown = list(islice(names, NAMED))
    if more > 0:
        shown.append("un autre indicateur" if more == 1 else f"{more} autres indicateurs")
    verb = "Évolue" if len(names) == 1 else "Évoluent"
    return f"{verb} {words} que dans les villes comparables depuis 2022 : {french.listed(shown)}."


def _caution(core: list[Series]) -> str | None:
    """How many of the core figures are not for plain use, and why."""
    unsure = Counter(one.doubt.replace(" : ", ", ") for one in core if one.doubt)
    if not unsure:
        return None
    kinds = french.listed([f"{doubt} ({count})" for doubt, count in unsure.most_common()])
    verb = "est" if unsure.total() == 1 else "sont"
    return f"Sur {len(core)} indicateurs clés, {unsure.total()} {verb} à lire avec prudence : {kinds}."
