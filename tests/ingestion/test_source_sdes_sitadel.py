"""Sitadel: headers as published, both cases and encodings, no applicant."""

import pytest

from ingestion import errors
from ingestion.contract import meet
from ingestion.registry import find
from tests.ingestion import excerpts
from tests.ingestion.conftest import Mirror
from tests.ingestion.small_files import dated, table

LOCAUX = find("sdes_sitadel", "locaux")[1]
STATES = ("AVANT", "CREEE", "ISSUE_TRANSFO", "DEMOLIE", "TRANSFORMEE")
_SURFACES = ";".join(
    f"SURF_{use}_{state}"
    for use in ("HAB", "LOC", "HEB", "BUR", "COM", "ART", "IND", "AGR", "ENT", "PUB")
    for state in STATES
)
PERMITS_2022 = (
    "REG;DEP;COMM;Type_DAU;Num_DAU;Etat_DAU;DATE_REELLE_AUTORISATION;DATE_REELLE_DOC;"
    "DATE_REELLE_DAACT;DPC_AUT;DPC_DOC;DPC_DERN;APE_DEM;CJ_DEM;DENOM_DEM;SIREN_DEM;SIRET_DEM;"
    "CODPOST_DEM;LOCALITE_DEM;REC_ARCHI;ADR_NUM_TER;ADR_TYPEVOIE_TER;ADR_LIBVOIE_TER;ADR_LIEUDIT_TER;"
    "ADR_LOCALITE_TER;ADR_CODPOST_TER;sec_cadastre1;num_cadastre1;sec_cadastre2;num_cadastre2;"
    "sec_cadastre3;num_cadastre3;SUPERFICIE_TERRAIN;ZONE_OP;NATURE_PROJET;I_EXTENSION;I_SURELEVATION;"
    "I_NIVSUPP;NB_NIV_MAX;NB_CHAMBRES;"
)
PERMITS_2026 = (
    "REG_CODE;DEP_CODE;COMM;TYPE_DAU;NUM_DAU;ETAT_DAU;DATE_REELLE_AUTORISATION;DATE_REELLE_DOC;"
    "DATE_REELLE_DAACT;AN_DEPOT;APE_DEM;CJ_DEM;DENOM_DEM;SIREN_DEM;SIRET_DEM;ADR_NUM_TER;"
    "ADR_LIBVOIE_TER;SEC_CADASTRE1;NUM_CADASTRE1;SUPERFICIE_TERRAIN;ZONE_OP;NATURE_PROJET_DECLAREE;"
    "NATURE_PROJET_COMPLETEE;DESTINATION_PRINCIPALE;I_EXTENSION;I_SURELEVATION;"
)


def permits(published: str) -> list[str]:
    """Columns of a file of permits: those before the surfaces, the surfaces, the last one."""
    return f"{published}{_SURFACES};TYPE_SERVICE_PUBLIC".split(";")


@pytest.mark.parametrize("names", [permits(PERMITS_2022), permits(PERMITS_2026)])
def test_no_column_of_permits_is_unknown(names: list[str]):
    assert meet(LOCAUX, names, "locaux.csv").unknown == ()


def without(*uses: str) -> list[str]:
    """Columns of a file of 2026 that has no surfaces of these uses."""
    return [n for n in permits(PERMITS_2026) if n.split("_")[0] != "SURF" or n.split("_")[1] not in uses]


def test_uses_come_and_go(mirror: Mirror):
    url = LOCAUX.files[0].url
    gone = ("HEB", "BUR", "ART", "IND", "AGR", "ENT", "PUB")
    names = [*without(*gone), *(f"SURF_AUTR_{state}" for state in STATES)]
    permit = {"COMM": "01267", "NUM_DAU": "1", "TYPE_DAU": "PC", "SURF_COM_CREEE": "120", "SURF_LOC_CREEE": "150",
              "SURF_AUTR_CREEE": "30", "I_EXTENSION": "true"}  # fmt: skip
    dated(mirror, url, "2026-05-02")
    mirror.put(url, table(names, permit).encode())
    mirror.walk("sdes_sitadel", "locaux")
    query = "select surf_com_creee, surf_autr_creee, surf_loc_creee, surf_bur_creee, i_extension from raw.sdes_sitadel_locaux"
    assert mirror.db.execute(query).fetchall() == [(120, 30, 150, None, "true")]
    assert mirror.last().unknown_columns == []


