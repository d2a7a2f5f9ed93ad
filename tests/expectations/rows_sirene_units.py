"""Sirene: legal units, successions, duplicates, positions."""

TYPES = {"date_lien_succession": "date", "longitude": "numeric", "latitude": "numeric"}

_UNIT = (
    "siren statut_diffusion categorie_entreprise etat_administratif categorie_juridique nomenclature_activite"
)
_PERIOD = "siren date_debut date_fin etat_administratif categorie_juridique nomenclature_activite"
_POINT = "siret code_commune epsg qualite_xy longitude latitude"

GOOD = {
    "sirene_unite_legale": (
        _UNIT,
        [
            ("356000000", "O", "GE", "A", "5510", "NAFRev2"),
            ("732829320", "P", None, "C", "1000", None),
        ],
    ),
    "sirene_unite_legale_historique": (
        _PERIOD,
        [
            ("356000000", "1991-01-01", "2007-12-31", "A", "4110", "NAF1993"),
            ("356000000", "2008-01-01", None, "A", "5510", "NAFRev2"),
        ],
    ),
    "sirene_lien_succession": (
        "siret_predecesseur siret_successeur date_lien_succession",
        [("35600000000048", "35600000000055", "2024-03-01")],
    ),
    "sirene_doublon": ("siren siren_doublon", [("356000000", "732829320")]),
    "sirene_geolocalisation": (
        _POINT,
        [
            ("35600000000048", "69384", "2154", "11", 4.8272, 45.7742),
            ("35600000000055", "97401", "2975", "33", 55.33318, -21.24024),
            ("73282932000074", "69384", None, None, None, None),
        ],
    ),
}

_STATE = [
    ("delete from {t}", "the table has rows"),
    ("update {t} set siren = null", "siren is filled"),
    ("update {t} set siren = '35600000'", "siren is a SIREN"),
    ("update {t} set etat_administratif = 'F'", "etat_administratif is one of"),
    ("update {t} set categorie_juridique = '55'", "categorie_juridique is a legal form"),
    ("update {t} set nomenclature_activite = 'NAF2025'", "nomenclature_activite is one of"),
]

BREAKS = [
    *(("sirene_unite_legale", *one) for one in _STATE),
    *(("sirene_unite_legale_historique", *one) for one in _STATE),
    ("sirene_unite_legale", "update {t} set statut_diffusion = null", "statut_diffusion is filled"),
    ("sirene_unite_legale", "update {t} set statut_diffusion = 'X'", "statut_diffusion is one of"),
    ("sirene_unite_legale", "insert into {t} select * from {t}", "siren is unique"),
    ("sirene_lien_succession", "delete from {t}", "the table has rows"),
    ("sirene_lien_succession", "update {t} set siret_predecesseur = null", "siret_predecesseur is filled"),
    ("sirene_lien_succession", "update {t} set siret_successeur = null", "siret_successeur is filled"),
    ("sirene_lien_succession", "update {t} set siret_predecesseur = '1'", "siret_predecesseur is a SIRET"),
    ("sirene_lien_succession", "update {t} set siret_successeur = '1'", "siret_successeur is a SIRET"),
    (
        "sirene_lien_succession",
        "update {t} set date_lien_succession = null",
        "date_lien_succession is filled",
    ),
    ("sirene_doublon", "delete from {t}", "the table has rows"),
    ("sirene_doublon", "update {t} set siren = '1'", "siren is a SIREN"),
    ("sirene_doublon", "update {t} set siren_doublon = '1'", "siren_doublon is a SIREN"),
    ("sirene_geolocalisation", "delete from {t}", "the table has rows"),
    ("sirene_geolocalisation", "update {t} set siret = null", "siret is filled"),
    ("sirene_geolocalisation", "update {t} set siret = '1'", "siret is a SIRET"),
    ("sirene_geolocalisation", "insert into {t} select * from {t}", "siret is unique"),
    ("sirene_geolocalisation", "update {t} set code_commune = '1024'", "code_commune is a commune code"),
    ("sirene_geolocalisation", "update {t} set epsg = '27572'", "epsg is one of"),
    ("sirene_geolocalisation", "update {t} set latitude = 6519000", "coordinates are degrees"),
]
