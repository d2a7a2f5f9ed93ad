"""Sitadel: building permits of premises."""

GOOD = {
    "locaux": """
        dep_code;comm;type_dau;num_dau;etat_dau;date_reelle_autorisation;destination_principale;surf_com_creee;surf_loc_creee;surf_com_demolie
        89;89024;PC;08902423A0001;2;2023-05-04;4;250;250;0
        971;97105;PC;97110523A0001;6;04/05/2023;;;12.5;
    """,
}

BREAKS = {
    "locaux": {
        "comm = null": "comm is filled",
    },
}
