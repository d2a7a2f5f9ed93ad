"""INSEE's Filosofi: living standards by commune."""

from tests.expectations import melodi_rows

GOOD = {
    "principal": melodi_rows.good("unit_measure;filosofi_measure;conf_status", "EUR_YR;MED_SL;F"),
    "commune": """
        codgeo;annee;menages;personnes;mediane;d1;d9;tp60
        89024;2017;16012;33120;19010;10240;32330.5;21
        89001;2018;180;402;21050;s;s;
        89002;2019;;;s;s;s;
        97105;2020;;;nd;nd;nd;
    """,
}
BREAKS = {
    "principal": melodi_rows.BREAKS,
    "commune": {
        "annee = 2021": "annee is between",
        "mediane = 'NC'": "mediane is a number, s or nd",
        "d1 = 'NC'": "d1 is a number, s or nd",
        "d9 = 'NC'": "d9 is a number, s or nd",
        "tp60 = 'NC'": "tp60 is a number, s or nd",
        "menages = '1.5'": "menages, where it is a number, is whole",
        "menages = '-1'": "menages, where it is a number, is between",
        "personnes = '1.5'": "personnes, where it is a number, is whole",
        "personnes = '-1'": "personnes, where it is a number, is between",
        "mediane = '0'": "mediane, where it is a number, is between",
        "tp60 = '101'": "tp60, where it is a number, is between",
        "d1 = '30000'": "deciles of living standards are in order",
    },
}
