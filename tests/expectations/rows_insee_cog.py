"""INSEE's official geographic code: communes, movements since 1943, departments, regions."""

GOOD = {
    "commune": """
        typecom;com;reg;dep;libelle;comparent
        COM;89024;27;89;Auxerre;
        COM;2A004;94;2A;Ajaccio;
        COM;97209;02;972;Fort-de-France;
        ARM;69381;84;69;Lyon 1er;69123
        COMD;89024;;;Auxerre;89024
    """,
    "mouvement": """
        mod;date_eff;typecom_av;com_av;libelle_av;typecom_ap;com_ap;libelle_ap
        32;2016-01-01;COM;14011;Aunay;COM;14011;Les Monts d'Aunay
        20;1950-01-01;;;;COM;38567;Chamrousse
    """,
    "arrondissement": """
        arr;dep
        011;01
        2A1;2A
    """,
    "departement": """
        dep;reg;cheflieu;libelle
        2A;94;2A004;Corse-du-Sud
    """,
    "region": """
        reg;cheflieu;libelle
        94;2A004;Corse
    """,
}

BREAKS = {
    "commune": {
        "libelle = null": "libelle is filled",
        "typecom = 'CT' where dep = '89'": "typecom is one of",
        "comparent = 'Lyon' where typecom = 'ARM'": "comparent is a commune",
        "dep = '1' where dep = '89'": "dep is a department code",
        "reg = '2' where dep = '972'": "reg is a region code",
        "dep = null where com = '2A004'": "any other type has a parent",
    },
    "mouvement": {
        "typecom_av = 'X'": "typecom_av is one of",
        "typecom_ap = 'X'": "typecom_ap is one of",
        "com_ap = null": "a commune before or after",
    },
    "arrondissement": {
        "dep = '2'": "dep is a department code",
    },
    "departement": {
        "reg = null": "reg is filled",
        "libelle = null": "libelle is filled",
        "dep = '2'": "dep is a department code",
        "reg = '9'": "reg is a region code",
    },
    "region": {
        "libelle = null": "libelle is filled",
        "reg = '9'": "reg is a region code",
    },
}
