"""Small good tables, and a way to break each critical claim, for land, homes and geography."""

TYPES = {
    "annee": "integer",
    "surface": "numeric",
    "surfcom": "numeric",
    "unite_fonciere_surface": "numeric",
    "surf_com_creee": "numeric",
    "surf_loc_creee": "numeric",
    "surf_com_demolie": "numeric",
    "date_mutation": "date",
    "valeur_fonciere": "numeric",
    "longitude": "numeric",
    "latitude": "numeric",
}
POINT = '{"type": "Point", "coordinates": [3.57, 47.8]}'
POLYGON = '{"type": "Polygon", "coordinates": [[[3.5, 47.7], [3.6, 47.7], [3.6, 47.8], [3.5, 47.7]]]}'

GOOD: dict[str, tuple[str, list[tuple]]] = {
    "anct_commune_programme": (
        "insee_com lib_com id_ti",
        [("89024", "Auxerre", "ti-012"), ("2A004", "Ajaccio", None)],
    ),
    "cerema_enaf_flux": (
        "idcom iddep surfcom annee destination surface",
        [
            ("89024", "89", 49_000_000, 2023, name, m2)
            for name, m2 in {
                "art": 60,
                "act": 20,
                "hab": 40,
                "mix": 0,
                "rou": 1,
                "fer": 0,
                "inc": -1,
            }.items()
        ],
    ),
    "cerema_cartofriches_site": (
        "site_id site_statut site_actu_date comm_insee unite_fonciere_surface geompoint",
        [
            ("89024_1", "friche sans projet", "16/01/2024", "89024", 1200, "POINT (3.57 47.8)"),
            ("89024_2", "friche potentielle", "2025-11-03", None, None, None),
        ],
    ),
    "sdes_sitadel_locaux": (
        "dep_code comm type_dau num_dau etat_dau date_reelle_autorisation destination_principale "
        "surf_com_creee surf_loc_creee surf_com_demolie",
        [
            ("89", "89024", "PC", "08902423A0001", "2", "2023-05-04", "4", 250, 250, 0),
            ("971", "97105", "PC", "97110523A0001", "6", "04/05/2023", None, None, 12.5, None),
        ],
    ),
    "lovac_commune": (
        "codgeo annee pp_vacant pp_vacant_plus_2ans pp_total",
        [("89024", 2024, "1\u202f234", "512", "19 012"), ("89013", 2025, "s", "s", None)],
    ),
    "dvf_ligne": (
        "id_mutation date_mutation code_commune code_type_local valeur_fonciere longitude latitude",
        [
            ("2026-1", "2026-02-03", "89024", "2", 120_000, 3.57, 47.8),
            ("2026-1", "2026-02-03", "89024", None, 120_000, None, None),
        ],
    ),
    "insee_bpe_equipement": (
        "depcom typequ apet longitude latitude",
        [("89024", "B105", "4711D", 3.57, 47.8), ("97602", "A206", "_Z", None, None)],
    ),
    "etalab_contour_commune": ("code geometry", [("89024", POLYGON), ("2A004", POLYGON)]),
    "etalab_mairie": ("commune type geometry", [("89024", "mairie", POINT), ("89024", "memorial", POINT)]),
    "insee_densite_commune": ("codgeo dens dens7", [("89024", "2", "3"), ("89013", "3", "5")]),
    "anct_qpv": ("code_qp insee_com geometry", [("QN08901M", "89024", POLYGON)]),
    "insee_naf_rev2": ("niv5 niv1", [("47.11F", "G"), ("01.11Z", "A")]),
    "insee_naf2025": ("niv5 niv1", [("47.11J", "G"), ("01.11Y", "A")]),
    "insee_categorie_juridique": ("code libelle", [("1000", "Entrepreneur individuel")]),
}

