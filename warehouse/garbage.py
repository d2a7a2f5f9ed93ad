"""How seldom Python looks for garbage, in programs whose modules, models and forms stay until they end."""

import gc

SELDOM = 200_000


def seldom() -> None:
    """Look for what nobody needs any more after so many new objects, not after 700: a third of the start of Airflow's API server."""
    gc.set_threshold(SELDOM)
