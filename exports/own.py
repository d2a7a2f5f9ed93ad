"""Towns' own data never leave the machine unless they say so (ADR 20): how a release is read without them."""

from psycopg import sql

# Marts that hold nothing else; the displaced figures are read in the place of those that displace them.
PREFIX = "mart_local_"
DISPLACED = "mart_local_displaced"
SOURCE = "local"

# What a survey displaced, in its place.
_FIGURES = """(
    SELECT * FROM {figures} AS figure WHERE NOT EXISTS (
        SELECT FROM {displaced} AS proxy WHERE proxy.indicator_code = figure.indicator_code
            AND proxy.territory_level = figure.territory_level AND proxy.territory_code = figure.territory_code
            AND proxy.zone = figure.zone AND proxy.period = figure.period
    ) UNION ALL SELECT * FROM {displaced}
)"""
_VINTAGES = "(SELECT * FROM {} AS loaded WHERE source <> {})"
# The outline of a perimeter that users gave, and the name of their file; that it was given stays told.
_CENTRES = """(
    SELECT code_commune, version, method, area_ha, points, points_inside, share_inside, share_eps_75, share_eps_150,
        sensitivity, is_sensitive, CASE WHEN method <> 'user' THEN reason END AS reason, made_at, storefront_vintage,
        is_simulated, CASE WHEN method <> 'user' THEN geometry END AS geometry
    FROM {}
)"""


def is_shown(mart: str, publish_local: bool) -> bool:
    """Whether a mart is exported at all."""
    return mart != DISPLACED and (publish_local or not mart.startswith(PREFIX))


def without(schema: str, marts: set[str]) -> dict[str, sql.Composable]:
    """What is read in place of marts of a release that hold towns' own data among others, by mart."""
    read: dict[str, sql.Composable] = {"dim_source_vintage": vintages(schema, publish_local=False)}
    if DISPLACED in marts:
        read["fct_indicator_value"] = figures(schema)
    if "dim_town_centre" in marts:
        read["dim_town_centre"] = sql.SQL(_CENTRES).format(sql.Identifier(schema, "dim_town_centre"))
    return read


def figures(schema: str) -> sql.Composed:
    """`fct_indicator_value` as it would stand without any survey."""
    return sql.SQL(_FIGURES).format(
        figures=sql.Identifier(schema, "fct_indicator_value"), displaced=sql.Identifier(schema, DISPLACED)
    )


def vintages(schema: str, publish_local: bool) -> sql.Composed:
    """Files behind a release, those of towns left out unless they publish them."""
    nobody = "" if publish_local else SOURCE
    return sql.SQL(_VINTAGES).format(sql.Identifier(schema, "dim_source_vintage"), sql.Literal(nobody))
