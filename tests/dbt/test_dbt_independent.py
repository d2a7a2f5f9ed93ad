"""Towns of a simulated country, whole from files to indicators, against the second opinion of `tests.independent`."""

import json
import math
import os
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psycopg
import pyarrow.parquet as pq
import pytest

from centres.draw import draw
from exports.write import write as export
from ingestion import walk
from ingestion.registry import sources
from local.check import check
from peers.draw import draw as draw_peers
from sample.mirror import TODAY
from sample.publishers import lovac
from sample.world import World
from tests.dbt.conftest import Dbt, read_what_stands
from tests.independent import comparison, indicators, mix
from tests.independent.attack import Attack, Range, found_out, narrowed
from tests.independent.indicators import Indicators
from tests.independent.shift_attack import Published
from tests.independent.town import Perimeter, second_opinion
from tests.ingestion.conftest import keeps
from warehouse.release import release
from warehouse.settings import Settings

pytestmark = [pytest.mark.integration, pytest.mark.timeout(1500)]  # the fixtures' work counts in it

SCALE = 0.05
SOURCES = {
    "arcep",
    "cerema_empcom",
    "cerema_cartofriches",
    "bodacc",
    "cerema_enaf",
    "cerema_fusac",
    "dares_defm",
    "dgcl_epci",
    "dvf",
    "etalab_contours",
    "insee_cog",
    "insee_filosofi",
    "insee_flores",
    "insee_population",
    "insee_rp",
    "insee_side",
    "lovac",
    "osm_banco",
    "programmes",
    "sdes_sitadel",
    "sirene",
    "sirene_geolocalisation",
    "urssaf",
}
PREPARED = ("+exposure:town_centres", "+exposure:peer_groups")
BUILT = (
    "fct_measure",
    "+fct_indicator_value",
    "+bridge_peer_group",
    "+mart_benchmark",
    "+mart_rank",
    "+dim_territory",
    "+dim_indicator",
    "+fct_pulse",
)
# A plain town, one that another commune joined, one overseas.
TOWNS = ("89024", "69149", "97213")
# No towns of the barometer: a city of districts, and the parts of a commune that was split.
OTHERS = ("69123", "85084", "85165", "85212")
EPCI = "200067114"  # Auxerre and around
COUNTRY = ("france", "FR")
LEVELS_OF_ONE = {("epci", "200071165"): {"P10"}}
# In territories of so small a country one or two answer for industry, few businesses change hands.
ONLY = {COUNTRY: {"P02", "T04", "T06"}, **LEVELS_OF_ONE}
# No centre of so small a country has twenty shops: compared with lower thresholds, below.
NO_VALUE = {"C16"}


def same(ours: float | None, theirs: float | None) -> bool:
    if ours is None or theirs is None:
        return ours is theirs
    return math.isclose(ours, theirs, rel_tol=1e-12, abs_tol=1e-12)


@pytest.fixture(scope="module")
def mirror(simulated: Callable[..., Path]) -> Path:
    return simulated(scale=SCALE)


@pytest.fixture(scope="module")
def built(mirror: Path, dbt: Dbt, warehouse: psycopg.Connection) -> psycopg.Connection:
    settings = replace(dbt.settings, mirror=str(mirror))
    for source in sources():
        for resource in source.resources if source.name in SOURCES else ():
            for landed in walk.fetch(source.name, resource.name, settings):
                walk.load(landed, settings, keeps)
    read_what_stands(warehouse)
    only = ("--exclude-resource-type", "unit_test", "--exclude-resource-type", "test")
    dbt("build", "--select", *PREPARED, *only)
    draw(settings)
    draw_peers(settings)
    dbt("build", "--select", *BUILT, "--exclude", *PREPARED, *only)
    return warehouse


Territories = dict[tuple[str, str], list[str]]


@pytest.fixture(scope="module")
def every_territory(built: psycopg.Connection) -> Territories:
    """Communes of each territory."""
    found: Territories = defaultdict(list)
    query = "select territory_level, territory_code, code_commune from intermediate.int_territory_membership"
    for level, code, commune in built.execute(query):
        found[level, code].append(commune)
    return found


