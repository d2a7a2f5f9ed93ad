"""Code officiel géographique: first lines, geographies explained by their movements, the publisher's own rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sample.conftest import real_rows

INSEE = "www.insee.fr/fr/statistiques/fichier"
COG = {2023: "6800675", 2025: "8377162", 2026: "8740222"}
COMMUNE = "TYPECOM,COM,REG,DEP,CTCD,ARR,TNCC,NCC,NCCENR,LIBELLE,CAN,COMPARENT\r\n"
FIRST_LINES = {
    f"{INSEE}/6800675/v_commune_2023.csv": COMMUNE,
    f"{INSEE}/8377162/v_commune_2025.csv": '"' + COMMUNE.strip().replace(",", '","') + '"\r\n',
    f"{INSEE}/8740222/v_commune_2026.csv": COMMUNE,
    f"{INSEE}/8740222/v_mvt_commune_2026.csv": (
        "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,"
        "TYPECOM_AP,COM_AP,TNCC_AP,NCC_AP,NCCENR_AP,LIBELLE_AP\r\n"
    ),
    f"{INSEE}/8740222/v_departement_2026.csv": "DEP,REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE\r\n",
    f"{INSEE}/8740222/v_region_2026.csv": "REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE\r\n",
}


def communes(lines, year: int) -> set[str]:
    rows = lines(f"{INSEE}/{COG[year]}/v_commune_{year}.csv")
    return {r["COM"] for r in rows if r["TYPECOM"] == "COM"}


@pytest.mark.parametrize("url", FIRST_LINES)
def test_first_line(small_mirror: Path, url: str) -> None:
    assert (small_mirror / url).read_bytes().startswith(FIRST_LINES[url].encode())


@pytest.mark.parametrize("year", [2023, 2025])
def test_movements_lead_exactly_to_the_last_geography(lines, year: int) -> None:
    movements = lines(f"{INSEE}/8740222/v_mvt_commune_2026.csv")
    current = {code: {code} for code in communes(lines, year)}
    steps: dict[str, dict[str, set[str]]] = {}
    for m in movements:
        if m["DATE_EFF"] > f"{year}-01-01" and m["TYPECOM_AV"] == m["TYPECOM_AP"] == "COM":
            steps.setdefault(m["DATE_EFF"], {}).setdefault(m["COM_AV"], set()).add(m["COM_AP"])
    for _, step in sorted(steps.items()):
        current = {
            code: set().union(*(step.get(place, {place}) for place in places))
            for code, places in current.items()
        }
    assert set().union(*current.values()) == communes(lines, 2026)


def test_geographies_hold_mergers_splits_and_new_codes(lines) -> None:
    kinds = {m["MOD"] for m in lines(f"{INSEE}/8740222/v_mvt_commune_2026.csv")}
    assert {"10", "21", "32", "50"} <= kinds
    assert len(communes(lines, 2026)) == 1384
    assert communes(lines, 2023) - communes(lines, 2026) >= {"69152", "49069", "42072"}
    assert communes(lines, 2026) - communes(lines, 2023) >= {"49126", "15031", "85165"}


def test_areas_are_whole(lines) -> None:
    assert len(lines(f"{INSEE}/8740222/v_departement_2026.csv")) == 101
    assert len(lines(f"{INSEE}/8740222/v_region_2026.csv")) == 18
    rows = lines(f"{INSEE}/8740222/v_commune_2026.csv")
    assert sum(r["TYPECOM"] == "ARM" for r in rows) == 9
    assert {r["COM"]: r["CTCD"] for r in rows if r["COM"] in ("69123", "69381", "2A004", "97209", "89024")} == {
        "69123": "69M", "69381": "69M", "2A004": "20R", "97209": "972R", "89024": "89D",
    }  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize("year", COG)
def test_communes_are_the_publisher_s_rows(lines, shared: Path, year: int) -> None:
    path = f"{INSEE}/{COG[year]}/v_commune_{year}.csv"
    real = {tuple(v for k, v in r.items() if k != "CAN") for r in real_rows(shared, path)}
    assert {tuple(v for k, v in r.items() if k != "CAN") for r in lines(path)} <= real


@pytest.mark.shared
def test_movements_are_the_publisher_s_rows(lines, shared: Path) -> None:
    path = f"{INSEE}/8740222/v_mvt_commune_2026.csv"
    assert {tuple(r.values()) for r in lines(path)} <= {tuple(r.values()) for r in real_rows(shared, path)}
