"""Populations: first lines, PMUN equal to the reference, in the zips and in Melodi."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from sample.reference import Reference
from tests.sample.conftest import real_rows

INSEE = "www.insee.fr/fr/statistiques/fichier"
MELODI = "api.insee.fr/melodi/file"
ENSEMBLE = {2019: "6011070", 2021: "7739582", 2022: "8290591", 2023: "8680726"}
AUXERRE = {2016: 34846, 2019: 34451, 2020: 34151, 2021: 34778, 2022: 35236, 2023: 35097}
LONG = "REG;Région;DEP;CODARR;CODCAN;CODCOM;COM;Commune;PMUN;PCAP;PTOT\r\n"
FIRST_LINES_IN_ZIP = {
    (f"{INSEE}/6011070/ensemble.zip", "donnees_communes.csv"): "REG;DEP;COM;PMUN;PCAP;PTOT\r\n",
    (f"{INSEE}/7739582/ensemble.zip", "donnees_communes.csv"): LONG,
    (f"{INSEE}/8290591/ensemble.zip", "donnees_communes.csv"): LONG,
    (f"{INSEE}/8680726/ensemble.zip", "donnees_communes.csv"): LONG,
    (
        f"{MELODI}/DS_POPULATIONS_REFERENCE/DS_POPULATIONS_REFERENCE_2023_CSV_FR",
        "DS_POPULATIONS_REFERENCE_2023_data.csv",
    ): '"GEO";"GEO_OBJECT";"FREQ";"POPREF_MEASURE";"TIME_PERIOD";"OBS_VALUE"\n',
    (
        f"{MELODI}/DS_POPULATIONS_REFERENCE/DS_POPULATIONS_REFERENCE_2023_CSV_FR",
        "DS_POPULATIONS_REFERENCE_2023_metadata.csv",
    ): '"COD_VAR";"LIB_VAR";"COD_MOD";"LIB_MOD"\n',
    (
        f"{MELODI}/DS_POPULATIONS_HISTORIQUES/DS_POPULATIONS_HISTORIQUES_CSV_FR",
        "DS_POPULATIONS_HISTORIQUES_data.csv",
    ): '"FREQ";"GEO";"GEO_OBJECT";"POPREF_MEASURE";"TIME_PERIOD";"OBS_VALUE"\n',
}


@pytest.mark.parametrize(("url", "member"), FIRST_LINES_IN_ZIP)
def test_first_line_in_zip(small_mirror: Path, url: str, member: str) -> None:
    content = zipfile.ZipFile(small_mirror / url).read(member)
    assert content.startswith(FIRST_LINES_IN_ZIP[url, member].encode())


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


@pytest.mark.shared
@pytest.mark.parametrize("year", [2019, 2022, 2023])
def test_populations_are_the_publisher_s(lines, shared: Path, year: int) -> None:
    where = f"{INSEE}/{ENSEMBLE[year]}/ensemble.zip", "donnees_communes.csv", ";"
    real = {r["COM"]: r["PMUN"] for r in real_rows(shared, *where)}
    assert {r["COM"]: r["PMUN"] for r in lines(*where)}.items() <= real.items()
