"""Indicators of a territory from measures of its communes, as seed `indicator` and the legend of statuses define them."""

import math
import statistics
from dataclasses import dataclass, replace
from functools import cache, cached_property

from tests.independent import digital
from tests.independent.counts import YEARS, Counts
from tests.independent.figures import Figures
from tests.independent.homes import Homes
from tests.independent.mirror import seed
from tests.independent.mix import mix, specificity
from tests.independent.property import Property
from tests.independent.society import FEW_JOBS, FIRST, SECTORS_LEAST, Medians, Shift, growth_rate
from tests.independent.zones import LocatedShares

PUBLISHED = range(2017, 2027)
FAMILIES = 9
POOLED_BELOW, DIVERSE_FROM = 30, 20
WITHHELD_BELOW, FRAGILE_BELOW = 3, 20
COVERED, WELL_COVERED = 0.6, 0.8
WIDE_ABOVE = 0.1
BANDS_FROM = (10_000, 20_000, 50_000, 100_000)
SALES = {"flat_sales_3y", "business_premises_sales"}
# A change is as secret as the figure at either of its ends.
CHANGES = {"private_jobs_gained_5y": ("jobs_private", 5)}
GROUP_FROM = 15
HIDDEN = math.nan  # suppressed by the publisher; None is not known


@dataclass(frozen=True)
class Answer:
    """One value and what it is made of; nothing where it may not or cannot be shown."""

    status: str
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    units: float = math.inf  # it is about so many: few make it fragile
    known: float = 1.0  # share of the communes that it sums


class Measures:
    """One number by measure, commune, zone and year."""

    def __init__(self, counts: Counts, figures: Figures, sensitive: dict[str, bool], sold: Property) -> None:
        self.counts, self.sensitive, self.notices, self.sold = counts, sensitive, figures.notices, sold
        self.figures = {name: frame.to_dict("index") for name, frame in figures.by_measure.items()}
        self.shops: dict[tuple[str, int, str], int] = {}  # of OpenStreetMap, by centre, year and measure
        rows = seed("measure").to_dict("records")
        self.starts = {r["measure_code"]: int(r["years_after_start"]) for r in rows if r["years_after_start"]}

    def __call__(self, measure: str, commune: str, zone: str, year: int) -> float | None:
        if measure in self.starts:
            known = YEARS[0] + self.starts[measure] <= year <= YEARS[-1]
            return self.counts[commune, zone, year, measure] if known else None
        if measure in digital.MEASURES:
            return self.shops.get((commune, year, measure)) if zone == "centre" else None
        if measure in SALES:
            return self.sold(measure, commune, zone, year)
        found = self.figures[measure].get((commune, year))
        return found["value"] if found else None

    def is_estimated(self, measure: str, commune: str, year: int) -> bool:
        return measure in self.figures and bool(
            self.figures[measure].get((commune, year), {}).get("estimated")
        )


