"""Headers, separators, ends of lines and member names, as the publishers have them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sample.publishers.insee_sirene import HISTORY_PARQUET, HISTORY_ZIP, STOCK_PARQUET, STOCK_ZIP

INSEE = "www.insee.fr/fr/statistiques/fichier"
MELODI = "api.insee.fr/melodi/file"
STATIC = "static.data.gouv.fr/resources"
COMMUNE = "TYPECOM,COM,REG,DEP,CTCD,ARR,TNCC,NCC,NCCENR,LIBELLE,CAN,COMPARENT\r\n"
ACV = '"insee_com","lib_com","id_acv","lib_acv","date_signature"\n'
LONG = "REG;Région;DEP;CODARR;CODCAN;CODCOM;COM;Commune;PMUN;PCAP;PTOT\r\n"

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
    f"{STATIC}/programme-action-coeur-de-ville/20240205-160249/liste-acv-com2023-20240205.csv": ACV,
    f"{STATIC}/programme-action-coeur-de-ville/20250924-154200/liste-acv-com2025-20250704.csv": ACV,
    f"{STATIC}/petites-villes-de-demain/20260427-160836/liste-pvd-com2025-20260427.csv": (
        '"insee_com","lib_com","id_pvd","date_signature"\r\n'
    ),
    "grist.numerique.gouv.fr/o/dgaln/api/docs/j4i9oKD3jzFtgEUuM9sXnL/download/csv": (
        "Commune,EPCI,Département,Région,Code commune,Statut de la commune,Signée ?,"
        '"Si signée, date de signature","Si non signée, date de signature envisagée",Durée (en années),'
        "Date de fin estimée,Remarques,Avancement,ACV,PVD,longitude,latitude,Dernière actualisation,"
        "Actualisé par\n"
    ),
}
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


@pytest.mark.parametrize("url", FIRST_LINES)
def test_first_line(small_mirror: Path, url: str) -> None:
    assert (small_mirror / url).read_bytes().startswith(FIRST_LINES[url].encode())


@pytest.mark.parametrize(("url", "member"), FIRST_LINES_IN_ZIP)
def test_first_line_in_zip(small_mirror: Path, url: str, member: str) -> None:
    content = zipfile.ZipFile(small_mirror / url).read(member)
    assert content.startswith(FIRST_LINES_IN_ZIP[url, member].encode())


def test_epci_workbooks(small_mirror: Path) -> None:
    base = "www.collectivites-locales.gouv.fr/files/files/Etudes-et-statistiques/DESL"
    for year in (2025, 2026):
        book = openpyxl.load_workbook(small_mirror / f"{base}/{year}/EPCI/epcicom{year}.xlsx", read_only=True)
        assert book.sheetnames == [f"Epcicom{year}"]
        rows = list(book.active.iter_rows(values_only=True))
        assert rows[0] == (
            "dept", "siren", "raison_sociale", "nature_juridique", "mode_financ", "nb_membres", "total_pop_tot",
            "total_pop_mun", "dep_com", "insee", "siren_membre", "nom_membre", f"ptot_{year}", f"pmun_{year}",
        )  # fmt: skip
        auxerre = next(r for r in rows if r[9] == "89024")
        assert auxerre[:5] == ("89", 200067114, "CA de l'Auxerrois", "CA", "FPU")
        assert auxerre[13] == {2025: 35236, 2026: 35097}[year]


def path_of(mirror: Path, url: str) -> Path:
    return mirror / url.removeprefix("https://")


def test_parquet_types(small_mirror: Path) -> None:
    stock = pq.read_schema(path_of(small_mirror, STOCK_PARQUET))
    special = {
        "dateCreationEtablissement": pa.date32(),
        "anneeEffectifsEtablissement": pa.int64(),
        "dateDernierTraitementEtablissement": pa.timestamp("us"),
        "etablissementSiege": pa.bool_(),
        "nombrePeriodesEtablissement": pa.int64(),
        "dateDebut": pa.date32(),
    }
    assert len(stock) == 54
    assert stock.names[:4] == ["siren", "nic", "siret", "statutDiffusionEtablissement"]
    assert stock.names[-1] == "activitePrincipaleNAF25Etablissement"
    assert {f.name: f.type for f in stock if f.type != pa.string()} == special
    history = pq.read_schema(path_of(small_mirror, HISTORY_PARQUET))
    assert len(history) == 18
    dates = {"dateDebut": pa.date32(), "dateFin": pa.date32()}
    flags = {n: pa.bool_() for n in history.names if n.startswith("changement")}
    assert len(flags) == 5
    assert {f.name: f.type for f in history if f.type != pa.string()} == dates | flags


def test_csv_twins_hold_the_same_rows(lines, small_mirror: Path) -> None:
    for zipped, parquet, member in (
        (STOCK_ZIP, STOCK_PARQUET, "StockEtablissement_utf8.csv"),
        (HISTORY_ZIP, HISTORY_PARQUET, "StockEtablissementHistorique_utf8.csv"),
    ):
        rows = lines(zipped.removeprefix("https://"), member)
        table = pq.read_table(path_of(small_mirror, parquet))
        assert list(rows[0]) == table.column_names
        assert [r["siret"] for r in rows] == table["siret"].to_pylist()
        shown = [d.isoformat() if d else "" for d in table["dateDebut"].to_pylist()]
        assert [r["dateDebut"] for r in rows] == shown


def test_ort_has_cells_of_several_lines(lines) -> None:
    rows = lines("grist.numerique.gouv.fr/o/dgaln/api/docs/j4i9oKD3jzFtgEUuM9sXnL/download/csv")
    assert any("\n" in r["Remarques"] for r in rows)
    assert {r["ACV"] for r in rows} == {r["PVD"] for r in rows} == {"true", "false"}
    assert {r["Statut de la commune"] for r in rows} == {"1. Commune ACV", "2. Commune PVD", "3. Autre"}
