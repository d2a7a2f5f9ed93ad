"""What a legal notice says, nested as the DILA nests it: people, establishments, acts, judgments, in JSON."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, NamedTuple

from sample.sirene.legal_units import COMPANY_WORDS, FAMILY_NAMES, FIRST_NAMES, SAS, SOLE_TRADER
from sample.sirene.tables import SIGN_WORDS
from sample.territories import Territory

MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
          "décembre")  # fmt: skip
JUDGMENTS = (
    "Jugement d'ouverture de liquidation judiciaire",
    "Jugement d'ouverture d'une procédure de redressement judiciaire",
    "Jugement d'ouverture d'une procédure de sauvegarde",
    "Jugement prononçant la clôture pour insuffisance d'actif",
)
SALES = (
    "Achat d'un fonds par une personne morale (insertion provisoire)",
    "Cession de fonds de commerce",
    "Vente d'un fonds de commerce",
)


class Party(NamedTuple):
    """A legal unit as a notice names it."""

    siren: int
    form: int
    place: Territory
    postcode: str

    @property
    def spaced(self) -> str:
        text = str(self.siren).zfill(9)
        return f"{text[:3]} {text[3:6]} {text[6:]}"

    @property
    def name(self) -> str:
        if self.form == SOLE_TRADER:
            return f"{FAMILY_NAMES[self.siren % len(FAMILY_NAMES)]} {self.first_name.title()}"
        words = [*SIGN_WORDS, *COMPANY_WORDS]
        return words[self.siren * 7 % len(words)]

    @property
    def first_name(self) -> str:
        names = [*FIRST_NAMES["F"], *FIRST_NAMES["M"]]
        return names[self.siren // 10 % len(names)]


def spelled(day: date, form: int) -> str:
    """A date in one of the forms met: ISO mostly, slashes or hyphens, words with hard blanks or plain ones."""
    if form % 10 == 7:
        return f"{day:%d-%m-%Y}" if form == 17 else f"{day:%d/%m/%Y}"
    if form % 10 not in (8, 9):
        return day.isoformat()
    number, month = "1er" if day.day == 1 else str(day.day), MONTHS[day.month - 1]
    if form == 18:
        return f"le {number.replace('er', ' er')} {month.replace('é', 'e').replace('û', 'u')} {day.year}"
    return ("\u00a0" if form % 10 == 8 else " ").join((number, month, str(day.year)))


def address(party: Party) -> dict[str, str]:
    return {
        "numeroVoie": str(party.siren % 120 + 1), "typeVoie": "rue", "nomVoie": "de la République",
        "codePostal": party.postcode, "ville": party.place.name, "pays": "france",
    }  # fmt: skip


def person(party: Party) -> dict[str, Any]:
    number = {"numeroIdentification": party.spaced, "codeRCS": "RCS", "nomGreffeImmat": party.place.zone.name}
    if party.form == SOLE_TRADER:
        family, first = party.name.split(" ", 1)
        who = {"typePersonne": "pp", "nom": family, "prenom": first}
    else:
        legal = "Société par actions simplifiée" if party.form == SAS else "Société à responsabilité limitée"
        who = {"typePersonne": "pm", "denomination": party.name, "formeJuridique": legal}
    return {**who, "numeroImmatriculation": number, "adresseSiegeSocial": address(party)}


def people(*parties: Party) -> str:
    """One person is an object, several are a list."""
    persons = [person(party) for party in parties]
    return dumps({"personne": persons[0] if len(persons) == 1 else persons})


def establishment(party: Party, siret: int, origin: str, activity: str) -> str:
    return dumps(
        {
            "etablissement": {
                "origineFonds": origin,
                "qualiteEtablissement": "Etablissement principal",
                "activite": activity,
                "adresse": address(party),
                "siret": str(siret).zfill(14),
            }
        }
    )


def price(amount: int) -> str:
    """As French notices print it: 40.000,00 EUR."""
    return f"{amount:,}".replace(",", ".") + ",00 EUR"


def dumps(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)
