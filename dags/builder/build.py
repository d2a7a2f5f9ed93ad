"""What the warehouse's own tasks do, from the wait for the loads to the documentation.

A build is keyed on what it is made of (its fingerprint), never on a date: a run started by an asset has
no logical date.
"""

import os
from collections.abc import Mapping
from typing import Any

from airflow.sdk import get_current_context
from airflow.sdk.exceptions import AirflowFailException

from dags.builder.assets import MARTS
from warehouse.settings import Settings


def changed(params: Mapping[str, Any] | None = None) -> str:
    """Fingerprint of raw data, models and polygons given; empty, which ends the run, when no build is due.

    When one is, the vintages that stand are fixed for it, and they are those the fingerprint tells. The run's parameters
    (Airflow gives them by that name): `full` lets nothing stand, so that one is due. One that is due stays so until it is released.
    """
    from ingestion import own_store  # noqa: PLC0415
    from warehouse import fingerprint  # noqa: PLC0415
    from warehouse.connect import connect  # noqa: PLC0415
    from warehouse.ops import built, vintages  # noqa: PLC0415
    from warehouse.roles import Role  # noqa: PLC0415

    settings = Settings.from_env()
    own_store.fetch(settings)  # polygons among them; another machine may have fetched for the loads
    with connect(settings, Role.TRANSFORMER) as conn:
        if params and params["full"]:
            built.forget(conn)
        is_empty = vintages.take(conn) == 0
        inputs = fingerprint.inputs(conn, settings, in_use=True)
        due = fingerprint.whole(inputs, fingerprint.perimeters(conn))
        if is_empty or fingerprint.is_released(conn, due):
            conn.rollback()
            return ""
        built.begin(conn)
    return inputs


def peer_groups() -> dict[str, int]:
    """Seek the peers of towns that have none under the declared version; returns how many are new, and kept."""
    from peers.draw import draw  # noqa: PLC0415

    return draw(Settings.from_env())


def town_centres() -> dict[str, str]:
    """Draw the towns that have no perimeter; returns the `fingerprint` of all and of peers, and why some were `refused`.

    A polygon that is refused leaves its town as it was: no reason to keep all the rest from readers. The
    run's last task tells it, and fails.
    """
    from centres.draw import draw  # noqa: PLC0415
    from centres.errors import PerimeterFileError  # noqa: PLC0415
    from ingestion import own_store  # noqa: PLC0415
    from warehouse import fingerprint  # noqa: PLC0415
    from warehouse.connect import connect  # noqa: PLC0415
    from warehouse.roles import Role  # noqa: PLC0415

    settings, refused = Settings.from_env(), ""
    own_store.fetch(settings)
    try:
        draw(settings)
    except PerimeterFileError as error:
        refused = str(error)
    with connect(settings, Role.TRANSFORMER) as conn:
        return {"fingerprint": fingerprint.perimeters(conn), "refused": refused}


def marts_suite() -> list[str]:
    """Check the candidate marts; returns the warnings.

    Raises AirflowFailException when a promise is broken: the same marts would break it again. Nothing is released.
    """
    from expectations.outcome import MartsPromiseBroken  # noqa: PLC0415
    from expectations.runner import check_marts  # noqa: PLC0415

    try:
        return check_marts(Settings.from_env()).warnings
    except MartsPromiseBroken as error:
        raise AirflowFailException(str(error)) from error


def release(inputs: str, centres: dict[str, str]) -> int:
    """Let readers see the candidate marts; returns the release's number."""
    from warehouse.fingerprint import whole  # noqa: PLC0415
    from warehouse.release import release as let_see  # noqa: PLC0415

    fingerprint = whole(inputs, centres["fingerprint"])
    made = let_see(Settings.from_env(), fingerprint, os.environ.get("ACTE2_GIT_COMMIT"))
    facts: dict[str, Any] = {"release": made.release_id, "revisions": made.revisions}
    get_current_context()["outlet_events"][MARTS].extra = facts
    return made.release_id


def town_centres_site(centres: dict[str, str]) -> str:
    """Write the perimeters as GeoJSON and on maps; returns the maps' path.

    Raises AirflowFailException with what `town_centres` refused, now that all the rest is done.
    """
    from centres import export, maps  # noqa: PLC0415
    from pages import portal  # noqa: PLC0415

    settings = Settings.from_env()
    folder = portal.folder(settings) / "centres"
    export.export(settings, folder / "town_centres.geojson")
    page = maps.build(settings, folder, is_beside_others=True)
    portal.publish(settings, "centres")
    if centres["refused"]:
        raise AirflowFailException(centres["refused"])
    return str(page)


def towns_site() -> str:
    """Write the pages of towns, territories, indicators and sources; returns the first page's path."""
    from pages import portal, site  # noqa: PLC0415

    settings = Settings.from_env()
    return str(site.build(settings, site.folder(settings), beside=portal.OF_A_RUN).index)


def dbt_docs() -> str:
    """Write dbt's documentation; returns its path."""
    from dags.builder.dbt import docs  # noqa: PLC0415
    from pages import portal  # noqa: PLC0415

    settings = Settings.from_env()
    page = docs(portal.folder(settings) / "dbt")
    portal.publish(settings, "dbt")
    return str(page)


def data_docs() -> str:
    """Write the pages of every check made; returns their path."""
    from expectations import site  # noqa: PLC0415
    from pages import portal  # noqa: PLC0415

    settings = Settings.from_env()
    page = site.build(settings, portal.folder(settings) / "quality")
    portal.publish(settings, "quality")
    return str(page)
