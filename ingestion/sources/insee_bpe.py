"""INSEE, Base permanente des équipements: shops and services, levels of the current vintage only."""

from ingestion.declaration import Column, Csv, File, Kind, Place, Resource, Source
from ingestion.words import French

_BASE = "https://www.insee.fr/fr/statistiques/fichier"
_CSV = Csv(member=r"BPE\d\d\.csv")


def _century(digits: str) -> str:
    return f"20{digits}"


_EQUIPEMENT = Resource(
    name="equipement",
    raw_table="insee_bpe_equipement",
    title="Equipment, one row each",
    columns=(
        Column("an", "AN", doc="Year"),
        Column("apet", "APET", doc="NAF code without dot; _Z when the equipment does not come from Sirene"),
        Column("depcom", "DEPCOM", Kind.CODE_COMMUNE, "Commune or municipal district code"),
        Column("dep", "DEP", doc="Department code"),
        Column("dom", "DOM", doc="Domain, A to G"),
        Column("sdom", "SDOM", doc="Sub-domain"),
        Column("typequ", "TYPEQU", doc="Kind of equipment"),
        Column("statut_diffusion", "STATUT_DIFFUSION", doc="Sirene's: O, P, or _Z", required=False),
        Column("typeresto", "TYPERESTO", doc="Kind of restaurant, NAF; _Z otherwise", required=False),
        Column("lambert_x", "LAMBERT_X", Kind.NUMBER, "Easting in the row's EPSG, metres"),
        Column("lambert_y", "LAMBERT_Y", Kind.NUMBER, "Northing in the row's EPSG, metres"),
        Column("longitude", "LONGITUDE", Kind.NUMBER, "WGS84, degrees"),
        Column("latitude", "LATITUDE", Kind.NUMBER, "WGS84, degrees"),
        Column("qualite_xy", "QUALITE_XY", doc="Quality of the point; _Z or _U without one"),
        Column("epsg", "EPSG", doc="Projection of the row"),
        Column("dciris", "DCIRIS", doc="IRIS"),
        Column("qp2024", "QP2024", doc="Priority neighbourhood; CSZ, HZ or IND otherwise"),
    ),
    key=("depcom", "typequ"),
    unique=(),
    files=(File(f"{_BASE}/8217525/BPE25.zip", _CSV, "2025"),),
    places=(Place(rf"{_BASE}/\d+/BPE(?P<vintage>\d\d)\.zip", _CSV, _century),),
    keep=1,
    ignored=(
        "NOMRS",
        "CNOMRS",
        "SIRET",
        r"re:(NUMVOIE|INDREP|TYPVOIE|LIBVOIE|CADR|CODPOS|REG|LIBCOM)",
        r"re:(CANTINE|INTERNAT|RPI|EP|CL_PGE|SECT|SECTEUR|SAISONNIER|COUVERT|ECLAIRE|CATEGORIE|MULTIPLEXE)",
        r"re:ACCES_(AIRE_PRATIQUE|LIBRE|SANITAIRE|VESTIAIRE)",
        r"re:(CAPACITE_D_ACCUEIL|PRES_DOUCHE|PRES_SANITAIRE|STRUCTURE_EXERCICE|SPECIALITE|ACCUEIL|ITINERANCE)",
        r"re:(MODE_GESTION|SSTYPHEB|TYPE|IMPLANTATION_STATION|GPL)",
        r"re:(INDIC_)?(CAPA|CAPACITE|NBEQUIDENT|NBSALLES|NBLIEUX|NB_PDC(_\w+)?|NB_JOURS_OUVERT)",
        r"re:(QUALITE_GEOLOC|TR_DIST_PRECISION|QUALI_(IRIS|QP2024|QP2015|QVA|ZUS)|IRISEE|QP2015|QVA|ZUS)",
        r"re:(EPCI|UU2020|BV2022|AAV2020|DENS3|DENS7)",
    ),
    grain="equipment; the publisher gives it no number",
    notes=(
        "Vintages are not comparable code by code, INSEE says: only the last one is kept, and no trend is made.",
        "_Z does not apply, _U is unknown; IND, HZ and CSZ are places without zoning or point.",
        "No kind for bars, cafés and tobacconists.",
        "Names (of doctors among others), addresses and SIRET are not loaded.",
    ),
)

SOURCE = Source(
    name="insee_bpe",
    title="Base permanente des équipements",
    producer="INSEE",
    homepage="https://www.insee.fr/fr/statistiques/8217525",
    licence="Licence Ouverte 2.0",
    schedule="35 6 * * *",
    frequency="yearly, summer",
    lag="one year",
    late_after_days=(500, 900),
    scope="France; Mayotte without coordinates",
    french=French(
        title="Base permanente des équipements",
        producer="Insee",
        frequency="annuelle, en été",
    ),
    resources=(_EQUIPEMENT,),
    unread="INSEE advises against comparing vintages of the BPE, and every indicator follows years: shops are counted in Sirene.",
)
