"""INSEE's census: residents' activity, jobs at the workplace, age structure."""

from tests.expectations import melodi_rows

_MELODI = {
    "emploi_residence": melodi_rows.good("empsta_enq;sex;age;educ;rp_measure", "2;_T;Y15T64;_T;POP"),
    "emploi_travail": melodi_rows.good("empform;sex;age;wktime;rp_measure", "_T;_T;_T;_T;NBEMP"),
    "population": melodi_rows.good("sex;age;rp_measure", "_T;Y15T24;POP"),
    "scolarisation": melodi_rows.good("stud;sex;age;stud_area;rp_measure", "1;_T;Y18T24;_T;POP"),
    "menage": melodi_rows.good("tph;pcs;ocs;rp_measure", "11;_T;_T;DWELLINGS"),
    "serie_historique": melodi_rows.good("ocs;rp_measure", "DW_VAC;DWELLINGS"),
}

GOOD = {
    **_MELODI,
    "base_emploi": """
        codgeo;annee;pop1564;act1564;chom1564;emplt
        89024;2021;20000;14500;2400;21000
        89024;2015;20900;15000;2600;22000
    """,
}
BREAKS = {
    **dict.fromkeys(_MELODI, melodi_rows.BREAKS),
    "scolarisation": {**melodi_rows.BREAKS, "stud_area = 'DEP'": "stud_area has its total"},
    "menage": {
        **melodi_rows.BREAKS,
        "ocs = 'DW_MAIN'": "ocs has its total",
        "prefph = '1'": "prefph has its total",
    },
    "base_emploi": {"emplt = -1": "are not negative"},
}