@pytest.fixture(scope="module")
def territories(every_territory: Territories) -> Territories:
    """Those that are compared: some of each kind, or with EVERY_TERRITORY=1 all, which takes five minutes more."""
    if os.environ.get("EVERY_TERRITORY"):
        return every_territory
    chosen = (*(("commune", code) for code in (*TOWNS, *OTHERS)), ("epci", EPCI), COUNTRY, *LEVELS_OF_ONE)
    return {of: every_territory[of] for of in chosen}


@pytest.fixture(scope="module")
def opinion(mirror: Path, built: psycopg.Connection, every_territory: Territories) -> Indicators:
    drawn = built.execute(
        "select code_commune, geometry, is_sensitive from centre.perimeter where is_current"
    )
    perimeters = {code: Perimeter(geometry, sensitive) for code, geometry, sensitive in drawn}
    assert set(TOWNS) <= set(perimeters)
    made = second_opinion(mirror, set(every_territory[COUNTRY]), perimeters)
    for (level, _), members in every_territory.items():
        if level in ("epci", "departement", "region"):
            made.groups.setdefault(level, []).append(members)
    return made


def test_every_figure_equals_the_second_opinion(
    built: psycopg.Connection, territories: Territories, every_territory: Territories, opinion: Indicators
) -> None:
    shown: dict[str, int] = {}
    for (level, code), members in territories.items():
        rows = built.execute(
            "select indicator_code, zone, period, obs_status, status_reason, value, numerator, denominator"
            " from marts_candidate.fct_indicator_value where territory_level = %s and territory_code = %s",
            (level, code),
        ).fetchall()
        for indicator, zone, period, status, reason, *figures in rows:
            if len(territories) < len(every_territory) and indicator not in ONLY.get(
                (level, code), {indicator}
            ):
                continue
            if reason == "secondary":  # what that is good for is asked of all published figures below
                assert (status, figures) == ("Q", [None] * 3)
                continue
            found = opinion.of(indicator, members, zone, period, (level, code))
            ours = (found.value, found.numerator, found.denominator)
            where = (code, indicator, zone, period)
            assert found.status == status, (where, figures, found)
            assert all(map(same, ours, figures)), (where, figures, found)
            shown[indicator] = shown.get(indicator, 0) + (found.value is not None)
    assert set(shown) == set(opinion.rows)
    assert {indicator for indicator, values in shown.items() if not values} == NO_VALUE


def test_the_pulse_of_shops_and_property_equals_the_second_opinion(
    built: psycopg.Connection, opinion: Indicators
) -> None:
    pulse = opinion.measures.pulse
    events, towns = ({cell[side] for cell in pulse.rows} for side in (0, 1))
    assert set(TOWNS) <= towns
    rows = built.execute(
        "select event, code_commune, zone, month, events, priced_events, median_price, is_provisional"
        " from marts_candidate.fct_pulse where event = any(%s) and code_commune = any(%s)",
        [list(events), list(towns)],
    ).fetchall()
    ours = {row[:4]: row[4:] for row in rows}
    assert set(ours) == set(pulse.rows)
    for cell, told in pulse.rows.items():
        number, priced, median, provisional = ours[cell]
        theirs = (told.events, told.priced, told.is_provisional)
        assert (number, priced, provisional) == theirs, (cell, ours[cell], told)
        assert same(median, told.median), (cell, ours[cell], told)
    happened = Counter((event, zone) for (event, _, zone, _), told in pulse.rows.items() if told.events)
    assert set(happened) == {cell[::2] for cell in pulse.rows}, "each kind of event, in each of its zones"


