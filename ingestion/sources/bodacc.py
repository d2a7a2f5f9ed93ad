"""DILA, BODACC: notices about businesses, one file per family and year."""

from functools import partial
from urllib.parse import quote

from ingestion.declaration import Column, File, Keep, Kind, Parquet, Resource, Series, Source, Told
from ingestion.words import French

_DATASET = "https://bodacc-datadila.opendatasoft.com/api/explore/v2.1/catalog/datasets/annonces-commerciales"
_FIRST_YEAR = 2012

# Free text names people: of it only these are kept. Each regular expression reads a text once (`*+` gives nothing back).
_SIREN = r"(?<!\d)\d{3}[\s.]?\d{3}[\s.]?\d{3}(?!\d)"
_AMOUNT = r"(?:\d{1,3}(?:[\s.,'’]\d{3})++(?:[.,]\d{1,2})?|\d++(?:[.,]\d{1,2})?)(?!\d)"
_CURRENCY = (
    r"(?:€|\$|£|(?:euros?|eur|fr[fs]|francs?(?:\s(?:fran[cç]ais|suisses?|cfp|cfa|pacifiques?))?|ff?(?:\s?cfp)?|xpf|chf|"
    r"usd|gbp|dollars?|livres?)\b)"
)
_BETWEEN = (
    r"stipulée?|convenue?|global|totale?|principale?|nette?|brut|hors|taxes|ht|ttc|forfaitaire|fixée?|évaluée?|evaluee?|"
    r"estimée?|estimee?|payée?|comptant|symbolique|de|du|des|d|la|le|les|l|un|une|à|a|au|pour|est|en|fonds|commerce|"
    r"cession|vente|achat|acquisition|cet?|soit"
)
# Words like « évaluée » begin a price and stand within one: a text of them alone would be read from each to its end.
_WORDS_BETWEEN = 40
# Without a currency, the number must end what is said: « au prix de 12 mars » is none.
_PRICE = (
    rf"\b(?:prix|montant|somme|évaluée?|evaluee?|estimée?)(?:[\s:,'’]++(?:{_BETWEEN})\b){{0,{_WORDS_BETWEEN}}}+[\s:]*+"
    rf"(?:{_CURRENCY}\s*+{_AMOUNT}|{_AMOUNT}(?:\s*+{_CURRENCY}|(?=\s*+(?:[.,;:)]|$))))"
)
_ORIGIN = (
    r"\bachat|\bacqui[st]\w*|\bapport\w*|\bcréation|\blocation[ -]gérance|\bgérance[ -]mandat|\bdonation|\bdonné|\blegs|"
    r"\bpartage|\blicitation|\bsuccession|\bhéritage|\bréunion|\breprise|\bfusion|\bscission|\bdissolution|\bvente|"
    r"\bcession|\badjudication|\bplan de cession"
)
_TOLD = f"{_PRICE}|{_ORIGIN}"

# A craftsman outside the trade register has his SIREN under `inscriptionRM`.
_PERSON = (
    Keep("typePersonne"),
    Keep("formeJuridique"),
    Keep("numeroIdentification", _SIREN),
    Keep("numeroIdentificationRM", _SIREN),
)
_PERSONNES = Column("listepersonnes", "listepersonnes", doc="Persons of the notice", keeps=_PERSON)
_ETABLISSEMENTS = Column(
    "listeetablissements",
    "listeetablissements",
    doc="Establishments of the notice",
    keeps=(
        Keep("origineFonds", _TOLD),
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
        Keep("descriptif", _TOLD),
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
    Column("cp", "cp", doc="Postcode, as written in the notice; several parted by commas"),
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
    french=French(
        title="Bodacc, annonces commerciales",
        producer="DILA",
        frequency="quotidienne, cinq jours par semaine",
    ),
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
        "An amount is no sale price where the words before it tell a donation, a contribution or a valuation; "
        "francs are kept as francs; an amount without a currency is in euros. Real notices of sales (2008 to 2026) "
        "were read so, their descriptif excepted; the other families are known from the publisher's API only.",
        "A notice may tell of several establishments, several prices and several postcodes: it then has none alone.",
        "The landing area, which readers never see, archives the exports as published, names included.",
        "Neither activity code nor commune code: a notice joins Sirene by SIREN, a place by postcode and town.",
        "The same notice may come twice; a rectificatif replaces, an annulation withdraws the notice it names.",
        "Most « Autre achat, apport, attribution » are mergers, not sales of shops.",
    ),
)