@pytest.mark.parametrize("use", ["HAB", "LOC", "COM"])
def test_three_uses_are_always_there(use: str):
    with pytest.raises(errors.HeaderMismatch, match=f"SURF_{use}_AVANT"):
        meet(LOCAUX, without(use), "locaux.csv")


def test_applicants_are_not_loaded():
    assert not [c.header for c in LOCAUX.columns if c.header.startswith(("DENOM", "SIRE", "ADR"))]


def test_permits_in_both_cases_and_encodings(mirror: Mirror):
    url = LOCAUX.files[0].url
    permit = {
        "COMM": "01267",
        "SURF_COM_CREEE": "120",
        "SURF_COM_DEMOLIE": "-3",
        "DATE_REELLE_AUTORISATION": "2022-08-14",
    }
    old = permit | {
        "DEP": "01",
        "Num_DAU": "00126722H0003",
        "Type_DAU": "PC",
        "DENOM_DEM": "Société générale",
    }
    dated(mirror, url, "2022-10-03")
    mirror.put(url, table(permits(PERMITS_2022), old).encode("latin-1"))
    mirror.walk("sdes_sitadel", "locaux")
    new = permit | {
        "DEP_CODE": "01",
        "NUM_DAU": "00126722H0003",
        "TYPE_DAU": "PC",
        "DESTINATION_PRINCIPALE": "4",
    }
    dated(mirror, url, "2026-10-02")
    mirror.put(
        url,
        table(
            [f'"{n}"' for n in permits(PERMITS_2026)], {f'"{k}"': f'"{v}"' for k, v in new.items()}
        ).encode(),
    )
    mirror.walk("sdes_sitadel", "locaux")
    query = "select vintage, dep_code, comm, num_dau, surf_com_creee, surf_com_demolie from raw.sdes_sitadel_locaux order by 1"
    same = ("01", "01267", "00126722H0003", 120, -3)
    assert mirror.db.execute(query).fetchall() == [("2022-09", *same), ("2026-09", *same)]


def test_a_permit_keeps_its_row_when_a_surface_is_no_number(mirror: Mirror):
    url = LOCAUX.files[0].url
    rows = [
        {"COMM": "01267", "NUM_DAU": str(n), "TYPE_DAU": "PC", "SURF_COM_CREEE": "12,5"} for n in range(200)
    ]
    rows[7]["SURF_COM_CREEE"] = "cent"
    dated(mirror, url, "2026-10-02")
    mirror.put(url, table(permits(PERMITS_2026), *rows).encode())
    mirror.walk("sdes_sitadel", "locaux")
    last = mirror.last()
    assert (last.rows_read, last.rows_loaded, last.rows_rejected, last.cells_emptied) == (200, 200, 0, 1)
    assert last.remarks == [
        "column SURF_COM_CREEE: 1 cell left empty, a number expected; first: row 8 'cent'"
    ]


@pytest.mark.shared
def test_real_permits_of_2026(mirror: Mirror, shared):
    url, path = LOCAUX.files[0].url, excerpts.excerpt(shared, "sdes_sitadel_locaux_2026_autumn.csv")
    dated(mirror, url, "2026-10-02")
    assert excerpts.load(mirror, "sdes_sitadel", "locaux", url, path.read_bytes())["vintage"] == "2026-09"
    names = {
        c.name: c.header for c in LOCAUX.columns if not c.header.startswith(("re:", "SURF_ART", "SURF_AUTR"))
    }
    rows = excerpts.cells(path.read_bytes())
    assert len(rows) == 22
    excerpts.assert_cells(mirror, "sdes_sitadel_locaux", names, rows)
    assert mirror.db.execute(
        "select count(surf_art_creee), count(surf_autr_creee), sum(surf_com_creee) from raw.sdes_sitadel_locaux"
    ).fetchone() == (0, 0, sum(int(row["SURF_COM_CREEE"]) for row in rows))