def test_prices_of_the_pulse_equal_the_second_opinion(built: psycopg.Connection, opinion: Indicators) -> None:
    """So small a country has too few sales a month for a median: the prices themselves."""
    pulse = opinion.measures.pulse
    rows = built.execute(
        "select event, code_commune, 'all', month, array_agg(price::float order by price)"
        " from intermediate.int_pulse_event where event in ('flat_sale', 'premises_sale') and price is not null"
        " group by event, code_commune, month"
    ).fetchall()
    ours = {row[:4]: row[4] for row in rows if row[:4] in pulse.rows}
    theirs = {
        cell: sorted(price for price in sales if price is not None)
        for cell, sales in pulse.prices.items()
        if cell in pulse.rows
    }
    assert set(ours) == {cell for cell, prices in theirs.items() if prices}
    for cell, prices in ours.items():
        assert prices == pytest.approx(theirs[cell], rel=1e-12), cell
    assert {event for event, *_ in ours} == {"flat_sale", "premises_sale"}


# LOVAC tells Lyon by district.
LYON, DISTRICT = "69123", "6938"


@pytest.fixture(scope="module")
def homes() -> dict[str, lovac.ByYear]:
    """What the simulated publisher of LOVAC knows of each commune or district, before secrecy."""
    world = World(seed=20, scale=SCALE, today=TODAY, with_csv=False)
    return {place.com: by_year for place, by_year in lovac.truth(world)}


Parts = dict[tuple[str, str], set[str]]


@pytest.fixture(scope="module")
def parts(built: psycopg.Connection, homes: dict[str, lovac.ByYear]) -> Parts:
    """Communes and districts of each larger territory, as LOVAC's file has them."""
    found: Parts = defaultdict(set)
    rows = built.execute(
        "select territory_level, territory_code, code_commune from intermediate.int_territory_membership"
        " where territory_level <> 'commune'"
    )
    for level, code, commune in rows:
        found[level, code] |= {
            one for one in homes if one == commune or (commune == LYON and one[:4] == DISTRICT)
        }
    return {key: codes for key, codes in found.items() if codes}


def test_a01_has_a_value_everywhere_and_its_interval_holds_the_truth(
    built: psycopg.Connection, homes: dict[str, lovac.ByYear], parts: Parts
) -> None:
    rows = built.execute(
        "select territory_level, territory_code, period - 2000, value, ci_low, ci_high"
        " from marts_candidate.fct_indicator_value"
        " where indicator_code = 'A01' and territory_level <> 'commune' and period between 2021 and 2026"
    ).fetchall()
    told = [(parts[level, code], *rest) for level, code, *rest in rows if (level, code) in parts]
    assert [row for row in told if row[2] is None] == []
    held = []
    for codes, year, _, low, high in told:
        of = [homes[code] for code in codes]
        truth = sum(one[year].vacant_2_years for one in of) / sum(one[year - 1].total for one in of)
        held.append(low - 1e-9 <= 100 * truth <= high + 1e-9)
    assert len(held) > 500
    assert sum(held) >= 0.95 * len(held)


def _sums_of_secrets(
    built: psycopg.Connection, query: str, year: int, parts: Parts, known: dict[str, float], secret: set[str]
) -> list[tuple[set[str], float, float]]:
    """Of each row (level, code, least, most): its secret parts, and the bounds of their sum."""
    found = []
    for level, code, low, high in built.execute(query, [year]).fetchall():
        rest = sum(known[part] for part in parts.get((level, code), set()) & set(known))
        if members := parts.get((level, code), set()) & secret:
            found.append((members, float(low) - rest, float(high) - rest))
    return found


