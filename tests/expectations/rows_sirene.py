"""Sirene: establishments, legal units, their periods and links. 30 to 97 million rows: few claims."""

GOOD = {
    "etablissement": """
        siret;siren;statut_diffusion;date_creation;code_commune;date_debut;etat_administratif;activite_principale;nomenclature_activite;caractere_employeur
        35600000000048;356000000;O;1991-01-01;89024;2008-01-01;A;53.10Z;NAFRev2;O
        35600000000055;356000000;P;;;;F;80.1Z;NAF1993;
    """,
    "historique": """
        siret;date_debut;date_fin;etat_administratif;activite_principale;nomenclature_activite;caractere_employeur
        35600000000048;1991-01-01;2007-12-31;A;64.1A;NAF1993;O
        35600000000048;2008-01-01;;A;53.10Z;NAFRev2;N
        35600000000055;;;F;;;
    """,
    "unite_legale": """
        siren;statut_diffusion;categorie_entreprise;etat_administratif;categorie_juridique;nomenclature_activite
        356000000;O;GE;A;5510;NAFRev2
        732829320;P;;C;1000;
    """,
    "unite_legale_historique": """
        siren;date_debut;date_fin;etat_administratif;categorie_juridique;nomenclature_activite
        356000000;1991-01-01;2007-12-31;A;4110;NAF1993
        356000000;2008-01-01;;A;5510;NAFRev2
    """,
    "lien_succession": """
        siret_predecesseur;siret_successeur;date_lien_succession
        35600000000048;35600000000055;2024-03-01
    """,
    "doublon": """
        siren;siren_doublon
        356000000;732829320
    """,
}

BREAKS = {
    "etablissement": {
        "siren = '356000001'": "SIRET begins with SIREN",
        "statut_diffusion = null": "statut_diffusion is filled",
        "statut_diffusion = 'X'": "statut_diffusion is one of",
        "etat_administratif = 'C'": "etat_administratif is one of",
        "etat_administratif = null": "etat_administratif is filled for",
        "nomenclature_activite = 'NAF2025'": "nomenclature_activite is",
    },
    "historique": {
        "etat_administratif = 'C'": "administratif is one of",
        "etat_administratif = null": "administratif is filled",
        "nomenclature_activite = 'NAF2025'": "nomenclature",
    },
    "unite_legale": {
        "etat_administratif = 'F'": "etat_administratif is one of",
        "categorie_juridique = '55'": "categorie_juridique is a legal form",
        "nomenclature_activite = 'NAF2025'": "nomenclature_activite is one of",
        "statut_diffusion = null": "statut_diffusion is filled",
        "statut_diffusion = 'X'": "statut_diffusion is one of",
    },
    "unite_legale_historique": {
        "etat_administratif = 'F'": "etat_administratif is one of",
        "categorie_juridique = '55'": "categorie_juridique is a legal form",
        "nomenclature_activite = 'NAF2025'": "nomenclature_activite is one of",
    },
    "lien_succession": {
        "date_lien_succession = null": "date_lien_succession is filled",
    },
}
