"""Cerema, EmpCom: contours of commercial zones."""

GOOD = {
    "zone": """
        fid;id_dep;idcom;activite;surf_ha;geometry
        1;10_1;10387,10325;Commerce;12.5;{"type":"Polygon","coordinates":[[[780000.5,6800000],[780100,6800000],[780100,6800100],[780000.5,6800000]]]}
        2;10_1;10387;artisanat;;{"type":"MultiPolygon","coordinates":[[[[780000.5,6800000],[780100,6800000],[780100,6800100],[780000.5,6800000]]]]}
    """,
}

BREAKS = {
    "zone": {
        "geometry = null": "geometry is filled",
        "geometry = replace(geometry, '780000.5,', '4.5,')": "in Lambert-93",
        "activite = 'commercial'": "some contour is of commerce",
    },
}
