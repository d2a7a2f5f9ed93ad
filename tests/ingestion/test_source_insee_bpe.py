"""BPE: 95 columns, the publisher's marks, no name."""

import csv
import io

from ingestion.contract import meet
from ingestion.registry import find
from tests.ingestion.conftest import Mirror, zipped

BPE = find("insee_bpe", "equipement")[1]
BPE_2025 = (
    "AN;APET;NOMRS;CNOMRS;NUMVOIE;INDREP;TYPVOIE;LIBVOIE;CADR;CODPOS;DEPCOM;DEP;REG;LIBCOM;DOM;SDOM;TYPEQU;SIRET;"
    "STATUT_DIFFUSION;CANTINE;INTERNAT;RPI;EP;CL_PGE;SECT;SECTEUR;ACCES_AIRE_PRATIQUE;ACCES_LIBRE;ACCES_SANITAIRE;"
    "ACCES_VESTIAIRE;CAPACITE_D_ACCUEIL;PRES_DOUCHE;PRES_SANITAIRE;SAISONNIER;COUVERT;ECLAIRE;CATEGORIE;MULTIPLEXE;"
    "STRUCTURE_EXERCICE;SPECIALITE;ACCUEIL;ITINERANCE;MODE_GESTION;SSTYPHEB;TYPE;TYPERESTO;IMPLANTATION_STATION;GPL;"
    "CAPACITE;INDIC_CAPA;NBEQUIDENT;INDIC_NBEQUIDENT;NBSALLES;INDIC_NBSALLES;NBLIEUX;INDIC_NBLIEUX;NB_PDC;"
    "INDIC_NB_PDC;NB_PDC_PA;INDIC_NB_PDC_PA;NB_PDC_ACCELEREE;INDIC_NB_PDC_ACCELEREE;NB_PDC_LENTE;"
    "INDIC_NB_PDC_LENTE;NB_PDC_RAPIDE;INDIC_NB_PDC_RAPIDE;NB_PDC_ULTRARAPIDE;INDIC_NB_PDC_ULTRARAPIDE;"
    "NB_JOURS_OUVERT;INDIC_NB_JOURS_OUVERT;LAMBERT_X;LAMBERT_Y;LONGITUDE;LATITUDE;QUALITE_XY;EPSG;QUALITE_GEOLOC;"
    "TR_DIST_PRECISION;DCIRIS;QUALI_IRIS;IRISEE;QP2024;QUALI_QP2024;QP2015;QUALI_QP2015;QVA;QUALI_QVA;ZUS;QUALI_ZUS;"
    "EPCI;UU2020;BV2022;AAV2020;DENS3;DENS7"
)


def equipment(**cells: str) -> str:
    row = {"DEPCOM": "97101", "TYPEQU": "B105", "APET": "4711D", "QP2024": "HZ", "LONGITUDE": "-61.5"} | cells
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(
        row.get(name, "_Z" if name == "TYPERESTO" else "") for name in BPE_2025.split(";")
    )
    return out.getvalue()


def test_no_column_of_equipment_is_unknown_and_no_name_is_loaded():
    names = BPE_2025.split(";")
    assert len(names) == 95
    contract = meet(BPE, names, "BPE25.csv")
    assert contract.unknown == ()
    assert not {"NOMRS", "CNOMRS", "SIRET", "LIBVOIE"} & set(contract.headers)


def test_equipment_keeps_the_publishers_marks(mirror: Mirror):
    lines = [
        ";".join(f'"{name}"' for name in BPE_2025.split(";")) + "\n",
        equipment(NOMRS="DR X"),
        equipment(DEPCOM="97602", APET="_Z", LONGITUDE="", QUALITE_XY="_Z", QP2024="IND"),
    ]
    mirror.put(BPE.files[0].url, zipped("BPE25.csv", "".join(lines).encode()))
    mirror.walk("insee_bpe", "equipement")
    query = "select vintage, depcom, apet, longitude, qualite_xy, qp2024 from raw.insee_bpe_equipement order by depcom"
    assert mirror.db.execute(query).fetchall() == [
        ("2025", "97101", "4711D", -61.5, None, "HZ"),
        ("2025", "97602", "_Z", None, "_Z", "IND"),
    ]
    assert mirror.last().unknown_columns == []


def test_real_equipment(mirror: Mirror, shared):
    body = (shared / "real/reference/bpe25_real_rows_95cols.csv").read_bytes()
    mirror.put(BPE.files[0].url, zipped("BPE25.csv", body))
    mirror.walk("insee_bpe", "equipement")
    assert (mirror.last().rows_loaded, mirror.last().rows_rejected, mirror.last().unknown_columns) == (
        12,
        0,
        [],
    )
    query = "select count(*) from raw.insee_bpe_equipement where longitude is null and depcom like '976%'"
    assert mirror.db.execute(query).fetchone() == (1,)
