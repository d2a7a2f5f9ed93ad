"""How much runs at once, how long, how often it is tried again, and who is told when that was in vain."""

from datetime import timedelta
from typing import Any

from dags.builder.alarm import TellOfFailure

PUBLISHERS, LOADS, BUILD = "publishers", "loads", "build"
# A large file is fetched, and loaded, while no other large one is; small ones have slots of their own meanwhile.
LARGE_FILES, LARGE_LOADS = "large_files", "large_loads"
# Their slots are in dags/pools.json, which the set-up gives to Airflow.

TOLD = {"on_failure_callback": [TellOfFailure()]}
FETCH: dict[str, Any] = {
    **TOLD,
    "pool": PUBLISHERS,
    "retries": 2,
    "retry_delay": timedelta(seconds=10),
    "retry_exponential_backoff": 2.0,
    "max_retry_delay": timedelta(minutes=10),
    "execution_timeout": timedelta(hours=3),
}
LOAD = {**FETCH, "pool": LOADS, "execution_timeout": timedelta(hours=2)}
FETCH_LARGE = {**FETCH, "pool": LARGE_FILES}
LOAD_LARGE = {**LOAD, "pool": LARGE_LOADS}
BUILT: dict[str, Any] = {
    **TOLD,
    "pool": BUILD,
    "retries": 1,
    "retry_delay": timedelta(seconds=5),
    "retry_exponential_backoff": 2.0,
    "max_retry_delay": timedelta(minutes=2),
    # Counts from the first start, the wait for the loads included.
    "execution_timeout": timedelta(hours=3),
}
# How long a build waits for the loads of all sources to end.
PATIENCE = timedelta(hours=8)