BREAKS: list[tuple[str, str, str]] = [
    ("anct_commune_programme", "update {t} set insee_com = null", "insee_com is filled"),
    ("anct_commune_programme", "update {t} set insee_com = '1'", "insee_com is a commune code"),
    ("anct_commune_programme", "insert into {t} select * from {t}", "insee_com is unique"),
    ("cerema_enaf_flux", "update {t} set idcom = null", "idcom is filled"),
    ("cerema_enaf_flux", "update {t} set annee = null", "annee is filled"),
    ("cerema_enaf_flux", "update {t} set surface = null", "surface is filled"),
    ("cerema_enaf_flux", "update {t} set idcom = '1024'", "idcom is a commune code"),
    ("cerema_enaf_flux", "update {t} set destination = 'x'", "destination is one of"),
    ("cerema_enaf_flux", "insert into {t} select * from {t}", "idcom x annee x destination is unique"),
    ("cerema_enaf_flux", "update {t} set annee = 23", "annee is between"),
    ("cerema_enaf_flux", "update {t} set surface = -1 where destination = 'hab'", "no surface is negative"),
    ("cerema_cartofriches_site", "update {t} set site_id = null", "site_id is filled"),
    ("cerema_cartofriches_site", "insert into {t} select * from {t}", "site_id is unique"),
    ("cerema_cartofriches_site", "update {t} set comm_insee = '1'", "comm_insee is a commune code"),
    ("sdes_sitadel_locaux", "update {t} set comm = null", "comm is filled"),
    ("sdes_sitadel_locaux", "update {t} set num_dau = null", "num_dau is filled"),
    ("sdes_sitadel_locaux", "update {t} set comm = '1'", "comm is a commune code"),
    ("lovac_commune", "update {t} set codgeo = null", "codgeo is filled"),
    ("lovac_commune", "update {t} set annee = null", "annee is filled"),
    ("lovac_commune", "update {t} set codgeo = '1'", "codgeo is a commune code"),
    ("lovac_commune", "insert into {t} select * from {t}", "codgeo x annee is unique"),
    ("lovac_commune", "update {t} set pp_vacant = 'NC'", "pp_vacant is a whole number"),
    ("lovac_commune", "update {t} set pp_vacant_plus_2ans = '1,5'", "pp_vacant_plus_2ans is a whole number"),
    ("lovac_commune", "update {t} set pp_total = '-1'", "pp_total is a whole number"),
    ("lovac_commune", "update {t} set annee = 25", "annee is between"),
    ("dvf_ligne", "update {t} set id_mutation = null", "id_mutation is filled"),
    ("dvf_ligne", "update {t} set date_mutation = null", "date_mutation is filled"),
    ("dvf_ligne", "update {t} set code_commune = '1'", "code_commune is a commune code"),
    ("dvf_ligne", "update {t} set date_mutation = '2025-02-03'", "sales are of 2026"),
    ("insee_bpe_equipement", "update {t} set depcom = null", "depcom is filled"),
    ("insee_bpe_equipement", "update {t} set typequ = null", "typequ is filled"),
    ("insee_bpe_equipement", "update {t} set depcom = '1'", "depcom is a commune code"),
    ("insee_bpe_equipement", "update {t} set typequ = '_Z'", "typequ is a letter"),
    ("etalab_contour_commune", "update {t} set code = null", "code is filled"),
    ("etalab_contour_commune", "update {t} set code = '1'", "code is a commune code"),
    ("etalab_contour_commune", "insert into {t} select * from {t}", "code is unique"),
    ("etalab_contour_commune", "update {t} set geometry = null", "geometry is filled"),
    (
        "etalab_contour_commune",
        "update {t} set geometry = replace(geometry, '3.5,', '652000.1,')",
        "in degrees",
    ),
    ("etalab_mairie", "update {t} set commune = null", "commune is filled"),
    ("etalab_mairie", "update {t} set commune = '1'", "commune is a commune code"),
    ("etalab_mairie", "update {t} set geometry = null", "geometry is filled"),
    ("etalab_mairie", "update {t} set geometry = replace(geometry, '3.57', '652000.1')", "in degrees"),
    ("insee_densite_commune", "update {t} set codgeo = null", "codgeo is filled"),
    ("insee_densite_commune", "update {t} set codgeo = '1'", "codgeo is a commune code"),
    ("insee_densite_commune", "insert into {t} select * from {t}", "codgeo is unique"),
    ("insee_densite_commune", "update {t} set dens = '4'", "dens is one of"),
    ("insee_densite_commune", "update {t} set dens7 = '8'", "dens7 is one of"),
    *(
        (table, bad, says)
        for table in ("insee_naf_rev2", "insee_naf2025")
        for bad, says in (
            ("update {t} set niv5 = null", "niv5 is filled"),
            ("update {t} set niv5 = '4711F'", "niv5 is a sub-class"),
            ("insert into {t} select * from {t}", "niv5 is unique"),
            ("update {t} set niv1 = null", "niv1 is filled"),
        )
    ),
    ("insee_categorie_juridique", "update {t} set code = null", "code is filled"),
    ("insee_categorie_juridique", "update {t} set code = '55'", "code is a legal form"),
    ("insee_categorie_juridique", "insert into {t} select * from {t}", "code is unique"),
    ("anct_qpv", "update {t} set code_qp = null", "code_qp is filled"),
    ("anct_qpv", "insert into {t} select * from {t}", "code_qp is unique"),
    ("anct_qpv", "update {t} set insee_com = null", "insee_com is filled"),
    ("anct_qpv", "update {t} set geometry = null", "geometry is filled"),
    ("anct_qpv", "update {t} set geometry = replace(geometry, '47.7]', '6750000.2]')", "in degrees"),
]
