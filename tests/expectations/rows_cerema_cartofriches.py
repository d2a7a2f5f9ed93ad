"""Cerema: brownfield sites."""

GOOD = {
    "site": """
        site_id;site_statut;site_actu_date;comm_insee;unite_fonciere_surface;geompoint
        89024_1;friche sans projet;16/01/2024;89024;1200;POINT (3.57 47.8)
        89024_2;friche potentielle;2025-11-03;;;
    """,
}
