"""Real facts: geographies explained by their movements, populations equal to the published ones."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from sample.reference import Reference

INSEE = "www.insee.fr/fr/statistiques/fichier"
MELODI = "api.insee.fr/melodi/file"
COG = {2023: "6800675", 2025: "8377162", 2026: "8740222"}
ENSEMBLE = {2019: "6011070", 2021: "7739582", 2022: "8290591", 2023: "8680726"}
AUXERRE = {2016: 34846, 2019: 34451, 2020: 34151, 2021: 34778, 2022: 35236, 2023: 35097}


def communes(lines, year: int) -> set[str]:
    rows = lines(f"{INSEE}/{COG[year]}/v_commune_{year}.csv")
    return {r["COM"] for r in rows if r["TYPECOM"] == "COM"}


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


@pytest.mark.parametrize("year", ENSEMBLE)
def test_ensemble_equals_the_reference(lines, year: int) -> None:
    rows = lines(f"{INSEE}/{ENSEMBLE[year]}/ensemble.zip", "donnees_communes.csv", ";")
    pmun = {r["COM"]: int(r["PMUN"]) for r in rows}
    expected = Reference().pmun(year)
    lyon = expected.pop("69123")
    assert pmun == expected
    assert sum(v for k, v in pmun.items() if k.startswith("6938")) == lyon
    assert pmun["89024"] == AUXERRE[year]
    assert all(int(r["PTOT"]) == int(r["PMUN"]) + int(r["PCAP"]) for r in rows)


def test_melodi_reference(lines) -> None:
    name = "DS_POPULATIONS_REFERENCE"
    rows = lines(f"{MELODI}/{name}/{name}_2023_CSV_FR", f"{name}_2023_data.csv", ";")
    pmun = {(r["GEO_OBJECT"], r["GEO"]): int(r["OBS_VALUE"]) for r in rows if r["POPREF_MEASURE"] == "PMUN"}
    assert pmun["FRANCE", "F"] == 68_094_280
    assert pmun["COM", "69123"] == sum(v for (kind, _), v in pmun.items() if kind == "ARM")
    reference = Reference().pmun(2023)
    assert {code: v for (kind, code), v in pmun.items() if kind in ("COM", "ARM")} == reference


def test_melodi_history_is_real_where_a_vintage_is_known(lines) -> None:
    name = "DS_POPULATIONS_HISTORIQUES"
    rows = lines(f"{MELODI}/{name}/{name}_CSV_FR", f"{name}_data.csv", ";")
    series: dict[str, dict[int, int]] = {}
    for r in rows:
        series.setdefault(r["GEO"], {})[int(r["TIME_PERIOD"])] = int(r["OBS_VALUE"])
    assert all(sorted(s) == list(range(2006, 2024)) for s in series.values())
    assert {year: series["89024"][year] for year in AUXERRE} == AUXERRE
    # Oullins and Pierre-Benite, one commune since 2024.
    before = Reference().pmun(2020)
    assert series["69149"][2020] == before["69149"] + before["69152"]


def real_rows(
    shared: Path, path: str, member: str | None = None, separator: str = ","
) -> list[dict[str, str]]:
    source = shared / "real" / "mirror" / path
    content = zipfile.ZipFile(source).read(member) if member else source.read_bytes()
    return list(csv.DictReader(io.StringIO(content.decode(), newline=""), delimiter=separator))


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


@pytest.mark.shared
@pytest.mark.parametrize("year", [2019, 2022, 2023])
def test_populations_are_the_publisher_s(lines, shared: Path, year: int) -> None:
    where = f"{INSEE}/{ENSEMBLE[year]}/ensemble.zip", "donnees_communes.csv", ";"
    real = {r["COM"]: r["PMUN"] for r in real_rows(shared, *where)}
    assert {r["COM"]: r["PMUN"] for r in lines(*where)}.items() <= real.items()
