"""A town's own files in an object store (LOCAL is a URL): fetched to this machine, and read here as if they lay here."""

from ingestion.errors import Unavailable
from ingestion.said import reason
from warehouse.settings import OWN_FOLDERS, Settings
from warehouse.store import Store


def fetch(settings: Settings) -> None:
    """Make `settings.local` what the store holds, sub-folder by sub-folder; nothing to do where LOCAL is a folder.

    Files of the same size and moment are not fetched again. Raises Unavailable where the store cannot be asked, or holds
    nothing at all: that is no town's having taken its files away.
    """
    if settings.local_url is None:
        return
    try:
        store = Store(settings.local_url)
        if not store.has():
            raise Unavailable(
                f"LOCAL: nothing is at {settings.local_url}; correct it, or put a file there first"
            )
        for name in OWN_FOLDERS:
            (settings.local / name).mkdir(parents=True, exist_ok=True)
            store.fetch(name, settings.local / name, is_deep=False)
    except (OSError, ImportError, ValueError) as error:
        remedy = "Check the address, its access, and that the package its scheme needs is installed."
        raise Unavailable(f"LOCAL: {settings.local_url} cannot be read: {reason(error)}. {remedy}") from error
