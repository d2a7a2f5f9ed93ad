"""Rows of INSEE's Melodi files: three territories, one cut of the figures."""

BREAKS = {
    "time_period = '2023-Q1'": "time_period is a year",
    "obs_value = '-200000000'": "obs_value, where it is a number, is between",
    "geo = '9024' where geo_object = 'COM'": "GEO of a commune",
}


def good(dimensions: str, cut: str) -> str:
    """Rows whose `dimensions`, columns parted by semicolons, hold `cut`."""
    return f"""
        geo;geo_object;{dimensions};time_period;obs_value
        89024;COM;{cut};2023;22310
        2026-COM-2A004;COM;{cut};2023;22310.5
        27;REG;{cut};2023;NA
    """
