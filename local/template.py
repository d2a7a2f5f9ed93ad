"""A workbook for a survey of vacancy: a sheet to fill in, a sheet of help in French; checked cells where a list tells all."""

from pathlib import Path
from typing import Any

import xlsxwriter

from ingestion.declaration import Kind
from ingestion.registry import find

ROWS = 5000
STATES = ("occupe", "vacant", "travaux", "hors_commerce")
YES_NO = ("oui", "non")
# What is said of each column, and an example.
HELP = {
    "id_local": ("Nom que la ville donne au local ; le même à chaque relevé", "A-012"),
    "code_commune": ("Code Insee de la commune, cinq caractères ; ni le nom, ni le code postal", "89024"),
    "date_releve": ("Jour du relevé (AAAA-MM-JJ ou JJ/MM/AAAA)", "2025-06-14"),
    "etat": (
        "occupe (une activité y est ouverte), vacant (rien, et rien en cours), travaux, hors_commerce (logement, bureau, "
        "garage : ne compte pas)",
        "vacant",
    ),
    "numero": ("Numéro dans la rue", "12 bis"),
    "voie": ("Rue", "rue du Temple"),
    "longitude": ("Degrés, WGS84 : longitude puis latitude, séparateur décimal , ou .", "3,5734"),
    "latitude": ("Degrés, WGS84", "47,7986"),
    "dans_centre": (
        "oui ou non : le local est-il dans le cœur de ville ? Utile seulement sans coordonnées",
        "oui",
    ),
    "activite": ("Ce qui s’y vend, dans vos mots", "boulangerie"),
    "surface_tranche": ("Classe de surface, dans vos mots", "<300"),
    "situation": ("Rue, angle, cour, galerie, dans vos mots", "rue"),
    "exhaustif": ("oui : le relevé est complet bien qu’aucun local ne soit vacant", ""),
}
_WORDS = (
    "Comment remplir ce classeur",
    "Une ligne par local et par relevé, dans la feuille Saisie ; gardez la première ligne telle quelle.",
    "Obligatoires : id_local, code_commune, date_releve, etat. Les autres colonnes peuvent rester vides ou être supprimées.",
    "Notez tous les locaux visités, pas seulement les vacants : le taux est la part des vacants parmi les locaux "
    "occupés, vacants ou en travaux du cœur de ville.",
    "Un local est placé dans le cœur de ville par ses coordonnées (ici, ou dans la liste de locaux de la ville), à défaut "
    "par dans_centre. Sous 60 % de locaux placés, le relevé ne remplace pas le proxy.",
    "Plusieurs relevés une même année : le dernier état de chaque local compte.",
    "Ne notez ni le nom de l’enseigne, ni celui du propriétaire : rien ici ne doit nommer une personne.",
    "Rangez le fichier dans local/vacance/ (un fichier par ville, ou plusieurs), puis : python -m local check",
    "Ces données restent sur cette machine : ni les exports ni les pages publiques ne les montrent, sauf PUBLISH_LOCAL=1.",
)


def write(path: Path) -> Path:
    """Write the workbook to `path`, whose folder is made; the path. Raises OSError where it cannot be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path) as book:
        _entries(book)
        _help(book)
    return path


def _entries(book: Any) -> None:
    sheet = book.add_worksheet("Saisie")
    head = book.add_format({"bold": True, "bg_color": "#DDE6F0", "border": 1})
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(find("local", "vacancy")[1].columns[: len(HELP)]):
        told, _ = HELP[column.name]
        # A code keeps its leading zero in a cell of text.
        form = (
            day
            if column.kind is Kind.DATE
            else text
            if column.kind in (Kind.TEXT, Kind.CODE_COMMUNE)
            else None
        )
        sheet.set_column(place, place, max(14, len(column.name) + 2), form)
        sheet.write_string(0, place, column.name, head)
        sheet.write_comment(0, place, told)
        allowed = STATES if column.name == "etat" else YES_NO if column.kind is Kind.BOOLEAN else None
        if allowed:
            message = {"error_title": "Saisie", "error_message": f"Un de ces mots : {', '.join(allowed)}"}
            sheet.data_validation(
                1, place, ROWS, place, {"validate": "list", "source": list(allowed), **message}
            )


def _help(book: Any) -> None:
    sheet = book.add_worksheet("Aide")
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90, wrapped)
    sheet.set_column(2, 2, 16)
    title, *words = _WORDS
    sheet.write_string(0, 0, title, bold)
    for number, said in enumerate(words, start=1):
        sheet.write_string(number, 1, said, wrapped)
    first = len(words) + 2
    for place, head in enumerate(("Colonne", "Ce qu’on y écrit", "Exemple")):
        sheet.write_string(first, place, head, bold)
    for number, (name, (told, example)) in enumerate(HELP.items(), start=first + 1):
        for place, said in enumerate((name, told, example)):
            sheet.write_string(number, place, said, wrapped)
