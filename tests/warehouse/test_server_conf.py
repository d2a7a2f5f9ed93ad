"""Settings of the embedded server follow the machine's size."""

import pytest

from warehouse import server_conf


def settings(memory: int, cores: int, shared: int = 4096) -> dict[str, str]:
    lines = server_conf.text(5432, memory, cores, shared).splitlines()
    told = (line.partition(" = ") for line in lines if line and not line.startswith("#"))
    return {name: value.strip("'") for name, _, value in told}


@pytest.mark.parametrize(
    ("memory", "cores", "expected"),
    [
        (2048, 1, {"shared_buffers": "256MB", "work_mem": "16MB", "max_parallel_workers_per_gather": "1"}),
        (8192, 2, {"shared_buffers": "1024MB", "work_mem": "64MB", "max_parallel_workers_per_gather": "1"}),
        (65536, 8, {"shared_buffers": "2048MB", "work_mem": "51MB", "max_parallel_workers_per_gather": "4"}),
    ],
)
def test_memory_and_workers_follow_the_machine(memory: int, cores: int, expected: dict[str, str]) -> None:
    assert expected.items() <= settings(memory, cores).items()


def test_a_small_shared_memory_is_not_used() -> None:
    assert settings(8192, 2, shared=64)["dynamic_shared_memory_type"] == "mmap"
    assert settings(8192, 2)["dynamic_shared_memory_type"] == "posix"


@pytest.mark.parametrize("cores", [2, 4, 16])
def test_a_build_of_two_sessions_keeps_within_five_gigabytes(cores: int) -> None:
    """Each holds, in the worst case, two hash tables that its workers share."""
    told = settings(65536, cores)
    shared_buffers, work_mem = (int(told[name].removesuffix("MB")) for name in ("shared_buffers", "work_mem"))
    sessions, tables, workers = 2, 2, int(told["max_parallel_workers_per_gather"]) + 1
    hashes = sessions * tables * workers * work_mem * int(told["hash_mem_multiplier"])
    assert shared_buffers + hashes <= 5 * 1024 + 64
