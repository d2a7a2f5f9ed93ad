"""A town's own data: each cell is held to its rules when files are read (ingestion.own_files)."""

from expectations.claim import Claim, Facts, no_rows


def footfall_measure(_: Facts) -> list[Claim]:
    """`local_footfall_measure`: a clock of Paris shows the same moment twice on one night of the year, never three times."""
    return [
        no_rows(
            """select channel_id, start_datetime from {batch}
                group by channel_id, start_datetime having count(*) > 2 limit 20""",
            "a channel begins two counts at most at a moment of the clock of Paris",
            "Files hold the same counts under several zones of time: leave one of them.",
        )
    ]
