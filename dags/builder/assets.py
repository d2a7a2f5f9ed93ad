"""The assets by which a load tells the build that raw data changed."""

from airflow.sdk import Asset, AssetAny

from ingestion.registry import sources

MARTS = Asset(name="marts", uri="x-acte2://warehouse/marts", group="warehouse")


def raw_asset(raw_table: str) -> Asset:
    """Asset of `raw.<raw_table>`; its events carry vintage, rows and sha256."""
    return Asset(name=f"raw.{raw_table}", uri=f"x-acte2://warehouse/raw/{raw_table}", group="raw")


def any_raw_asset() -> AssetAny:
    """True as soon as one raw table changed: a list of assets would wait for all of them."""
    tables = {resource.raw_table for source in sources() for resource in source.resources}
    return AssetAny(*(raw_asset(table) for table in sorted(tables)))
