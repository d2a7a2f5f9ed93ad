"""Brownfields, permits, vacant homes, sales, equipments: exact layouts and their traps."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from sample.publishers import cerema_brownfields, dvf, insee_bpe, lovac, sdes

BROWNFIELD_HEAD = (
    b"site_id;site_nom;site_type;site_adresse;site_identif_date;site_actu_date;site_url;site_ademe_url;"
)
BROWNFIELD_TAIL = b";source_nom;source_url;source_producteur;source_contact;geompoint;geomsurf"
DVF_HEAD = "id_mutation,date_mutation,numero_disposition,nature_mutation,valeur_fonciere,adresse_numero,"
LOVAC_HEAD = b"CODGEO_26;LIBGEO_26;pp_vacant_26;pp_vacant_plus_2ans_26;ff_pp_total_25;pp_vacant_25;"
SDES_HEAD = '"REG_CODE";"DEP_CODE";"COMM";"TYPE_DAU";"NUM_DAU";"ETAT_DAU";"DATE_REELLE_AUTORISATION";'


@pytest.fixture(scope="module")
def content(small_mirror: Path):
    return lambda url: (small_mirror / url.removeprefix("https://")).read_bytes()


def test_brownfields(content) -> None:
    text = content(cerema_brownfields.URL)
    header = text.split(b"\n")[0]
    assert header.startswith(BROWNFIELD_HEAD)
    assert header.endswith(BROWNFIELD_TAIL)
    assert b'\\"' in text, "quotes escaped by a backslash"
    rows = pd.read_csv(io.BytesIO(text), sep=";", escapechar="\\", dtype=str, keep_default_na=False)
    assert rows.shape[1] == 50
    assert rows.site_id.is_unique
    assert (rows.geomsurf == "NA").all()
    assert 0.4 < (rows.site_statut == "friche potentielle").mean() < 0.53
    assert (rows.comm_insee == "").any()
    assert (rows.proprio_nom[rows.proprio_personne == "personne physique"] == "_X_").all()
    point = rows.geompoint.str.extract(r"POINT \((-?[\d.]+) (-?[\d.]+)\)").astype(float)
    assert point[1].between(-22, 51.5).all()


def test_permits(content) -> None:
    text = content(sdes.URL).decode()
    assert text.startswith(SDES_HEAD)
    rows = pd.read_csv(io.StringIO(text), sep=";", dtype=str)
    assert rows.NUM_DAU.is_unique
    surfaces = [name for name in rows if name.startswith("SURF_")]
    assert len(surfaces) == 50
    created = rows.SURF_COM_CREEE.astype(int)
    assert (created > 0)[rows.DESTINATION_PRINCIPALE == "4"].mean() > 0.9
    assert (rows[surfaces].astype(int) < 0).any().any(), "a permit typed the wrong way round"


def test_vacant_homes(content) -> None:
    text = content(lovac.URL)
    assert text.startswith(LOVAC_HEAD)
    rows = pd.read_csv(io.BytesIO(text), sep=";", dtype=str, encoding="latin-1")
    assert "pp_total_26" not in rows
    assert set(rows.CODGEO_26) >= {"69381", "69389"}
    assert rows.LIBGEO_26.str.contains("é").any()
    vacant = rows.pp_vacant_26
    assert (vacant == "s").any()
    assert rows.ff_pp_total_25.str.contains("\u00a0").any()
    shown = vacant[vacant != "s"].str.replace("\u00a0", "").astype(int)
    assert shown.min() >= 11


def test_sales(small_mirror: Path) -> None:
    folder = small_mirror / dvf.BASE.removeprefix("https://")
    assert sorted(p.name for p in folder.iterdir()) == ["2021", "2022", "2023", "2024", "2025"]
    text = gzip.decompress((folder / "2024/full.csv.gz").read_bytes()).decode()
    assert text.startswith(DVF_HEAD)
    rows = pd.read_csv(io.StringIO(text), dtype=str)
    assert rows.shape[1] == 40
    assert rows.id_mutation.duplicated().any()
    assert (rows.groupby("id_mutation").valeur_fonciere.nunique() == 1).all()
    assert "Local industriel. commercial ou assimilé" in set(rows.type_local)
    assert "89" in set(rows.code_departement)
    assert not {"57", "67", "68"} & set(rows.code_departement)
    communes = rows.groupby("id_mutation").code_commune.nunique()
    assert (communes == 1).all(), "numbered once in the whole year"


def test_equipments(content) -> None:
    archive = zipfile.ZipFile(io.BytesIO(content(insee_bpe.URL)))
    assert archive.namelist() == ["BPE25.csv"]
    text = archive.read("BPE25.csv").decode()
    lines = text.split("\n")
    assert lines[0].startswith('"AN";"APET";"NOMRS";"CNOMRS";"NUMVOIE"')
    assert lines[0].endswith('"EPCI";"UU2020";"BV2022";"AAV2020";"DENS3";"DENS7"')
    rows = pd.read_csv(io.StringIO(text), sep=";", dtype=str, keep_default_na=False)
    assert rows.shape[1] == 95
    assert (rows.TYPEQU.str[:2] == rows.SDOM).all()
    assert not rows.APET.str.contains(r"\.").any()
    assert f";{rows.LAMBERT_X[0]};" in lines[1], "numbers are bare"
    assert (rows.NOMRS[rows.STATUT_DIFFUSION == "P"] == "[ND]").all()


@pytest.mark.shared
def test_headers_are_the_publisher_s(content, shared: Path) -> None:
    real = (shared / "real/mirror" / cerema_brownfields.URL.removeprefix("https://")).read_bytes()
    assert content(cerema_brownfields.URL).split(b"\n")[0] == real.split(b"\n")[0].strip()
    archive = zipfile.ZipFile(io.BytesIO(content(insee_bpe.URL)))
    exact = (shared / "sources/headers/BPE25.header.csv").read_text().strip()
    assert archive.read("BPE25.csv").decode().split("\n")[0] == exact
