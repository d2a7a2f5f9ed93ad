"""Who answers for a DAG, and where it is written what to do when it fails."""

from typing import Any

from warehouse.settings import Settings

PAGE = "docs/operations.md"
# Headings of that page: what an alarm of a source's DAG, the build's or the look's is about.
OF_A_SOURCE = ("A task failed", "A source is late")
OF_THE_BUILD = ("A task failed", "The morning's release did not come", "Unusual revisions")


def links() -> dict[str, str]:
    """Airflow's `owner_links`: the owner leads to the page, where ACTE2_RUNBOOK says at which address it is shown."""
    settings = Settings.from_env()
    return {settings.owner: settings.runbook} if settings.runbook else {}


def answers() -> dict[str, Any]:
    """What each task of a DAG has by default: its owner."""
    return {"owner": Settings.from_env().owner}


def what_to_do(*headings: str) -> str:
    """The end of a DAG's page: who answers for it, and which parts of the page of operations say what to do."""
    settings = Settings.from_env()
    places = [_place(heading, settings.runbook) for heading in headings]
    return f"\n\n## When it fails\n\n{settings.owner} answers for it. In {PAGE}: {', '.join(places)}.\n"


def _place(heading: str, runbook: str | None) -> str:
    if not runbook:
        return f"“{heading}”"
    anchor = "".join(one for one in heading.lower().replace(" ", "-") if one.isalnum() or one == "-")
    return f"[{heading}]({runbook}#{anchor})"