@pytest.mark.parametrize("year", [2021, 2026])
def test_nothing_published_here_tells_more_of_secret_homes_than_their_publisher(
    built: psycopg.Connection, homes: dict[str, lovac.ByYear], parts: Parts, year: int
) -> None:
    rows = built.execute(
        "select code_commune, logements_vacants_2_ans, coalesce(logements_vacants, 0) from staging.stg_lovac__commune"
        " where annee = %s",
        [year],
    ).fetchall()
    known = {code: float(told) for code, told, _ in rows if told is not None}
    # The simulated publisher hides a zero, the real one prints it: such a cell is no case of ours.
    zeros = {code for code, told, _ in rows if told is None and not homes[code][year - 2000].vacant_2_years}
    hidden: dict[str, Range] = {
        code: (code not in zeros, max(10, float(vacant) - 1)) for code, told, vacant in rows if told is None
    }
    levels = (
        "select territory_level, territory_code, value, value from intermediate.int_figure_level"
        " where measure_code = 'homes_vacant_2y' and annee = %s"
    )
    ours = (
        "select territory_level, territory_code, ci_low * denominator / 100, ci_high * denominator / 100"
        " from marts_candidate.fct_indicator_value where indicator_code = 'A01' and period = %s"
        " and territory_level in ('epci', 'programme', 'population_band') and value is not null"
    )
    publisher, everybody, careless = Attack(hidden), Attack(hidden), Attack(hidden)
    for members, low, high in _sums_of_secrets(built, levels, year, parts, known, set(hidden)):
        for attack in (publisher, everybody, careless):
            attack.learn(dict.fromkeys(members, 1.0), low, high)
    estimates = _sums_of_secrets(built, ours, year, parts, known, set(hidden))
    assert len(estimates) > 20
    for members, low, high in estimates:
        if not members & zeros:
            everybody.learn(dict.fromkeys(members, 1.0), low - 1e-6, high + 1e-6)
        true = sum(homes[code][year - 2000].vacant_2_years for code in members)
        careless.learn(dict.fromkeys(members, 1.0), true, true)
    before, after = publisher.ranges(), everybody.ranges()
    assert narrowed(before, after, by=1e-4) == set()
    assert found_out(after) == found_out(before)
    assert found_out(careless.ranges()) > found_out(before), "true sums would give cells away"


# How many cells a careless publisher would give away, at least. No agency of temporary work is simulated: their jobs,
# which follow the same path, have nothing to attack.
MEASURES = {
    "jobs_private": 20,
    "jobs_proximity": 20,
    "jobs_industry": 20,
    "flores_jobs": 1,
    "flores_jobs_productive": 1,
}
Told = dict[tuple[str, str], tuple[float | None, str | None]]


@pytest.fixture(scope="module")
def jobs(built: psycopg.Connection) -> dict[tuple[str, int], Told]:
    """Of each measure of jobs and year, what is published of each territory: its value, and why it has none."""
    found: dict[tuple[str, int], Told] = defaultdict(dict)
    rows = built.execute(
        "select measure_code, period, territory_level, territory_code, value, status_reason"
        " from marts_candidate.fct_measure where measure_code = any(%s)",
        [list(MEASURES)],
    )
    for measure, year, level, code, value, reason in rows:
        found[measure, year][level, code] = (value, reason)
    return found


def test_indicators_show_no_jobs_that_measures_withhold(built: psycopg.Connection, jobs: dict) -> None:
    sides = built.execute(
        "select side.measure, side.year, territory_level, territory_code, side.shown"
        " from marts_candidate.fct_indicator_value join staging.indicator using (indicator_code) cross join lateral"
        " (values (numerator_measure, period, numerator),"
        " (denominator_measure, coalesce(denominator_year, period - denominator_lag), denominator))"
        " as side (measure, year, shown) where side.measure = any(%s) and side.shown is not null",
        [list(MEASURES)],
    ).fetchall()
    assert len(sides) > 5000
    for measure, year, level, code, shown in sides:
        assert jobs[measure, year][level, code][0] == shown, (measure, year, level, code)


Cells = dict[str, tuple[float, float]]


@pytest.fixture(scope="module")
def cells(built: psycopg.Connection) -> dict[tuple[str, int], Cells]:
    """Jobs and employers of each commune, before anything is withheld."""
    found: dict[tuple[str, int], Cells] = defaultdict(dict)
    rows = built.execute(
        "select held.measure_code, held.annee, held.code_commune, held.value::float, units.value::float"
        " from intermediate.int_measure as held join staging.measure using (measure_code)"
        " join intermediate.int_measure as units on units.measure_code = units_measure"
        " and (units.code_commune, units.annee) = (held.code_commune, held.annee) where held.measure_code = any(%s)",
        [list(MEASURES)],
    )
    for measure, year, code, *figures in rows:
        found[measure, year][code] = tuple(figures)
    return found


