"""Cerema, FUSAC: zones of economic activity."""

GOOD = {
    "zone": """
        site_id;site_type;site_etat;site_coddep;geometry
        80024_SITE-ECO_00001;zone d'activité économique;existant et actif;80;{"type":"Polygon","coordinates":[[[640000,6980000.5],[640100,6980000.5],[640100,6980100],[640000,6980000.5]]]}
    """,
}

BREAKS = {
    "zone": {
        "geometry = null": "geometry is filled",
        "geometry = replace(geometry, '6980000.5', '1780000.5')": "in Lambert-93",
    },
}
