"""The messages, in both languages: what happened, and where in docs/operations.md it says what to do."""

from typing import Any

from warehouse.ops.alarms import Alarm

RUNBOOK = "docs/operations.md"
NO_SIGN = (
    "its process gave no sign of life (machine lost, or out of memory?)",
    "son processus n’a plus donné signe de vie (machine perdue, mémoire épuisée ?)",
)


def failure(dag: str, task: str, run: str, reason: str, link: str | None) -> Alarm:
    """A task that was tried as often as it may be; one that died with its machine gives no reason."""
    told, dit = [reason.strip().splitlines()[0]] * 2 if reason.strip() else NO_SIGN
    return Alarm(
        kind="failure",
        subject=f"{dag} {task} {run}",
        message_en=f"Task {task} of {dag} failed: {told}\nWhat stood before stands. See {RUNBOOK}, “A task failed”.",
        message_fr=f"La tâche {task} de {dag} a échoué : {dit}\nCe qui était publié le reste. Voir {RUNBOOK}, « A task failed ».",
        link=link,
    )


def late_source(late: dict[str, Any]) -> Alarm:
    """A source whose last new file is older than its frequency allows."""
    days, allowed, since = late["days_since_published"], late["late_after_days"], late["late_on"]
    return Alarm(
        kind="late_source",
        subject=late["source"],
        message_en=(
            f"{late['title_en']} ({late['source']}): no new file for {days} days, {allowed} are usual "
            f"({late['frequency_en']}); late since {since:%Y-%m-%d}, last vintage {late['last_vintage']}.\n"
            f"See {RUNBOOK}, “A source is late”."
        ),
        message_fr=(
            f"{late['title_fr']} ({late['source']}) : rien de nouveau depuis {days} jours, {allowed} sont d’usage "
            f"({late['frequency_fr']}) ; en retard depuis le {since:%d/%m/%Y}, dernier millésime {late['last_vintage']}.\n"
            f"Voir {RUNBOOK}, « A source is late »."
        ),
    )


def late_release(day: str) -> Alarm:
    """What stands in raw was not released when the morning's deadline came."""
    return Alarm(
        kind="late_release",
        subject=day,
        message_en=f"What was loaded, or was to be built, by {day} is not released yet: readers see the release before.\nSee {RUNBOOK}, “The morning's release did not come”.",
        message_fr=f"Ce qui était chargé ou à construire le {day} n’est pas encore publié : on lit la publication précédente.\nVoir {RUNBOOK}, « The morning's release did not come ».",
    )


def revisions(release: dict[str, Any]) -> Alarm:
    """A release that changed more of what was published than is usual."""
    share = f"{100 * release['share']:.1f}"
    return Alarm(
        kind="revisions",
        subject=str(release["release_id"]),
        message_en=(
            f"Release {release['release_id']} changed or withdrew {release['revisions']} published values, {share} % of them.\n"
            f"See {RUNBOOK}, “Unusual revisions”."
        ),
        message_fr=(
            f"La publication {release['release_id']} a révisé ou retiré {release['revisions']} valeurs publiées, "
            f"{share.replace('.', ',')} % d’entre elles.\nVoir {RUNBOOK}, « Unusual revisions »."
        ),
    )