def _found(cells: Cells, hidden: set[str], sums: list[set[str]]) -> set[str]:
    """Of the hidden, what is known to within half a job: each employer has one at least, and these sums are told."""
    attack = Attack({code: (cells[code][1], math.inf) for code in hidden})
    for members in sums:
        total = sum(cells[code][0] for code in members & hidden)
        attack.learn(dict.fromkeys(members & hidden, 1.0), total, total)
    return attack.found_out({code: [code] for code in hidden})


@pytest.mark.parametrize("measure", MEASURES)
def test_jobs_that_few_answer_for_cannot_be_told_from_all_that_is_published(
    built: psycopg.Connection, jobs: dict, cells: dict, measure: str
) -> None:
    members: Parts = defaultdict(set)
    query = "select territory_level, territory_code, code_commune from intermediate.int_territory_membership"
    for level, code, commune in built.execute(query):
        members[level, code].add(commune)
    careless = 0
    for year in sorted(year for name, year in jobs if name == measure):
        told: Told = {key: row for key, row in jobs[measure, year].items() if key[0] != "commune"}
        why = {code: row[1] for (level, code), row in jobs[measure, year].items() if level == "commune"}
        few = {code for code, reason in why.items() if reason == "few_units"}
        hidden = few | {code for code, reason in why.items() if reason == "secondary"}
        assert few == {code for code, (_, units) in cells[measure, year].items() if 0 < units < 3}
        shown = [members[key] for key, (value, _) in told.items() if value is not None]
        assert _found(cells[measure, year], hidden, shown) & few == set(), year
        unprotected = [members[key] for key, (_, reason) in told.items() if reason != "few_units"]
        careless += len(_found(cells[measure, year], few, unprotected))
    assert careless >= MEASURES[measure], "without the figures withheld besides, some would be found"


@pytest.mark.parametrize("base", [2017, 2022])
def test_jobs_that_few_answer_for_cannot_be_told_from_effects_of_a_shift_share(
    built: psycopg.Connection, base: int
) -> None:
    published = Published(built, base)
    assert len(published.hidden) > 100
    assert {level for level, *_ in published.effects} > {"commune", "epci", "departement"}
    assert published.attack().found_out() == set()
    assert published.attack(is_exact=True).found_out(), "effects to the last digit would tell some"


# Five towns to compare: of the programme and not, one overseas.
FIVE = (*TOWNS, "47001", "69029")
Figures = dict[tuple[str, str, int], dict[str, float]]


@pytest.fixture(scope="module")
def groups(built: psycopg.Connection) -> dict[tuple[str, str], set[str]]:
    """Towns in scope of each group, by dim_territory and bridge_peer_group; of peers, without their town."""
    found: Parts = defaultdict(set)
    query = "select territory_code, population_band, departement_code, is_acv, is_pvd, is_ort from marts_candidate.dim_territory where territory_level = 'commune' and is_in_scope"
    for code, band, departement, *programmes in built.execute(query):
        found["population_band", band].add(code)
        found["departement", departement].add(code)
        for name, is_member in zip(("acv", "pvd", "ort"), programmes, strict=True):
            if is_member:
                found["programme", name].add(code)
    for code, variant, peer in built.execute(
        "select code_commune, variant, peer_code_commune from marts_candidate.bridge_peer_group"
    ):
        kind = "peers" if variant == "all" else "peers_never_in_programme"
        found[kind, code].add(peer)
    return found


