"""Sitadel: building permits of premises."""

GOOD = {
    "locaux": """
        dep_code;comm;type_dau;num_dau;etat_dau;date_reelle_autorisation;destination_principale;surf_com_creee;surf_loc_creee;surf_com_demolie;surf_autr_creee;surf_heb_creee;surf_bur_creee;surf_ind_creee;surf_agr_creee;surf_ent_creee;surf_pub_creee;surf_art_creee;surf_hab_creee
        89;89024;PC;08902423A0001;2;2023-05-04;4;250;250;0;;;;;;;;;
        971;97105;PC;97110523A0001;6;4/5/2023;;;12.5;;;;;;;;;;
        89;89024;PC;08902423A0002;5;2023-05-04;4;250;400;0;150;;;;;;;;90
        89;89024;PC;08902423A0003;5;2023-05-04;8;250;421;0;;1;20;100;0;0;30;20;
    """,
}

BREAKS = {
    "locaux": {
        "comm = null": "comm is filled",
        "surf_autr_creee = 151, surf_loc_creee = 250": "uses other than homes sum to all premises for most permits",
    },
}
