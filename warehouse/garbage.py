"""How seldom Python looks for garbage, in programs whose modules, models and forms stay until they end."""

import gc

SELDOM = 200_000


def seldom() -> None:
    """Look for what nobody needs any more after so many new objects, not after 700: a fifth of what Airflow's API server takes to start."""
    gc.set_threshold(SELDOM)
