"""DILA, BODACC: notices about businesses, one file per family and year."""

from functools import partial
from urllib.parse import quote

from ingestion.declaration import Column, File, Keep, Kind, Parquet, Resource, Series, Source, Told

_DATASET = "https://bodacc-datadila.opendatasoft.com/api/explore/v2.1/catalog/datasets/annonces-commerciales"
_FIRST_YEAR = 2012

_SIREN = r"(?<!\d)\d{3}\s?\d{3}\s?\d{3}(?!\d)"
_PRICE = (
    r"prix(?:\s+(?:stipulé|global|total|principal|net|du|de|d'|des|la|le|fonds|commerce|cession|vente|convenu|fixé|à|"
    r"somme|est|pour))*\s*:?\s*\d[\d\s.,']*(?:eur(?:os?)?|€|francs?|f)?\b"
)
_ORIGIN = (
    r"\bachat|\bacquis\w*|\bapport\w*|\bcréation|\blocation[ -]gérance|\bgérance[ -]mandat|\bdonation|"
    r"\bpartage|\blicitation|\bsuccession|\breprise|\bfusion|\bscission"
)

_PERSON = (Keep("typePersonne"), Keep("formeJuridique"), Keep("numeroIdentification", _SIREN))
_PERSONNES = Column("listepersonnes", "listepersonnes", doc="Persons of the notice", keeps=_PERSON)
_ETABLISSEMENTS = Column(
    "listeetablissements",
    "listeetablissements",
    doc="Establishments of the notice",
    keeps=(
        Keep("origineFonds", f"{_PRICE}|{_ORIGIN}"),
        Keep("qualiteEtablissement"),
        Keep("codePostal"),
        Keep("ville"),
        Keep("siret"),
    ),
)
_ACTE = Column(
    "acte",
    "acte",
    doc="Sale or creation",
    keeps=(
        Keep("categorieVente"),
        Keep("categorieCreation"),
        Keep("dateImmatriculation"),
        Keep("dateCommencementActivite"),
        Keep("dateEffet"),
        Keep("descriptif", _PRICE),
    ),
)
_PROPRIETAIRE = Column(
    "listeprecedentproprietaire", "listeprecedentproprietaire", doc="Owners before", keeps=_PERSON
)
_EXPLOITANT = Column(
    "listeprecedentexploitant", "listeprecedentexploitant", doc="Operators before", keeps=_PERSON
)
_JUGEMENT = Column(
    "jugement", "jugement", doc="Judgment", keeps=(Keep("famille"), Keep("nature"), Keep("date"))
)
_RADIATION = Column(
    "radiationaurcs",
    "radiationaurcs",
    doc="Striking off the register",
    keeps=(
        Keep("dateCessationActivitePP"),
        Keep("commentaire", r"rapport de (?:la )?radiation d'office|radiation d'office"),
    ),
)
_NOTICE = (
    Column("id", "id", doc="Letter of the bulletin, issue and number of the notice, unpadded"),
    Column("publicationavis", "publicationavis", doc="Bulletin: A, B or C"),
    Column("parution", "parution", doc="Issue: year and 4 digits"),
    Column("dateparution", "dateparution", Kind.DATE, "Day of publication"),
    Column("numeroannonce", "numeroannonce", doc="Number of the notice in its issue"),
    Column("typeavis", "typeavis", doc="annonce, rectificatif or annulation"),
    Column("familleavis", "familleavis", doc="Family of notices"),
    Column("numerodepartement", "numerodepartement", doc="Department of the court"),
    Column("tribunal", "tribunal", doc="Court"),
    Column("ville", "ville", doc="Town, as written in the notice"),
    Column("cp", "cp", doc="Postcode, as written in the notice"),
    Column("registre", "registre", doc="SIREN of every party, spaced and unspaced, in any order"),
    Column(
        "parutionavisprecedent",
        "parutionavisprecedent",
        doc="Notice that this one corrects",
        keeps=(
            Keep("nomPublication"),
            Keep("numeroParution"),
            Keep("dateParution"),
            Keep("numeroAnnonce"),
        ),
    ),
)
_LEFT_OUT = (
    "publicationavis_facette",
    "typeavis_lib",
    "familleavis_lib",
    "departement_nom_officiel",
    "region_code",
    "region_nom_officiel",
    "commercant",
    "pdf_parution_subfolder",
    "ispdf_unitaire",
    "modificationsgenerales",
    "depot",
    "divers",
    "url_complete",
)
_BLOCKS = (_PERSONNES, _ETABLISSEMENTS, _ACTE, _PROPRIETAIRE, _EXPLOITANT, _JUGEMENT, _RADIATION)


def _year(family: str, year: int) -> File:
    asked = "&".join(
        f"refine={quote(said)}" for said in (f'familleavis:"{family}"', f'dateparution:"{year}"')
    )
    count = Told(f"{_DATASET}/records?limit=0&{asked}", ("total_count",))
    return File(f"{_DATASET}/exports/parquet?{asked}", Parquet(), str(year), count)


def _family(family: str, title: str, blocks: tuple[Column, ...]) -> Resource:
    left_out = tuple(block.header for block in _BLOCKS if block not in blocks)
    return Resource(
        name=family,
        raw_table=f"bodacc_{family}",
        title=title,
        columns=(*_NOTICE, *blocks),
        key=("id",),
        tolerates_copies=True,
        series=Series(_FIRST_YEAR, partial(_year, family)),
        minimum_rows=0,
        shrink_tolerance=1.0,
        ignored=(*_LEFT_OUT, *left_out),
        grain="notice, as published: corrections and copies included",
        notes=(
            "A vintage is a year of publication; every year is kept.",
            "One question a year: the portal is known to cut exports of more than 1.5 GB without a word.",
            "Rows are compared with the number the publisher's API counts for the same question.",
        ),
    )


SOURCE = Source(
    name="bodacc",
    title="BODACC, annonces commerciales",
    producer="DILA",
    homepage="https://www.data.gouv.fr/fr/datasets/bodacc/",
    licence="Licence Ouverte 2.0",
    schedule="15 7 * * *",
    frequency="daily, five days a week",
    lag="some days to some weeks after the event",
    late_after_days=(20, 75),
    scope="Businesses in a trade register; notices of civil estates are excluded",
    resources=(
        _family(
            "vente",
            "Sales of businesses (Ventes et cessions)",
            (_PERSONNES, _ETABLISSEMENTS, _ACTE, _PROPRIETAIRE, _EXPLOITANT),
        ),
        _family("collective", "Insolvency proceedings (Procédures collectives)", (_PERSONNES, _JUGEMENT)),
        _family("radiation", "Strikings off (Radiations)", (_PERSONNES, _RADIATION)),
        _family("creation", "Creations (Créations)", (_PERSONNES, _ETABLISSEMENTS, _ACTE)),
    ),
    caveats=(
        "Names of people are in nested JSON and free text: only declared keys are loaded, and of free text only "
        "a price and the words that tell an origin; JSON that cannot be read is loaded as `not JSON`.",
        "The landing area, which readers never see, archives the exports as published, names included.",
        "Neither activity code nor commune code: a notice joins Sirene by SIREN, a place by postcode and town.",
        "The same notice may come twice; a rectificatif replaces, an annulation withdraws the notice it names.",
        "Most « Autre achat, apport, attribution » are mergers, not sales of shops.",
    ),
)
