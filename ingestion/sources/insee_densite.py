"""INSEE: communal density grid."""

from ingestion.declaration import Column, File, Kind, Place, Resource, Source, Workbook
from ingestion.words import French

_BASE = "https://www.insee.fr/fr/statistiques/fichier"
_FORM = Workbook(sheet=r"Maille communale")

_COMMUNE = Resource(
    name="communes",
    raw_table="insee_densite_commune",
    title="Density of communes",
    columns=(
        Column("codgeo", "CODGEO", Kind.CODE_COMMUNE, "Commune code"),
        Column("libgeo", "LIBGEO", doc="Commune name"),
        Column("dens", "DENS", doc="Density, three levels: 1 dense, 2 intermediate, 3 rural"),
        Column("libdens", "LIBDENS", doc="Its label"),
        Column("dens_aav", "DENS_AAV", doc="Density and attraction area", required=False),
        Column("libdens_aav", "LIBDENS_AAV", doc="Its label", required=False),
        Column("dens7", "DENS7", doc="Density, seven levels"),
        Column("libdens7", "LIBDENS7", doc="Its label"),
    ),
    key=("codgeo",),
    files=tuple(
        File(f"{_BASE}/8571524/fichier_diffusion_{year}.xlsx", _FORM, year) for year in ("2026", "2025")
    ),
    places=(Place(rf"{_BASE}/\d+/fichier_diffusion_(?P<vintage>\d{{4}})\.xlsx", _FORM),),
    keep=1,
    ignored=(r"re:PMUN\d\d", "P1", "P2", "P3"),
    grain="commune, in the geography of the vintage",
    notes=("The header is on row 5 in 2025: it is found by its names.",),
)

SOURCE = Source(
    name="insee_densite",
    title="Density grid",
    producer="INSEE",
    homepage="https://www.insee.fr/fr/information/8571524",
    licence="Licence Ouverte 2.0",
    schedule="45 6 * * 1",
    frequency="yearly",
    lag="three years (population)",
    late_after_days=(500, 900),
    scope="France",
    french=French(
        title="Grille de densité",
        producer="Insee",
        frequency="annuelle",
    ),
    resources=(_COMMUNE,),
)
