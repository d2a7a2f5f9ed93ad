"""Priority neighbourhoods: one GeoJSON in a zip, a code each."""

from __future__ import annotations

import io
import json
import zipfile

from sample.publishers import anct_qpv


def test_neighbourhoods(content) -> None:
    archive = zipfile.ZipFile(io.BytesIO(content(anct_qpv.URL)))
    (name,) = archive.namelist()
    assert name.endswith("WGS84.geojson")
    features = json.loads(archive.read(name))["features"]
    assert list(features[0]["properties"]) == ["code_qp", "lib_qp", "insee_com", "lib_com"]
    codes = [f["properties"]["code_qp"] for f in features]
    assert len(set(codes)) == len(codes) > 30