def test_peers_of_five_towns_are_those_of_another_path(
    built: psycopg.Connection, groups: dict, opinion: Indicators
) -> None:
    facts = built.execute(
        "select code_commune, stratum, was_in_programme from intermediate.int_peer_town"
    ).fetchall()
    stratum = {code: side for code, side, _ in facts}
    allowed = {"all": set(stratum), "never_in_programme": {code for code, _, was_in in facts if not was_in}}
    weights = dict(
        built.execute("select variable, weight::float from staging.peer_variable where version = 1")
    )
    values = comparison.variables(built, stratum, opinion.medians.of_towns(2017))
    assert sum("living_standard" in one for one in values.values()) > len(values) / 2
    query = "select peer_code_commune, distance from intermediate.int_peer_group where code_commune = %s and variant = %s order by rank"
    shown = "select distance from marts_candidate.bridge_peer_group where code_commune = %s and variant = %s order by rank"
    for town in FIVE:
        for variant, pool in allowed.items():
            ours = built.execute(query, [town, variant]).fetchall()
            theirs = comparison.peers(values, weights, stratum, pool, town)
            assert [code for code, _ in ours] == [code for code, _ in theirs], (town, variant)
            assert [far for _, far in ours] == pytest.approx([far for _, far in theirs], abs=1e-7)
            told = [far for (far,) in built.execute(shown, [town, variant])]
            assert told == pytest.approx([far for _, far in theirs], abs=0.05 + 1e-7)
            assert all(round(far, 1) == far for far in told)
            assert len(ours) == 15 or stratum[town] == "overseas"


@pytest.fixture(scope="module")
def figures(built: psycopg.Connection) -> Figures:
    """Values of each indicator, zone and year by commune."""
    found: Figures = defaultdict(dict)
    query = "select indicator_code, zone, period, territory_code, value from marts_candidate.fct_indicator_value where territory_level = 'commune' and value is not null"
    for indicator, zone, period, code, value in built.execute(query):
        found[indicator, zone, period][code] = value
    return found


def test_quartiles_of_the_groups_of_five_towns_are_those_of_another_path(
    built: psycopg.Connection, groups: dict, figures: Figures
) -> None:
    chosen = {key for key, members in groups.items() if set(FIVE) & members} | {
        (kind, town) for kind in ("peers", "peers_never_in_programme") for town in FIVE
    }
    rows = built.execute(
        "select indicator_code, zone, period, group_kind, group_code, members_with_value, first_quartile, median,"
        " third_quartile from marts_candidate.mart_benchmark"
    )
    seen = 0
    for *cell, kind, code, members, low, middle, high in rows:
        if (kind, code) in chosen:
            told = [figures[tuple(cell)][one] for one in groups[kind, code] if one in figures[tuple(cell)]]
            assert members == len(told), (cell, kind, code)
            expected = comparison.quartiles(told)
            assert all(map(same, (low, middle, high), expected)), (cell, kind, code)
            seen += members > 0
    assert seen > 5000


def test_ranks_of_five_towns_are_those_of_another_path(
    built: psycopg.Connection, groups: dict, figures: Figures
) -> None:
    direction = dict(built.execute("select indicator_code, direction from marts_candidate.dim_indicator"))
    rows = built.execute(
        "select indicator_code, zone, period, group_kind, group_code, code_commune, rank, ranked_among, percentile"
        " from marts_candidate.mart_rank where code_commune = any(%s)",
        [list(FIVE)],
    )
    ranked = 0
    for *cell, kind, code, town, rank, among, percentile in rows:
        known = figures[tuple(cell)]
        others = [known[one] for one in groups[kind, code] - {town} if one in known]
        expected = comparison.place(known[town], others, direction[cell[0]])
        assert (rank, among) == expected[:2], (cell, kind, code, town)
        assert percentile == (None if rank is None else pytest.approx(expected[2], rel=1e-12))
        ranked += rank is not None
    assert ranked > 1000


