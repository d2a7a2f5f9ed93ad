"""A town's lists from the register, storefronts of today and what happened to them: to download, and in brief on the page."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from pages import tables
from pages.store import Row
from pages.tables import Table

SHOP_HEADERS = tables.headers(
    "siret,activite,commerce,adresse,zone,ouvert_le,longitude,latitude,annuaire,simule"
)
EVENT_HEADERS = tables.headers(
    "siret,evenement,date,siret_suivant,activite,adresse,zone,longitude,latitude,annuaire,simule"
)
# Events shown on the page; the files hold all of them.
SHOWN = 20


def files(code: str, shops: list[Row], events: list[Row], notes: Sequence[str]) -> dict[str, str | bytes]:
    """The lists of the town `code` by name of file, as XLSX and, what has a place, as GeoJSON."""
    listed = Table("Commerces", SHOP_HEADERS, [_shop(row) for row in shops], notes)
    happened = Table("Événements", EVENT_HEADERS, [_event(row) for row in events], notes)
    return {
        f"commune/{code}_commerces.xlsx": tables.to_xlsx([listed]),
        f"commune/{code}_commerces.geojson": tables.places(shops, _of_shop, notes),
        f"commune/{code}_evenements.xlsx": tables.to_xlsx([happened]),
        f"commune/{code}_evenements.geojson": tables.places(events, _of_event, notes),
    }


def by_activity(shops: list[Row]) -> list[tuple[str, Counter[str]]]:
    """Storefronts listed by activity and zone, the most numerous first."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for shop in shops:
        found[shop["activity_fr"]].update([shop["zone"], "all"])
    return sorted(found.items(), key=lambda one: (-one[1]["all"], one[0]))


def _shop(row: Row) -> tuple[tables.Cell, ...]:
    named = ("siret", "activity_fr", "trade_fr", "address", "zone", "opened_on", "longitude", "latitude")
    return (*(row[name] for name in named), tables.directory(row["siret"]), row["is_simulated"])


def _event(row: Row) -> tuple[tables.Cell, ...]:
    named = (
        "siret",
        "event_fr",
        "event_date",
        "linked_siret",
        "activity_fr",
        "address",
        "zone",
        "longitude",
        "latitude",
    )
    return (*(row[name] for name in named), tables.directory(row["siret"]), row["is_simulated"])


def _of_shop(row: Row) -> Row:
    return {
        "siret": row["siret"],
        "activite": row["activity_fr"],
        "commerce": row["trade_fr"],
        "adresse": row["address"],
        "zone": row["zone"],
        "ouvert_le": row["opened_on"] and row["opened_on"].isoformat(),
        "annuaire": tables.directory(row["siret"]),
    }


def _of_event(row: Row) -> Row:
    return {
        "siret": row["siret"],
        "evenement": row["event_fr"],
        "date": row["event_date"].isoformat(),
        "siret_suivant": row["linked_siret"],
        "activite": row["activity_fr"],
        "adresse": row["address"],
        "zone": row["zone"],
        "annuaire": tables.directory(row["siret"]),
    }
