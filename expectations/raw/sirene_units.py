"""Sirene: legal units, their periods, successions and duplicates. 30 million rows and more: few claims."""

from expectations.claim import (
    SIREN,
    SIRET,
    WARNING,
    Claim,
    Facts,
    coded,
    filled,
    no_rows,
    one_of,
    unique,
)
from expectations.raw.sirene import BREAK, EMPTY, NEW_WORD, NOMENCLATURE

FORM = r"^\d{4}$"


def unite_legale(facts: Facts) -> list[Claim]:
    """`sirene_unite_legale`: SIREN."""
    return [
        *_state(),
        filled("statut_diffusion"),
        one_of("statut_diffusion", ("N", "O", "P"), NEW_WORD),
        one_of("categorie_entreprise", ("ETI", "GE", "PME"), NEW_WORD, WARNING),
        unique("siren"),
    ]


def unite_legale_historique(facts: Facts) -> list[Claim]:
    """`sirene_unite_legale_historique`: SIREN x period."""
    return [
        *_state(),
        unique("siren", "date_debut", severity=WARNING),
        no_rows(
            "select siren, date_debut, date_fin from {batch} where date_fin < date_debut limit 20",
            "a period ends after it begins",
            "Such a period counts nowhere; many of them mean a misread column.",
            WARNING,
        ),
    ]


def lien_succession(facts: Facts) -> list[Claim]:
    """`sirene_lien_succession`: predecessor x successor x date."""
    return [
        _has_rows(),
        filled("siret_predecesseur"),
        filled("siret_successeur"),
        coded("siret_predecesseur", SIRET, "a SIRET of 14 digits"),
        coded("siret_successeur", SIRET, "a SIRET of 14 digits"),
        filled("date_lien_succession"),
        unique("siret_predecesseur", "siret_successeur", "date_lien_succession", severity=WARNING),
        no_rows(
            "select siret_predecesseur from {batch} where siret_predecesseur = siret_successeur limit 20",
            "an establishment does not succeed itself",
            "Staging leaves such links out; many of them mean that columns moved.",
            WARNING,
        ),
    ]


def doublon(facts: Facts) -> list[Claim]:
    """`sirene_doublon`: SIREN kept x SIREN doubled."""
    return [
        _has_rows(),
        coded("siren", SIREN, "a SIREN of 9 digits"),
        coded("siren_doublon", SIREN, "a SIREN of 9 digits"),
        unique("siren", "siren_doublon", severity=WARNING),
    ]


def _has_rows() -> Claim:
    return no_rows("select 0 as rows where not exists (select 1 from {batch})", "the table has rows", EMPTY)


def _state() -> list[Claim]:
    return [
        _has_rows(),
        filled("siren"),
        coded("siren", SIREN, "a SIREN of 9 digits"),
        one_of("etat_administratif", ("A", "C"), NEW_WORD),
        coded("categorie_juridique", FORM, "a legal form of 4 digits", mostly=0.999),
        one_of("nomenclature_activite", NOMENCLATURE, BREAK),
    ]