def test_removing_a_town_changes_only_the_groups_it_was_in(built: psycopg.Connection, dbt: Dbt) -> None:
    gone = FIVE[0]
    cells = "indicator_code, zone, period, group_kind, group_code"
    tables = {
        "int_benchmark": f"{cells}, members, members_with_value, first_quartile, median, third_quartile, median_change",
        "int_rank": f"{cells}, code_commune, rank, ranked_among, percentile",
    }
    before = {
        name: set(built.execute(f"select {columns} from intermediate.{name}"))
        for name, columns in tables.items()
    }
    query = (
        "select group_kind, group_code, is_own from intermediate.int_compared_group where code_commune = %s"
    )
    its = built.execute(query, [gone]).fetchall()
    # A town has no part in the median of its own peers.
    expected = {"int_benchmark": {row[:2] for row in its if not row[2]}, "int_rank": {row[:2] for row in its}}
    built.execute("delete from intermediate.int_town_value where code_commune = %s", [gone])
    dbt("run", "--select", *tables)
    for name, columns in tables.items():
        after = set(built.execute(f"select {columns} from intermediate.{name}"))
        assert {row[3:5] for row in before[name] ^ after} == expected[name], name


FEW_SHOPS, SMALL_GROUP = 5, 5


def test_specificity_of_all_centres_equals_the_second_opinion_with_lower_thresholds(
    built: psycopg.Connection, dbt: Dbt, opinion: Indicators, monkeypatch: pytest.MonkeyPatch
) -> None:
    thresholds = {"fragile_below": FEW_SHOPS, "group_from": SMALL_GROUP}
    dbt("run", "--select", "int_indicator_specificity", "--vars", json.dumps(thresholds))
    monkeypatch.setattr(indicators, "DIVERSE_FROM", FEW_SHOPS)
    monkeypatch.setattr(mix, "GROUP_FROM", SMALL_GROUP)
    rows = built.execute(
        "select territory_code, period, 100 * figure, numerator, denominator from intermediate.int_indicator_specificity"
        " where denominator >= %s and period between %s and %s",
        [FEW_SHOPS, indicators.PUBLISHED[0], indicators.YEARS[-1]],
    ).fetchall()
    compared = 0
    for town, year, *figures in rows:
        found = opinion.of("C16", [town], "centre", year, ("commune", town))
        is_placed = opinion.located(opinion.rows["C16"], [town], "centre", year) >= indicators.COVERED
        if figures[0] is None or not is_placed:
            assert found.status == "O", (town, year, found)
            continue
        ours = (found.value, found.numerator, found.denominator)
        assert all(map(same, ours, figures)), (town, year, figures, found)
        compared += found.value is not None
    assert compared > 100


SURVEYED = "97416"
# By hand: of the 25 premises of the centre that are let, empty or under works, 3 are empty; flats and what is not in the centre do not count.
SURVEY = [
    *((f"V{number}", "vacant", "oui") for number in range(3)),
    *((f"T{number}", "travaux", "oui") for number in range(2)),
    *((f"O{number}", "occupe", "oui") for number in range(20)),
    *((f"H{number}", "hors_commerce", "oui") for number in range(2)),
    *((f"R{number}", "vacant", "non") for number in range(5)),
]
VACANCY = 12.0
SURVEY_FILE = "releve_de_saint_pierre.csv"


