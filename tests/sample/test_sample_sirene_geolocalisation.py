"""Points of establishments: columns, places on the map, qualities."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq

from sample.publishers import sirene, sirene_geolocalisation

POINT = (
    "siret;x;y;qualite_xy;epsg;plg_qp24;plg_iris;plg_zus;plg_qp15;plg_qva;plg_code_commune;distance_precision;"
    "qualite_qp24;qualite_iris;qualite_zus;qualite_qp15;qualite_qva;y_latitude;x_longitude"
)


def test_columns_and_types(path) -> None:
    schema = pq.read_schema(path(sirene_geolocalisation.URL))
    assert schema.names == POINT.split(";")
    assert schema.field("x_longitude").type == pa.float64()


def test_points_are_in_their_commune_and_on_the_map(table) -> None:
    points = table(sirene_geolocalisation.URL)
    rows = table(sirene.STOCK_PARQUET).set_index("siret").loc[points.siret]
    assert (rows.statutDiffusionEtablissement == "O").all()
    assert (rows.codeCommuneEtablissement.to_numpy() == points.plg_code_commune).all()
    shares = points.qualite_xy.value_counts(normalize=True)
    assert set(shares.index) == {"11", "12", "21", "22", "33"}
    assert 0.15 < shares["33"] < 0.19
    mainland = points.epsg == "2154"
    assert set(points.epsg) == {"2154", "5490", "2975"}
    assert points.x_longitude[mainland].between(-5.2, 10).all()
    assert points.y_latitude[mainland].between(41, 51.5).all()
    auxerre = points[points.plg_code_commune == "89024"]
    assert abs(auxerre.x_longitude.median() - 3.573) < 0.05
    assert abs(auxerre.y_latitude.median() - 47.798) < 0.05
