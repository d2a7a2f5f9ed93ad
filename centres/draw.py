"""Draw what has no perimeter yet, take what users gave; touch nothing else.

All of a drawing is one transaction. Users' polygons that are refused do not hold up the other towns: those are
stored, then PerimeterFileError tells every problem, and the towns concerned stay as they were.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psycopg

from centres import store, user_file
from centres.errors import PerimeterFileError, UnknownTown
from centres.parameters import Parameters
from centres.perimeter import USER, Perimeter, compute
from centres.store import Standing
from centres.town import Town
from centres.user_file import Given, Reading
from warehouse.connect import connect
from warehouse.roles import Role
from warehouse.settings import PROJECT, Settings

LOG = logging.getLogger(__name__)
NO_POINT = np.empty((0, 2))


@dataclass(frozen=True)
class Wanted:
    """A town to draw, and why."""

    town: Town
    given: Given | None
    asked: str


def draw(settings: Settings, parameters: Parameters | None = None) -> dict[str, int]:
    """Perimeters for the towns of `int_town` that have none, and users' polygons that are new or changed.

    Returns how many towns in scope now stand by each method (`user`, `cluster`, `disc`), how many of them are
    `new` or `kept`, how many could not be placed (`undrawn`) and users' features `ignored`. Drawn a second time,
    all are kept, whatever became of the storefronts. Raises PerimeterFileError once the good towns are stored.
    """
    parameters = parameters or Parameters()
    with connect(settings, Role.TRANSFORMER, application_name="acte2 town centres") as conn:
        store.one_at_a_time(conn)
        towns, before = store.towns(conn), store.standing(conn)
        reading = read_given(settings, towns, parameters)
        made = _compute(conn, _missing(towns, before, reading), parameters)
        store.save(conn, made)
        store.mark_simulated(conn)
    _tell(reading)
    counts = _counts(towns, before, made, reading)
    LOG.info("town centres: %s", ", ".join(f"{name} {count}" for name, count in counts.items()))
    _raise_problems(reading)
    return counts


def redraw(
    settings: Settings,
    codes: Iterable[str] | None,
    why: str = "redrawn on request",
    parameters: Parameters | None = None,
) -> dict[str, str]:
    """Draw these towns again (None: all) from today's storefronts; a new version for each that changes.

    Returns what became of each: its method and `new`, or `unchanged`. A user's polygon comes first as ever.
    Raises UnknownTown, and PerimeterFileError for any problem of users' polygons, before any change.
    """
    parameters = parameters or Parameters()
    with connect(settings, Role.TRANSFORMER, application_name="acte2 town centres") as conn:
        store.one_at_a_time(conn)
        towns, before = store.towns(conn), store.standing(conn)
        chosen = sorted(towns) if codes is None else list(codes)
        if strangers := [code for code in chosen if code not in towns]:
            raise UnknownTown(
                f"{', '.join(strangers)}: not a town in scope; `python -m centres list` names them"
            )
        reading = read_given(settings, towns, parameters)
        _raise_problems(reading)
        wanted = [Wanted(towns[code], reading.given.get(code), why) for code in chosen]
        made = _compute(conn, wanted, parameters)
        changed = [one for one in made if _differs(one, before.get(one.code_commune))]
        store.save(conn, changed)
    new = {one.code_commune for one in changed}
    return {
        one.code_commune: f"{one.method}, {'new' if one.code_commune in new else 'unchanged'}" for one in made
    }


def read_given(settings: Settings, towns: Mapping[str, Town], parameters: Parameters) -> Reading:
    """Users' polygons, of PERIMETERS and of LOCAL; nobody need make the default folder."""
    default = PROJECT / "perimeters"
    paths = [path for path in settings.polygons if path != default or path.exists()]
    return user_file.read(paths[0], towns, parameters, *paths[1:]) if paths else Reading()


def check(settings: Settings, path: Path) -> Reading:
    """What `path` holds for the towns in scope, every problem told; nothing is stored."""
    with connect(settings, Role.TRANSFORMER, application_name="acte2 town centres") as conn:
        return user_file.read(path, store.towns(conn), Parameters())


def _missing(towns: Mapping[str, Town], before: Mapping[str, Standing], reading: Reading) -> list[Wanted]:
    """Towns without a perimeter, and those whose given polygon is not the one in use."""
    wanted = []
    for code, town in towns.items():
        stands, given = before.get(code), reading.given.get(code)
        if code in reading.refused:
            continue
        if given and (stands is None or stands.source_sha256 != given.sha256):
            is_change = stands is not None and stands.method == USER
            wanted.append(
                Wanted(town, given, "user's polygon changed" if is_change else "user's polygon given")
            )
        elif stands is None:
            wanted.append(Wanted(town, None, "first drawing"))
    return wanted


def _compute(conn: psycopg.Connection, wanted: list[Wanted], parameters: Parameters) -> list[Perimeter]:
    waiting = {one.town.code_commune: one for one in wanted}
    made = []
    for code, points in store.storefronts(conn, list(waiting)):
        one = waiting.pop(code)
        made.append(compute(one.town, points, one.given, one.asked, parameters))
    made += [compute(one.town, NO_POINT, one.given, one.asked, parameters) for one in waiting.values()]
    return [one for one in made if one is not None]


def _differs(made: Perimeter, stands: Standing | None) -> bool:
    return stands is None or (made.method, made.geometry) != (stands.method, stands.geometry)


def _counts(
    towns: Mapping[str, Town], before: Mapping[str, Standing], made: list[Perimeter], reading: Reading
) -> dict[str, int]:
    methods = {code: one.method for code, one in before.items() if code in towns}
    methods |= {one.code_commune: one.method for one in made}
    count = Counter(methods.values())
    return {
        **{method: count[method] for method in (USER, "cluster", "disc")},
        "new": len(made),
        "kept": len(methods) - len(made),
        "undrawn": len(towns) - len(methods),
        "ignored": len(reading.ignored),
    }


def _tell(reading: Reading) -> None:
    for line in reading.ignored:
        LOG.warning(line)


def _raise_problems(reading: Reading) -> None:
    if reading.problems:
        problems = "\n".join(f"- {problem}" for problem in reading.problems)
        raise PerimeterFileError(
            f"{len(reading.problems)} problem(s) in the town-centre polygons given; the towns concerned stay as "
            f"they were. Repair or remove them; `python -m centres check FILE` tells what is left.\n{problems}"
        )
