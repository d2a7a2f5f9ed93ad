"""BPE, contours, town halls, density grid, priority neighbourhoods, programmes of each commune."""

import csv
import gzip
import io
import json

import openpyxl
import pytest

from ingestion import errors
from ingestion.contract import meet
from ingestion.registry import find
from tests.ingestion.conftest import Mirror, zipped

BPE = find("insee_bpe", "equipement")[1]
DENSITY = find("insee_densite", "communes")[1]
QPV = find("anct_qpv", "qpv")[1]
PROGRAMMES = find("programmes", "croisement")[1]
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
PROGRAMMES_2023 = (
    "insee_com,lib_com,id_pvd,id_ti,id_crte,id_acv,id_ami,id_fabp,id_amm,id_habinclus,id_cite,id_cde,id_fs,id_acv2,"
    "id_va,id_site"
)
SQUARE = {"type": "Polygon", "coordinates": [[[3.5, 47.7], [3.6, 47.7], [3.6, 47.8], [3.5, 47.7]]]}


def equipment(**cells: str) -> str:
    row = {"DEPCOM": "97101", "TYPEQU": "B105", "APET": "4711D", "QP2024": "HZ", "LONGITUDE": "-61.5"} | cells
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(
        row.get(name, "_Z" if name == "TYPERESTO" else "") for name in BPE_2025.split(";")
    )
    return out.getvalue()


def features(*properties: dict, geometry: dict = SQUARE) -> bytes:
    found = [{"type": "Feature", "properties": one, "geometry": geometry} for one in properties]
    return json.dumps({"type": "FeatureCollection", "features": found}).encode()


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


def test_contours_and_town_halls(mirror: Mirror):
    contours, mairies = (find("etalab_contours", name)[1] for name in ("communes", "mairies"))
    commune = {"code": "69381", "nom": "Lyon 1er", "departement": "69", "plm": True, "commune": "69123"}
    mirror.put(
        contours.files[0].url, gzip.compress(features({"code": "01001", "nom": "L'Abergement"}, commune))
    )
    point = {"type": "Point", "coordinates": [3.57, 47.8]}
    mirror.put(
        mairies.files[1].url,
        features({"commune": "89024", "nom": "Mairie", "type": "mairie"}, geometry=point),
    )
    mirror.walk("etalab_contours", "communes")
    mirror.walk("etalab_contours", "mairies")
    query = (
        "select code, plm, commune, geometry::json ->> 'type' from raw.etalab_contour_commune order by code"
    )
    assert mirror.db.execute(query).fetchall() == [
        ("01001", None, None, "Polygon"),
        ("69381", True, "69123", "Polygon"),
    ]
    query = "select vintage, geometry::json -> 'coordinates' ->> 0 from raw.etalab_mairie"
    assert mirror.db.execute(query).fetchone() == ("2025", "3.57")


def test_coarser_contours_where_the_fine_ones_are_missing(mirror: Mirror):
    mirror.put(
        find("etalab_contours", "communes")[1].fallbacks[0].url, features({"code": "01001", "nom": "x"})
    )
    mirror.walk("etalab_contours", "communes")
    assert mirror.last().vintage == "2026"


def test_contours_cut_short(mirror: Mirror):
    url = find("etalab_contours", "communes")[1].files[0].url
    mirror.put(url, gzip.compress(features({"code": "01001", "nom": "x"})[:-20]))
    with pytest.raises(errors.Unreadable, match="not a whole GeoJSON"):
        mirror.walk("etalab_contours", "communes")


def grid(first_row: int, sheet: str = "Maille communale") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Documentation"
    page = book.create_sheet(sheet)
    page.cell(1, 1, "Grille de densité 2025")
    names = "CODGEO,LIBGEO,DENS,LIBDENS,PMUN22,P1,P2,P3,DENS_AAV,LIBDENS_AAV,DENS7,LIBDENS7"
    for place, name in enumerate(names.split(","), 1):
        page.cell(first_row, place, name)
    row = ["01001", "L'Abergement-Clémenciat", 3, "Rural", 806, 0, 0, 100, 32, "Rural", 6, "Dispersé"]
    for place, cell in enumerate(row, 1):
        page.cell(first_row + 1, place, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("first_row", [5, 9])
def test_density_wherever_the_header_is(mirror: Mirror, first_row: int):
    mirror.put(DENSITY.files[0].url, grid(first_row))
    mirror.walk("insee_densite", "communes")
    row = mirror.db.execute("select codgeo, dens, dens7, vintage from raw.insee_densite_commune").fetchone()
    assert row == ("01001", "3", "6", "2025")
    assert mirror.last().unknown_columns == []


def test_density_without_its_sheet(mirror: Mirror):
    mirror.put(DENSITY.files[0].url, grid(5, "Maille supra-communale"))
    with pytest.raises(errors.NotTheFile, match="no sheet like"):
        mirror.walk("insee_densite", "communes")


def test_neighbourhoods_in_degrees(mirror: Mirror):
    found = {"code_qp": "QN08901M", "lib_qp": "Sainte-Geneviève", "insee_com": "89024", "lib_com": "Auxerre"}
    mirror.put(QPV.files[0].url, zipped("QP2024_France_WGS84.geojson", features(found)))
    mirror.walk("anct_qpv", "qpv")
    row = mirror.db.execute("select vintage, code_qp, insee_com, geometry from raw.anct_qpv").fetchone()
    assert (*row[:3], json.loads(row[3])) == ("2024", "QN08901M", "89024", SQUARE)


def test_neighbourhoods_of_another_projection_only(mirror: Mirror):
    mirror.put(QPV.files[0].url, zipped("QP2024_France_LB93.geojson", features({"code_qp": "QN08901M"})))
    with pytest.raises(errors.NotTheFile, match="one member like"):
        mirror.walk("anct_qpv", "qpv")


def test_programmes_of_each_commune(mirror: Mirror):
    assert meet(PROGRAMMES, PROGRAMMES_2023.split(","), "ngeo-anct-cog2023.csv").unknown == ()
    header = '"' + PROGRAMMES_2023.replace(",", '","') + '"'
    row = '"89024","Auxerre",,"ti-012","crte-27-89-1","ACV019"' + "," * 10
    for year, folder in (("2025", "20250924-164108"), ("2023", "20230601-100000")):
        url = PROGRAMMES.files[0].url.replace("20250924-164108", folder).replace("cog2025", f"cog{year}")
        mirror.put(url, f"{header}\r\n{row}\r\n".encode())
    mirror.walk("programmes", "croisement")
    query = "select vintage, insee_com, id_ti, id_pvd from raw.anct_commune_programme order by vintage"
    assert mirror.db.execute(query).fetchall() == [
        (year, "89024", "ti-012", None) for year in ("2023", "2025")
    ]