class Indicators(LocatedShares):
    """What the seeds say an indicator is, applied to a set of communes."""

    def __init__(self, measures: Measures, medians: Medians, shift: Shift, homes: Homes) -> None:
        self.measures, self.medians, self.shift, self.homes = measures, medians, shift, homes
        self.everywhere = sorted({code for code, _ in measures.figures["jobs_private"]})
        self.rows = {row["indicator_code"]: row for row in seed("indicator").to_dict("records")}
        self.units = {row["measure_code"]: row["units_measure"] for row in seed("measure").to_dict("records")}
        breaks = seed("series_break").to_dict("records")
        self.breaks = {(c, int(b["break_year"])) for b in breaks for c in b["indicator_codes"].split()}

    def of(self, code: str, communes: list[str], zone: str, year: int, territory: tuple[str, str]) -> Answer:
        """`communes` are those of the territory (level, code), all of them: one for a commune."""
        if self.rows[code]["model"] == "median":
            found = self.medians(*territory, year)
            if found is None:
                return Answer("O")
            status = "B" if (code, year) in self.breaks else "A"
            return Answer("Q") if math.isnan(found) else Answer(status, found)
        if code == "P10" and territory[0] == "commune":
            return Answer("O")
        row, is_commune = self.rows[code], len(communes) == 1
        if row["scope"] == "town" or zone != "all":
            communes = [commune for commune in communes if commune in self.measures.sensitive]
        if row["model"] == "land_jobs":
            answer = self._land_jobs(row, communes, year, territory[0])
        elif (published := self.homes.get((*territory, year))) and code == "A01":
            answer = self._published(row, *published)
        else:
            answer = getattr(self, f"_{row['model']}")(row, communes, zone, year)
        if answer.status not in ("A", "D", "E"):
            return answer
        coverage = min(answer.known, self.located(row, communes, zone, year))
        if coverage < COVERED:
            return Answer("O")
        about_a_centre = row["scope"] == "town" or zone != "all"
        shaky = about_a_centre and is_commune and self.measures.sensitive[communes[0]]
        status = self._graded(row, year, answer, is_fragile=shaky or coverage < WELL_COVERED)
        return Answer(status, answer.value, answer.numerator, answer.denominator)

    def _ratio(self, row: dict, communes: list[str], zone: str, year: int) -> Answer:
        below, is_commune = row["denominator_measure"], len(communes) == 1
        then = int(row["denominator_year"] or year - int(row["denominator_lag"] or 0))
        pairs = [(c, *self._pair(row, c, zone, year, then)) for c in communes]
        pairs = [(c, n, d) for c, n, d in pairs if n is not None and d is not None]
        if not pairs:
            return Answer("O")
        top, bottom = sum(n for _, n, _ in pairs), sum(d for _, _, d in pairs)
        if math.isnan(top) and not is_commune and row["indicator_code"] == "A01":
            return self._between_bounds(
                row, [c for c, _, _ in pairs], year, bottom, len(pairs) / len(communes)
            )
        if math.isnan(top + bottom):
            return Answer("Q")
        few_answer = self._is_secret(row, [c for c, _, _ in pairs], zone, (year, then))
        if below and bottom <= 0 and not few_answer:  # a flow may be published as -1 m²
            return Answer("M", None, top, bottom)
        if few_answer or (row["is_count_ratio"] == "true" and below and bottom < WITHHELD_BELOW):
            return Answer("Q")
        status = "E" if all(self._is_estimated(row, c, year, then) for c, _, _ in pairs) else "A"
        relation = top / bottom if below else top
        value = relation * float(row["multiplier"]) + float(row["shift"])
        units = bottom if row["is_count_ratio"] == "true" and below else math.inf
        known = len(pairs) / len(communes)
        return Answer(status, value, top, bottom if below else None, units, known)

    def _published(self, row: dict, top: float, bottom: float) -> Answer:
        return Answer("A", float(row["multiplier"]) * top / bottom, top, bottom, bottom)

    def _between_bounds(
        self, row: dict, communes: list[str], year: int, below: float, known: float
    ) -> Answer:
        """Secret parts make an estimate, in the middle of what they can be; wide, it is fragile."""
        low, high = (
            sum(self.measures(f"{row['numerator_measure']}_{side}", c, "all", year) for c in communes)
            for side in ("low", "high")
        )
        middle = (low + high) / 2
        is_wide = (high - low) / 2 > WIDE_ABOVE * middle
        units = 0 if is_wide else below
        return Answer("E", float(row["multiplier"]) * middle / below, middle, below, units, known)

    def _pair(
        self, row: dict, commune: str, zone: str, year: int, then: int
    ) -> tuple[float | None, float | None]:
        top = self.measures(row["numerator_measure"], commune, zone, year)
        below = row["denominator_measure"]
        return top, self.measures(below, commune, zone, then) if below else 0.0

    def _is_estimated(self, row: dict, commune: str, year: int, then: int) -> bool:
        top = self.measures.is_estimated(row["numerator_measure"], commune, year)
        return top or self.measures.is_estimated(row["denominator_measure"], commune, then)

    def _is_secret(self, row: dict, communes: list[str], zone: str, years: tuple[int, int]) -> bool:
        """Whether one or two answer for either side of it."""
        sides = list(zip((row["numerator_measure"], row["denominator_measure"]), years, strict=True))
        for side, year in sides[:]:
            of, back = CHANGES.get(side, (side, 0))
            sides += [(of, year), (of, year - back)]
        answering = [
            sum(self.measures(self.units[side], c, zone, year) or 0 for c in communes)
            for side, year in sides
            if self.units.get(side)
        ]
        return any(0 < units < WITHHELD_BELOW for units in answering)  # none at all is no secret

    def _growth(self, row: dict, communes: list[str], zone: str, year: int) -> Answer:
        if year - int(row["denominator_lag"]) < YEARS[0]:  # measures begin in 2012
            return Answer("O")
        level = self._ratio(row, communes, zone, year)
        if not level.value:
            return level
        rate = growth_rate(level.numerator, level.denominator, int(row["denominator_lag"]))
        return replace(level, value=rate)

    def _specialisation(self, row: dict, communes: list[str], zone: str, year: int) -> Answer:
        sides = [self._industry(communes, year), self._country(year)]
        if None in sides:
            return Answer("O")
        (mine, total, known), (theirs, country, _) = sides
        if math.isnan(mine + total + theirs + country):
            return Answer("Q")
        few = [
            self._few(measure, communes, year)
            for measure in ("jobs_industry", "jobs_private", "temporary_jobs")
        ]
        if any(few):
            return Answer("Q")
        if not total:
            return Answer("M", None, None, theirs / country)
        share, of_country = mine / total, theirs / country
        status = (
            "A"
            if len(communes) > 1 or not self.measures.is_estimated("jobs_private", communes[0], year)
            else "E"
        )
        return Answer(
            status, share / of_country, share, of_country, 0 if total < FEW_JOBS else math.inf, known
        )

    @cache  # noqa: B019 (one object for a file of tests)
    def _country(self, year: int) -> tuple[float, float, float] | None:
        return self._industry(self.everywhere, year)

    def _industry(self, communes: list[str], year: int) -> tuple[float, float, float] | None:
        names = ("jobs_industry", "jobs_private", "temporary_jobs")
        found = [[self.measures(name, c, "all", year) for name in names] for c in communes]
        found = [one for one in found if None not in one]
        if not found:
            return None
        industry, private, temporary = (sum(values) for values in zip(*found, strict=True))
        return industry, private - temporary, len(found) / len(communes)

    def _few(self, measure: str, communes: list[str], year: int) -> bool:
        units = sum(self.measures(self.units[measure], c, "all", year) or 0 for c in communes)
        return 0 < units < WITHHELD_BELOW

    def _shift(self, row: dict, communes: list[str], zone: str, year: int) -> Answer:
        now, base = ([self.measures("jobs_private", c, zone, y) for c in communes] for y in (year, FIRST))
        known = [pair for pair in zip(now, base, strict=True) if None not in pair]
        if not known or year <= FIRST:
            return Answer("O")
        if any(self._few("jobs_private", communes, y) for y in (year, FIRST)):
            return Answer("Q")
        start = sum(then for _, then in known)
        if not start:
            return Answer("M", None, round(sum(n for n, _ in known)), 0.0)
        if self.shift.sectors(communes, FIRST) < SECTORS_LEAST:
            return Answer("Q")
        local = self.shift.effects(communes, FIRST, year)[2]
        shared = all(self.measures.is_estimated("jobs_private", c, year) for c in communes)
        status = "E" if shared else "A"
        return Answer(
            status, 100 * local / round(start), local, round(start), math.inf, len(known) / len(communes)
        )

    def _survival(self, row: dict, communes: list[str], zone: str, year: int) -> Answer:
        def total(measure: str, years: range) -> float | None:
            found = [self.measures(measure, c, zone, y) for c in communes for y in years]
            return None if not found or None in found else sum(found)

        cohorts = range(year, year + 1)
        births = total(row["denominator_measure"], cohorts)
        if births is None:
            return Answer("O")
        status = "D" if births < POOLED_BELOW else "A"
        cohorts = range(year - 2, year + 1) if status == "D" else cohorts
        births, survivors = (total(row[f"{side}_measure"], cohorts) for side in ("denominator", "numerator"))
        if births == 0:
            return Answer("M", None, survivors, births)
        if births < WITHHELD_BELOW:
            return Answer("Q")
        return Answer(status, 100 * survivors / births, survivors, births, births)

    def _sale_price(self, row: dict, communes: list[str], zone: str, year: int) -> Answer:
        if len(communes) == 1 or self.measures(row["numerator_measure"], communes[0], zone, year) is None:
            return Answer("O")
        prices, median = self.measures.notices.median_price(set(communes), year)
        return Answer("O") if median is None else Answer("A", median, float(prices), None, prices)

    def _diversity(self, row: dict, communes: list[str], zone: str, year: int) -> Answer:
        families = [name for name in self.measures.starts if name.startswith("family_")]
        found = [[self.measures(f, c, zone, year) for c in communes] for f in families]
        if not communes or None in found[0]:
            return Answer("O")
        sums = [sum(family) for family in found]
        total = sum(sums)
        if not total:
            return Answer("M", None, 0.0, math.log(FAMILIES))
        if total < WITHHELD_BELOW:
            return Answer("Q")
        if total < DIVERSE_FROM:
            return Answer("O")
        entropy = -sum(n / total * math.log(n / total) for n in sums if n)
        return Answer("A", entropy / math.log(FAMILIES), entropy, math.log(FAMILIES))

    def _watch_list(self, row: dict, communes: list[str], zone: str, year: int) -> Answer:
        found = [self._pair(row, c, zone, year, year) for c in communes]
        if not found or None in found[0]:
            return Answer("O")
        top, bottom = (sum(side) for side in zip(*found, strict=True))
        if not bottom:
            return Answer("M", None, top, bottom)
        return Answer("Q") if bottom < WITHHELD_BELOW else Answer("A", 100 * top / bottom, top, bottom)

    def _specificity(self, row: dict, communes: list[str], zone: str, year: int) -> Answer:
        families = [name for name in self.measures.starts if name.startswith("family_")]

        def shops(town: str) -> list[float | None]:
            return [self.measures(family, town, zone, year) for family in families]

        (town,) = communes
        if None in shops(town):
            return Answer("O")
        total = sum(shops(town))
        if self.band(town) is None:
            return Answer("M", None, None, total)
        peers = [shops(one) for one in self.measures.sensitive if self.band(one) == self.band(town)]
        middle = mix([one for one in peers if sum(one) >= DIVERSE_FROM])
        if middle is None:
            return Answer("O")
        if not total:
            return Answer("M", None, None, 0.0)
        if total < DIVERSE_FROM:
            return Answer("Q" if total < WITHHELD_BELOW else "O")
        share = specificity(shops(town), middle)
        return Answer("A", 100 * share, share * total, total)

    def band(self, commune: str) -> int | None:
        """Number of the bounds that its population of the last known year reaches; None when it is unknown."""
        populations = self.measures.figures["population"]
        found = populations.get((commune, self._last_population))
        return sum(found["value"] >= bound for bound in BANDS_FROM) if found else None

    @cached_property
    def _last_population(self) -> int:
        return max(year for _, year in self.measures.figures["population"])

    def _gap(self, row: dict, communes: list[str], zone: str, year: int) -> Answer:
        index, units = {}, math.inf
        for part in ("centre", "rest"):
            now, base = ([self.measures("storefronts", c, part, y) for c in communes] for y in (year, 2022))
            if not communes or None in now:
                return Answer("O")
            index[part], units = 100 * sum(now) / sum(base) if sum(base) else None, min(units, sum(base))
        if not units:
            return Answer("M", None, index["centre"], index["rest"])
        if units < WITHHELD_BELOW:
            return Answer("Q")
        return Answer("A", index["centre"] - index["rest"], index["centre"], index["rest"], units)

    def _flat_price(self, row: dict, communes: list[str], zone: str, year: int) -> Answer:
        told = [(c, self.measures("flat_sales_3y", c, zone, year)) for c in communes]
        known = [(c, n) for c, n in told if n is not None]
        sales = sum(n for _, n in known)
        if not known or 0 < sales < 20:
            return Answer("O")
        if not sales:
            return Answer("M", None, None, 0.0)
        median = self.measures.sold.median([c for c, _ in known], zone, year)
        return Answer("A", median, None, float(sales), known=len(known) / len(communes))

    def _land_jobs(self, row: dict, communes: list[str], year: int, level: str) -> Answer:
        """Among all territories of its level that the figures hold and of its band of population."""
        land, area, gained, known = self._land(row, communes, year)
        if not known:
            return Answer("O")
        if math.isnan(gained) or self._is_secret(row, communes, "all", (year, year)):
            return Answer("Q")
        band = self._band(communes)
        if level not in self.groups or band is None:
            return Answer("M", None, land, gained)
        group = [share for of, share in self._shares(row["indicator_code"], year, level) if of == band]
        if len(group) < GROUP_FROM:
            return Answer("O")
        is_much = land / area > statistics.median(group)
        return Answer("A", (1 if gained > 0 else 3) + is_much, land, gained, known=known)

    @cache  # noqa: B019 (as above)
    def _shares(self, code: str, year: int, level: str) -> list[tuple[int, float]]:
        """Band and share of land taken of every territory of a level of which it is known."""
        members = self.groups[level]
        told = [
            (self._band(of), self._land(self.rows[code], of, year))
            for of in members
            if self._band(of) is not None
        ]
        return [(band, land / area) for band, (land, area, _, known) in told if known]

    def _land(self, row: dict, communes: list[str], year: int) -> tuple[float, float, float, float]:
        """Land taken, area, jobs gained, of the communes of which all three are known; the share of these."""
        terms = (row["numerator_measure"], "land_area_m2", row["denominator_measure"])
        told = [[self.measures(term, commune, "all", year) for term in terms] for commune in communes]
        known = [one for one in told if None not in one]
        land, area, gained = (sum(of) for of in zip(*known, strict=True)) if known else (0.0, 0.0, 0.0)
        return land, area, gained, len(known) / len(communes)

    def _band(self, communes: list[str]) -> int | None:
        people = [self._people[commune] for commune in communes if commune in self._people]
        return sum(sum(people) >= least for least in BANDS_FROM) if people else None

    @cached_property
    def _people(self) -> dict[str, float]:
        """Latest population of each commune."""
        latest: dict[str, float] = {}
        for (commune, _), one in sorted(self.measures.figures["population"].items(), key=lambda e: e[0][1]):
            latest[commune] = one["value"]
        return latest

    @cached_property
    def groups(self) -> dict[str, list[list[str]]]:
        """Communes of each territory of the levels whose territories are compared; of communes, themselves."""
        return {"commune": [[commune] for commune in self._people]}

    def located(self, row: dict, communes: list[str], zone: str, year: int) -> float:
        """Share of the storefronts (establishments) of the towns whose place is known, for figures about it."""
        if (row["scope"] != "town" and zone == "all") or row["coverage_measure"] in digital.MEASURES:
            return 1.0
        parts = [
            sum(self.measures(row["coverage_measure"], c, part, year) or 0 for c in communes)
            for part in ("centre", "rest", "unlocated")
        ]
        return 1 - parts[2] / sum(parts) if sum(parts) else 0.0

    def _graded(self, row: dict, year: int, answer: Answer, *, is_fragile: bool) -> str:
        always = row["model"] == "watch_list" or row["indicator_code"] in digital.ALWAYS_FRAGILE
        if is_fragile or always or answer.units < FRAGILE_BELOW:
            return "U"
        if row["is_experimental"] == "true":
            return "G"
        if (row["indicator_code"], year) in self.breaks:
            return "B"
        provisional = int(row["provisional_years"])
        if provisional and 0 <= self._last_year(row) - year < provisional:
            return "P"
        return answer.status

    def _last_year(self, row: dict) -> int:
        measure = row["numerator_measure"]
        assert measure, "only a measure's last year is provisional"
        if measure in self.measures.starts:
            return YEARS[-1]
        if measure in SALES:
            return max(year for _, year in self.measures.sold.covered)
        return max(year for _, year in self.measures.figures[measure])
