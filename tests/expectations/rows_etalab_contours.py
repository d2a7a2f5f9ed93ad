"""Etalab: contours of communes, town halls."""

GOOD = {
    "communes": """
        code;geometry
        89024;{"type": "Polygon", "coordinates": [[[3.5, 47.7], [3.6, 47.7], [3.6, 47.8], [3.5, 47.7]]]}
        2A004;{"type": "Polygon", "coordinates": [[[3.5, 47.7], [3.6, 47.7], [3.6, 47.8], [3.5, 47.7]]]}
    """,
    "mairies": """
        commune;type;geometry
        89024;mairie;{"type": "Point", "coordinates": [3.57, 47.8]}
        89024;memorial;{"type": "Point", "coordinates": [3.57, 47.8]}
    """,
}

BREAKS = {
    "communes": {
        "geometry = null": "geometry is filled",
        "geometry = replace(geometry, '3.5,', '652000.1,')": "in degrees",
    },
    "mairies": {
        "geometry = null": "geometry is filled",
        "geometry = replace(geometry, '3.57', '652000.1')": "in degrees",
    },
}
