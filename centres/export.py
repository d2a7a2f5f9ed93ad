"""Perimeters in use as one GeoJSON file for maps and GIS."""

import json
import tempfile
from pathlib import Path
from typing import Any

from centres import store
from centres.perimeter import USER
from warehouse.connect import connect
from warehouse.roles import Role
from warehouse.settings import Settings

ATTRIBUTION = (
    "Sirene and its geolocation: INSEE, Licence Ouverte 2.0; contours of communes: IGN, Etalab, Licence Ouverte 2.0; "
    "town halls: OpenStreetMap contributors, ODbL 1.0; perimeters of method user: as given to this warehouse"
)
ATTRIBUTION_FR = (
    "Sirene et sa géolocalisation : Insee, Licence Ouverte 2.0 ; contours des communes : IGN, Etalab, Licence Ouverte 2.0 ; "
    "mairies : © les contributeurs d’OpenStreetMap, ODbL 1.0 ; périmètres fournis par un utilisateur : tels que cet entrepôt "
    "les a reçus"
)


def export(settings: Settings, path: Path) -> int:
    """Write the FeatureCollection (WGS84) of every perimeter in use to `path`, whole or not at all.

    Returns how many. Properties: commune, version, method, area_ha, shares of storefronts inside (0 to 1),
    sensitivity, whether it was drawn from simulated storefronts. A polygon that users gave is left out of its feature,
    unless PUBLISH_LOCAL says otherwise (ADR 20).
    """
    with connect(settings, Role.TRANSFORMER, application_name="acte2 town centres") as conn:
        kept = shown(store.kept(conn), settings.publish_local)
    whole = {
        "type": "FeatureCollection",
        "attribution": ATTRIBUTION,
        "is_simulated": any(row["is_simulated"] for row in kept),
        "features": [_feature(row) for row in kept],
    }
    write(path, json.dumps(whole, ensure_ascii=False, separators=(",", ":")))
    return len(kept)


def shown(kept: list[dict[str, Any]], publish_local: bool) -> list[dict[str, Any]]:
    """Perimeters as they may leave the machine: of a user's neither the outline nor the name of the file."""
    hidden = {"geometry": None, "reason": None}
    return [row | hidden if row["method"] == USER and not publish_local else row for row in kept]


def write(path: Path, text: str) -> None:
    """Put `text` into `path`, its folder made, so that nobody meets half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}-", delete=False
    ) as aside:
        aside.write(text)
    draft = Path(aside.name)
    draft.chmod(0o644)
    draft.replace(path)


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    properties = {name: value for name, value in row.items() if name != "geometry"}
    properties["made_at"] = row["made_at"].isoformat(timespec="seconds")
    properties["area_ha"] = round(row["area_ha"], 2)
    geometry = json.loads(row["geometry"]) if row["geometry"] else None
    return {"type": "Feature", "geometry": geometry, "properties": properties}
