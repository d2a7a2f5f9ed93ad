"""Why a perimeter is what it is, in French: the words that `draw` and `recipe` keep with it are English."""

import re

# Each phrase of a reason, as a form. What a user gave as reason is none of these and stays as it is.
_FORMS = {
    r"first drawing": "premier tracé",
    r"redrawn on request": "retracé à la demande",
    r"user's polygon given: (.+)": r"polygone fourni par un utilisateur : \1",
    r"user's polygon changed: (.+)": r"polygone de l’utilisateur modifié : \1",
    r"no located storefront: disc": "aucun point de vente localisé : disque",
    r"no cluster of (\d+) storefronts within (\d+) m of the town hall: disc": r"aucun groupe de \1 points de vente à moins de \2 m de la mairie : disque",
    r"no town hall known(.*)": r"mairie inconnue\1",
    r"town hall (\d+) m out of the commune, not used(.*)": r"mairie à \1 m hors de la commune, écartée\2",
    r"no contour: not clipped": "contour inconnu : non découpé",
    r"outside the contour: not clipped": "hors du contour : non découpé",
}
_INSTEAD = {
    ": middle of the largest cluster instead": " : centre du plus grand groupe à la place",
    ": middle of the commune instead": " : centre de la commune à la place",
    ", no contour: middle of the storefronts instead": ", contour inconnu : centre des points de vente à la place",
}


def in_french(reason: str) -> str:
    """The reason kept with a perimeter, phrase by phrase."""
    return " ; ".join(_phrase(phrase) for phrase in reason.split("; "))


def _phrase(phrase: str) -> str:
    for form, french in _FORMS.items():
        found = re.fullmatch(form, phrase)
        if found:
            told = found.expand(french)
            for english, instead in _INSTEAD.items():
                told = told.replace(english, instead)
            return told
    return phrase
