"""Land and jobs side by side, and the words of their classes."""

from expectations.claim import Claim, Facts, between, missing_otherwise, never, one_of
from expectations.marts.shared import LEVELS, OURS

FIGURES = (
    "land_consumed",
    "land_for_activity",
    "land_per_job",
    "land_jobs_class",
    "brownfield_cover",
    "brownfield_reuse",
    "recycled_floor",
    "productive_floor",
    "jobs_gained",
)


def dim_land_job_class(_: Facts) -> list[Claim]:
    """`dim_land_job_class`: class."""
    return [between("land_job_class", 1, 4, OURS)]


def mart_land_jobs(_: Facts) -> list[Claim]:
    """`mart_land_jobs`: level x code x period."""
    missing = " or ".join(missing_otherwise(name, f"{name}_status") for name in FIGURES)
    return [
        one_of("territory_level", LEVELS, OURS),
        between("period", 1968, 2100, OURS),
        between("brownfield_reuse", 0, 100, OURS),
        between("recycled_floor", 0, 100, OURS),
        never(
            "territory_level, territory_code, period",
            missing,
            "a figure is missing exactly when its status says so",
            OURS,
        ),
        never(
            "territory_level, territory_code, period",
            "(land_jobs_class is null) <> (land_jobs_class_en is null) or (land_jobs_class is null) <> (land_jobs_class_fr is null)",
            "a class has its words, in both languages",
            OURS,
        ),
        never(
            "territory_level, territory_code, period, land_per_job, jobs_gained",
            "jobs_gained_status = 'Q' and (land_per_job is not null or land_jobs_class is not null)",
            "where jobs gained are withheld, so is what would tell them",
            "Do not release: a suppressed figure could be read or computed back.",
        ),
    ]
