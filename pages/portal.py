"""The first page of all that a run writes for readers: what there is, and what is not built yet."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from pages.folder import Folder
from warehouse import french
from warehouse.settings import Settings
from warehouse.store import shared

NAME = "index.html"
# What a run writes at its end, in any order.
OF_A_RUN = frozenset({"index", "towns", "centres", "quality", "dbt"})
_WAY_BACK = (
    '<p lang="fr" style="position:fixed;left:8px;bottom:8px;margin:0;padding:2px 8px;background:#fff;border:1px solid #12355b;'
    'border-radius:4px;font:14px system-ui,sans-serif;z-index:99999"><a href="../index.html" style="color:#0b4f9c">'
    "Toutes les publications du baromètre</a></p>"
)


@dataclass(frozen=True)
class Link:
    """A way in: its address below the part's folder, and its words."""

    to: str
    words: str


@dataclass(frozen=True)
class Part:
    """A site that stands beside the others: its folder, French words, who writes it, the ways in."""

    folder: str
    title: str
    says: str
    made_by: str
    links: tuple[Link, ...] = (Link("index.html", "Ouvrir"),)


PARTS = (
    Part(
        "towns",
        "Villes, territoires et indicateurs",
        "Une page par ville, territoire, indicateur et source, avec cartes, comparaisons et fichiers à télécharger.",
        "make site",
        (
            Link("index.html", "Chercher une ville, un territoire, un indicateur"),
            Link("comparer.html", "Comparer jusqu’à cinq villes"),
            Link("territoires.html", "Territoires"),
            Link("indicateurs.html", "Indicateurs : définitions, cartes et classements"),
            Link("sources.html", "Sources, licences et fraîcheur"),
            Link("lire.html", "Lire les chiffres"),
            Link("donnees.html", "Réutiliser les données : fichiers ouverts et formats"),
        ),
    ),
    Part(
        "centres",
        "Plans des cœurs de ville",
        "Le périmètre de chaque cœur de ville, les points de vente qui l’ont dessiné, et ce que donneraient d’autres rayons.",
        "make run",
    ),
    Part(
        "quality",
        "Contrôles des données",
        "Ce qui est vérifié de chaque fichier et de chaque table avant publication, et ce qui a été trouvé.",
        "make run",
    ),
    Part(
        "dbt",
        "Modèles de calcul",
        "Chaque table et chaque colonne, du fichier du producteur à l’indicateur, avec leur code (dbt, en anglais ; la "
        "recherche connaît les mots français des indicateurs).",
        "make run",
    ),
    Part(
        "lineage",
        "Généalogie des colonnes",
        "De l’en-tête du producteur à l’indicateur, colonne par colonne (dbt-colibri, en anglais).",
        "make lineage",
        (
            Link("index.html", "Ouvrir"),
            Link("indicateurs.csv", "De chaque indicateur aux colonnes des producteurs (CSV)"),
        ),
    ),
)


def folder(settings: Settings) -> Path:
    """Where a warehouse's sites stand side by side."""
    return settings.home / "site" / settings.database


def standing(settings: Settings) -> frozenset[str]:
    """Sites that stand now, and `index`, the first page, which whoever asks is going to write."""
    return frozenset({"index", *_built(_here(settings), PARTS)})


def with_way_back(page: str) -> str:
    """The page of a tool, with a link to the first page of all at its foot; for one whose parent folder is `folder`."""
    before, end, after = page.rpartition("</body>")
    return f"{before}{_WAY_BACK}{end}{after}" if end else f"{page}{_WAY_BACK}"


def write(settings: Settings) -> Path:
    """Write the first page of a warehouse's sites as they are now; returns its path."""
    root = folder(settings)
    _write(settings, _here(settings), lambda page: Folder(root).put(NAME, page))
    return root / NAME


def publish(settings: Settings, part: str) -> Path:
    """Tell on the first page of a site that was written, and bring both to the store that machines share, if they do.

    Whoever writes a site calls it afterwards. Returns the first page's path; raises OSError where the store does not answer.
    """
    first = write(settings)
    if store := shared(settings, "site"):
        store.bring(folder(settings) / part, part)
        _write(settings, store.has, lambda page: store.put(NAME, page.encode("utf-8")))
    return first


def _write(settings: Settings, has: Callable[[str], bool], put: Callable[[str], None]) -> None:
    """Two may do so at once: each looks again after writing, so that the page that stays tells what both wrote."""
    told = ""
    while told != (now := _page(has, settings)):
        put(now)
        told = now


def _here(settings: Settings) -> Callable[[str], bool]:
    root = folder(settings)
    return lambda path: (root / path).is_file()


def _page(has: Callable[[str], bool], settings: Settings) -> str:
    environment = Environment(
        loader=PackageLoader("pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    told = environment.get_template("portail.html").render(
        parts=PARTS,
        built=_built(has, PARTS),
        database=settings.database,
        is_simulated=settings.is_simulated,
        style=(files("pages") / "static" / "style.css").read_text("utf-8"),
    )
    return french.spaced(told)


def _built(has: Callable[[str], bool], parts: Iterable[Part]) -> dict[str, list[Link]]:
    """Of each part that stands, the ways in that lead somewhere."""
    found = {part.folder: [link for link in part.links if has(f"{part.folder}/{link.to}")] for part in parts}
    return {name: links for name, links in found.items() if links}
