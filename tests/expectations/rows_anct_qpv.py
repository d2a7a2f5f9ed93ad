"""ANCT: priority neighbourhoods of the policy of cities (QPV)."""

GOOD = {
    "qpv": """
        code_qp;insee_com;geometry
        QN08901M;89024;{"type": "Polygon", "coordinates": [[[3.5, 47.7], [3.6, 47.7], [3.6, 47.8], [3.5, 47.7]]]}
    """,
}

BREAKS = {
    "qpv": {
        "insee_com = null": "insee_com is filled",
        "geometry = null": "geometry is filled",
        "geometry = replace(geometry, '47.7]', '6750000.2]')": "in degrees",
    },
}
