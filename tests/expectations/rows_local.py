"""A town's own data: surveys, premises, counts. What is particular to them is asked when files are read (own_files)."""

GOOD = {
    "vacancy": """
        id_local;code_commune;date_releve;etat;fichier;ligne
        A-1;89024;2025-06-14;vacant;a.csv;2
    """,
    "premises": """
        id_local;code_commune;longitude;latitude;fichier;ligne
        A-1;89024;3.57;47.79;a.csv;2
    """,
    "footfall_site": """
        site_id;site_name;fr_insee_code;xlong;ylat;fichier;ligne
        S1;Rue X;89024;3.57;47.79;sites.csv;2
    """,
    "footfall_channel": """
        channel_id;site_id;mobility_type;time_step;fichier;ligne
        C1;S1;PEDESTRIAN;3600;channels.csv;2
    """,
    "footfall_measure": """
        channel_id;start_datetime;count;fichier;ligne
        C1;2025-06-14 10:00:00;12;measures.csv;2
    """,
}

BREAKS = {
    "footfall_measure": {
        "insert into {t} (channel_id, start_datetime) select channel_id, start_datetime from {t} cross join generate_series(1, 2)": "two counts at most",
    },
}
