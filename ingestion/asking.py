"""The publishers asked together, in one process, at which of them anything changed: what is due is for their DAGs."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import requests

from ingestion.border import border
from ingestion.declaration import File, Source
from ingestion.download import Progress
from ingestion.errors import IngestionError
from ingestion.lander import Lander, LandingShelf
from ingestion.registry import source
from warehouse.connect import connect
from warehouse.errors import SettingsError
from warehouse.roles import Role
from warehouse.settings import Settings

# Of files that did not change a publisher sends a line each, and no body.
AT_ONCE = 4


class Changed(IngestionError):
    """The publisher offers another file than the last one."""


class AskingShelf(LandingShelf):
    """Takes nothing that would have to be sent."""

    def expect(self, answer: requests.Response) -> Progress:
        """Raises Changed."""
        answer.close()
        raise Changed(f"{self.file.url}: new, or changed since it was last fetched.")


class AskingLander(Lander):
    """Asks for every vintage of a resource, as one that lands them, and fetches none; not patient with who does not answer."""

    is_patient = False

    def shelf(self, file: File, load_id: int) -> LandingShelf:
        """One that refuses what comes."""
        return AskingShelf(self, file, load_id)


def due(settings: Settings, names: Iterable[str]) -> list[str]:
    """Sources of which a file is new, changed, not loaded yet or could not be had, in the order of `names`.

    Of the others each file has its line in `ops.load`, as a fetch would have written it; of those that are due there is none.
    Raw tables must stand (`ingestion.tables`). Raises psycopg.Error, KeyError for a source nobody declared.
    """
    asked = list(names)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda name: _is_due(settings, source(name)), asked))
    return [name for name, is_due in zip(asked, answers, strict=True) if is_due]


def _is_due(settings: Settings, asked: Source) -> bool:
    """Stops at the first resource that is; the lines of a source are written together, or not at all."""
    with connect(settings, Role.LOADER, application_name=f"acte2 ask {asked.name}") as db:
        try:
            with border(asked.name):
                is_due = any(AskingLander(settings, db, asked, one).land_all() for one in asked.resources)
        except (IngestionError, SettingsError):  # its own run tells it
            is_due = True
        if is_due:
            db.rollback()
    return is_due
