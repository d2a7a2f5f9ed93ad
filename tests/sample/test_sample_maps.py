"""Nomenclatures, contours, town halls, density, programmes: layouts, and what must agree."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from sample.publishers import anct, anct_neighbourhoods, etalab, insee_density, nomenclatures
from sample.sirene.activities import activities


@pytest.fixture(scope="module")
def content(small_mirror: Path):
    return lambda url: (small_mirror / url.removeprefix("https://")).read_bytes()


def rows(text: bytes, separator: str = ";") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.decode(), newline=""), delimiter=separator))


def test_nomenclatures_hold_every_code_of_the_simulation(content) -> None:
    rev2, naf25 = rows(content(nomenclatures.NAF_REV2)), rows(content(nomenclatures.NAF_2025))
    assert ";".join(rev2[0]) == "NIV5;NIV4;NIV3;NIV2;NIV1;LIB_NIV5;LIB_NIV4;LIB_NIV3;LIB_NIV2;LIB_NIV1"
    assert ";".join(naf25[0]) == "NIV5;NIV4;NIV3;NIV2;NIV1;LIB_NIV1;LIB_NIV5"
    assert {r[0] for r in rev2[1:]} == set(activities().naf)
    assert {r[0] for r in naf25[1:]} == set(activities().naf25)
    assert all(r[0].startswith(r[1]) and r[1].startswith(r[2]) and r[2].startswith(r[3]) for r in rev2[1:])
    assert {r[0] for r in rows(content(nomenclatures.LEGAL_FORMS), ",")} >= {
        "1000",
        "5499",
        "5710",
        "6540",
        "7210",
    }


def test_contours_tile_without_overlap(content) -> None:
    features = json.loads(content(etalab.CONTOURS))["features"]
    assert len(features) == 1384 + 9
    properties = {f["properties"]["code"]: f["properties"] for f in features}
    assert list(properties["89024"]) == ["code", "nom", "departement", "region", "epci"]
    assert properties["69123"]["plm"] is True
    assert properties["69381"]["commune"] == "69123"
    corners = [
        tuple(f["geometry"]["coordinates"][0][0]) for f in features if "commune" not in f["properties"]
    ]
    assert len(set(corners)) == len(corners)


def test_town_halls_are_in_their_commune(content) -> None:
    contours = {
        f["properties"]["code"]: f["geometry"]["coordinates"][0]
        for f in json.loads(content(etalab.CONTOURS))["features"]
    }
    halls = json.loads(content(etalab.HALLS))["features"]
    assert {f["properties"]["commune"] for f in halls} == contours.keys()
    for hall in halls:
        ring = contours[hall["properties"]["commune"]]
        (x, y), xs, ys = hall["geometry"]["coordinates"], *zip(*ring, strict=True)
        assert min(xs) < x < max(xs)
        assert min(ys) < y < max(ys)
        assert list(hall["properties"]) == ["commune", "nom", "type"]


def test_density_grid(content) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content(insee_density.URL)), read_only=True)
    sheet = list(book["Maille communale"].iter_rows(values_only=True))
    assert sheet[4] == (
        "CODGEO", "LIBGEO", "DENS", "LIBDENS", "PMUN22", "P1", "P2", "P3", "DENS_AAV", "LIBDENS_AAV", "DENS7",
        "LIBDENS7",
    )  # fmt: skip
    assert len(sheet) == 5 + 1384


def test_cross_file_agrees_with_the_lists(content) -> None:
    text = content(anct.CROSS_2023)
    assert text.startswith(
        b'"insee_com","lib_com","id_pvd","id_ti","id_crte","id_acv","id_ami","id_fabp","id_amm","id_habinclus",'
        b'"id_cite","id_cde","id_fs","id_acv2","id_va","id_site"\r\n'
    )
    cross = {r[0]: r for r in rows(text, ",")[1:]}
    listed = {r[0]: r[2] for r in rows(content(anct.ACV_2024), ",")[1:]}
    assert {com: r[5] for com, r in cross.items() if r[5]} == listed
    assert any(r[3] for r in cross.values())


def test_neighbourhoods(content) -> None:
    archive = zipfile.ZipFile(io.BytesIO(content(anct_neighbourhoods.URL)))
    (name,) = archive.namelist()
    assert name.endswith("WGS84.geojson")
    features = json.loads(archive.read(name))["features"]
    assert list(features[0]["properties"]) == ["code_qp", "lib_qp", "insee_com", "lib_com"]
    codes = [f["properties"]["code_qp"] for f in features]
    assert len(set(codes)) == len(codes) > 30
