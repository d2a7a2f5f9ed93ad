"""`fct_indicator_value` as SDMX-CSV 2.0 and the structure it follows, as SDMX-JSON 2.0."""

import json
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql
from pysdmx.io import write_sdmx
from pysdmx.io.format import Format
from pysdmx.model import (
    Code,
    Codelist,
    Component,
    Components,
    Concept,
    ConceptScheme,
    Dataflow,
    DataStructureDefinition,
    DataType,
    Organisation,
    Role,
)
from pysdmx.model.message import Header

from exports import rows

AGENCY, VERSION = "ACTE2", "1.0.0"
DATAFLOW = f"{AGENCY}:DF_INDICATOR({VERSION})"
# Column, component, role, type.
_DIMENSIONS = {
    "indicator_code": "INDICATOR",
    "territory_level": "LEVEL",
    "territory_code": "REF_AREA",
    "zone": "ZONE",
}
_TEXTS = {"obs_status": "OBS_STATUS", "conf_status": "CONF_STATUS", "source_vintages": "SOURCE_VINTAGES"}
_NUMBERS = {
    "numerator": "NUMERATOR",
    "denominator": "DENOMINATOR",
    "coverage": "COVERAGE",
    "ci_low": "CI_LOW",
    "ci_high": "CI_HIGH",
}
_CODES = {
    "INDICATOR": ("dim_indicator", "indicator_code", "label_fr"),
    "LEVEL": ("dim_level", "territory_level", "label_fr"),
    "ZONE": ("dim_zone", "zone", "label_fr"),
    "OBS_STATUS": ("dim_status", "obs_status", "label_fr"),
}


def write(conn: psycopg.Connection, folder: Path, schema: str, figures: sql.Composable) -> None:
    """Write `sdmx/indicator.csv` and `sdmx/structure.json`; codes of indicators, zones, levels and statuses in French.

    `figures` is what is read as `fct_indicator_value`.
    """
    (folder / "sdmx").mkdir(exist_ok=True)
    names = {**_DIMENSIONS, "period": "TIME_PERIOD", "value": "OBS_VALUE", **_TEXTS, **_NUMBERS}
    cells = sql.SQL(", ").join(
        sql.SQL("{} AS {}").format(sql.Identifier(column), sql.Identifier(name))
        for column, name in names.items()
    )
    query = sql.SQL(
        "SELECT 'dataflow' AS {}, {} AS {}, 'I' AS {}, {} FROM {} ORDER BY indicator_code, territory_level,"
        " territory_code, zone, period"
    ).format(
        sql.Identifier("STRUCTURE"),
        sql.Literal(DATAFLOW),
        sql.Identifier("STRUCTURE_ID"),
        sql.Identifier("ACTION"),
        cells,
        figures,
    )
    with (folder / "sdmx" / "indicator.csv").open("wb") as file:
        for block in rows.copied(conn, query):
            file.write(block)
    told = json.loads(
        write_sdmx(_structure(conn, schema), Format.STRUCTURE_SDMX_JSON_2_0_0, header=_header()) or "{}"
    )
    for one in told["data"]["dataStructures"]:
        # The standard has groups or none, pysdmx 1.21 writes an empty list.
        one["dataStructureComponents"].pop("groups", None)
    text = json.dumps(told, ensure_ascii=False, indent=1)
    (folder / "sdmx" / "structure.json").write_text(f"{text}\n", encoding="utf-8")


def _header() -> Header:
    """Of no moment: the same release gives the same bytes."""
    return Header(id=AGENCY, prepared=datetime(2000, 1, 1, tzinfo=UTC), sender=Organisation(id=AGENCY))


def _structure(conn: psycopg.Connection, schema: str) -> list[object]:
    """Codelists, concepts, data structure and dataflow."""
    codelists = {concept: _codelist(conn, schema, concept) for concept in _CODES}
    parts = [
        *(_component(name, Role.DIMENSION, DataType.STRING, codelists) for name in _DIMENSIONS.values()),
        _component("TIME_PERIOD", Role.DIMENSION, DataType.PERIOD, codelists),
        _component("OBS_VALUE", Role.MEASURE, DataType.DOUBLE, codelists),
        *(_component(name, Role.ATTRIBUTE, DataType.STRING, codelists) for name in _TEXTS.values()),
        *(_component(name, Role.ATTRIBUTE, DataType.DOUBLE, codelists) for name in _NUMBERS.values()),
    ]
    concepts = ConceptScheme(
        id="CS_INDICATOR",
        name="Concepts",
        agency=AGENCY,
        version=VERSION,
        items=[one.concept for one in parts if isinstance(one.concept, Concept)],
    )
    told = DataStructureDefinition(
        id="DSD_INDICATOR",
        name="Indicateurs du Baromètre Acte II",
        agency=AGENCY,
        version=VERSION,
        components=Components(parts),
    )
    flow = Dataflow(
        id="DF_INDICATOR",
        name="Indicateurs du Baromètre Acte II",
        agency=AGENCY,
        version=VERSION,
        structure=told,
    )
    return [*codelists.values(), concepts, told, flow]


def _component(name: str, role: Role, kind: DataType, codelists: dict[str, Codelist]) -> Component:
    concept = Concept(
        id=name,
        name=name.replace("_", " ").capitalize(),
        dtype=kind,
        urn=f"urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept={AGENCY}:CS_INDICATOR({VERSION}).{name}",
    )
    level = "O" if role is Role.ATTRIBUTE else None
    codes = codelists.get(name)
    return Component(
        id=name,
        required=role is Role.DIMENSION,
        role=role,
        concept=concept,
        local_dtype=kind,
        local_codes=codes,
        attachment_level=level,
    )


def _codelist(conn: psycopg.Connection, schema: str, concept: str) -> Codelist:
    table, code, label = _CODES[concept]
    found = conn.execute(
        sql.SQL("SELECT DISTINCT {}, {} FROM {} ORDER BY 1").format(
            sql.Identifier(code), sql.Identifier(label), sql.Identifier(schema, table)
        )
    ).fetchall()
    return Codelist(
        id=f"CL_{concept}",
        name=concept.replace("_", " ").capitalize(),
        agency=AGENCY,
        version=VERSION,
        items=[Code(id=one, name=said) for one, said in found],
    )