@pytest.fixture(scope="module")
def surveyed(
    mirror: Path, built: psycopg.Connection, dbt: Dbt, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    """Settings of the warehouse after a town gave a survey of 2025: the release holds little but the figures."""
    own = tmp_path_factory.mktemp("own")
    (own / "vacance").mkdir()
    lines = [f"{name};{SURVEYED};2025-06-14;{state};{inside}" for name, state, inside in SURVEY]
    header = "id_local;code_commune;date_releve;etat;dans_centre"
    (own / "vacance" / SURVEY_FILE).write_text("\n".join([header, *lines]), encoding="utf-8")
    settings = replace(dbt.settings, mirror=str(mirror), local=own)
    assert [line.text for line in check(settings, own)] == [f"vacance/{SURVEY_FILE}: good, 32 rows"]
    for landed in walk.fetch("local", "vacancy", settings):
        walk.load(landed, settings, keeps)
    read_what_stands(built)
    # With all that is above: other tests of the file left parts out, and what stands costs little.
    marts = ("fct_indicator_value", "mart_local_vacancy", "mart_local_displaced", "mart_local_footfall")
    words = ("dim_level", "dim_zone", "dim_status", "dim_source_vintage", "stg_local__premises")
    only = (
        "--exclude-resource-type",
        "unit_test",
        "--exclude-resource-type",
        "test",
        "--exclude",
        "mart_indicator",
    )
    dbt("build", "--select", *(f"+{name}" for name in (*marts, *words)), *only)
    # What the export holds of others is asked of a small release (tests/exports): a million rows would be written twice.
    built.execute(
        "drop table marts_candidate.fct_measure, marts_candidate.mart_benchmark, marts_candidate.mart_rank cascade"
    )
    built.execute("delete from marts_candidate.fct_indicator_value where territory_code <> %s", [SURVEYED])
    release(settings, "raw")
    return settings


def test_a_town_s_survey_takes_the_proxy_s_place_and_its_error_is_told(
    built: psycopg.Connection, surveyed: Settings
) -> None:
    place = (
        "territory_level = 'commune' and territory_code = %s and indicator_code = 'C10' and zone = 'centre'"
    )
    columns = "value, numerator, denominator, obs_status, status_reason, source_vintages"
    query = f"select period, {columns} from marts.fct_indicator_value where {place} order by period"
    shown = {year: row for year, *row in built.execute(query, [SURVEYED])}
    query = f"select period, {columns} from intermediate.int_indicator_value where {place}"
    proxy = {year: row for year, *row in built.execute(query, [SURVEYED])}
    assert shown[2025][:5] == [VACANCY, 3, 25, "D", "field_survey"]
    assert shown[2025][5].startswith("local_vacancy@")
    assert {year: row for year, row in shown.items() if year != 2025} == {
        year: row for year, row in proxy.items() if year != 2025
    }
    told = built.execute(
        "select period, survey_value, proxy_value, proxy_error, mean_error, calibrated_value from marts.mart_local_vacancy"
        " where code_commune = %s and period in (2024, 2025) order by period",
        [SURVEYED],
    ).fetchall()
    error = proxy[2025][0] - VACANCY
    moved = min(max(proxy[2024][0] - error, 0), 100)
    assert told[0] == (2024, None, proxy[2024][0], None, error, pytest.approx(moved))
    assert told[1] == (2025, VACANCY, proxy[2025][0], error, error, pytest.approx(VACANCY))


def test_a_town_s_survey_is_in_no_export_unless_it_publishes_it(
    built: psycopg.Connection, surveyed: Settings, tmp_path: Path
) -> None:
    key = "C10,commune,97416,centre,2025,"
    query = "select value from intermediate.int_indicator_value where indicator_code = 'C10' and territory_code = %s and period = 2025 and zone = 'centre'"
    ((proxy,),) = built.execute(query, [SURVEYED]).fetchall()
    for publishes in (False, True):
        folder = export(replace(surveyed, publish_local=publishes), tmp_path)
        files = [path for path in folder.rglob("*") if path.is_file()]
        own = {path for path in files if path.name.startswith("mart_local_")}
        texts = [path.read_text("utf-8") for path in files if path.suffix in (".csv", ".json", ".md", ".ttl")]
        (line,) = (
            line
            for line in (folder / "csv" / "fct_indicator_value.csv").read_text("utf-8").splitlines()
            if line.startswith(key)
        )
        kept = pq.read_table(
            folder / "parquet" / "fct_indicator_value.parquet",
            filters=[("territory_code", "=", SURVEYED), ("status_reason", "in", ["field_survey"])],
        )
        assert float(line.removeprefix(key).split(",")[0]) == (VACANCY if publishes else proxy)
        assert any("local_vacancy@" in text for text in texts) == publishes
        assert any(SURVEY_FILE in text or "mart_local" in text for text in texts) == publishes
        assert bool(own) == bool(kept.num_rows) == publishes
