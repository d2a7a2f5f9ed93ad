"""BODACC: a Parquet export a year and family, counted by the API, without the names its JSON holds."""

import json
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingestion import errors
from ingestion.contract import meet
from ingestion.registry import find
from ingestion.scrub import scrub
from tests.ingestion import excerpts
from tests.ingestion.conftest import parquet

HEADER = (
    "id;publicationavis;publicationavis_facette;parution;dateparution;numeroannonce;typeavis;typeavis_lib;"
    "familleavis;familleavis_lib;numerodepartement;departement_nom_officiel;region_code;region_nom_officiel;"
    "tribunal;commercant;ville;registre;cp;pdf_parution_subfolder;ispdf_unitaire;listepersonnes;"
    "listeetablissements;jugement;acte;modificationsgenerales;radiationaurcs;depot;listeprecedentexploitant;"
    "listeprecedentproprietaire;divers;parutionavisprecedent;url_complete"
)
FIELDS = HEADER.split(";")
FAMILIES = ("vente", "collective", "radiation", "creation")
THIS_YEAR = date.today().year
PERSON = {
    "typePersonne": "pp",
    "nom": "DUPONT",
    "prenom": "Jeanne",
    "numeroImmatriculation": {"numeroIdentification": "752 461 681", "nomGreffeImmat": "Lyon"},
}
ORIGIN = (
    "Etablissement principal acquis par achat au prix stipulé de 40.000,00 EUR, vendu par Mme DUPONT Jeanne, "
    "séquestre Maître DURAND"
)
SALE = {
    "listepersonnes": json.dumps({"personne": {**PERSON, "denomination": "CHEZ JEANNE DUPONT"}}),
    "listeprecedentproprietaire": json.dumps({"personne": [PERSON, PERSON]}),
    "listeetablissements": json.dumps(
        {"etablissement": {"origineFonds": ORIGIN, "enseigne": "DUPONT", "adresse": {"codePostal": "69001"}}}
    ),
    "acte": json.dumps({"descriptif": "DUPONT vend, prix : 40000 EUR", "vente": {"categorieVente": "Achat"}}),
    "commercant": "DUPONT Jeanne",
}


def files(family: str) -> list:
    return list(find("bodacc", family)[1].declared_files(date.today()))


def export(rows: int = 1, **cells: object) -> bytes:
    """A Parquet export with every field; cells given are repeated in each row."""
    columns = {name: pa.array([cells.get(name)] * rows, pa.string()) for name in FIELDS}
    columns["id"] = pa.array([f"A{THIS_YEAR}0001{i}" for i in range(rows)])
    columns["registre"] = pa.array([["752461681", "752 461 681"]] * rows)
    columns["dateparution"] = pa.array([date(THIS_YEAR, 1, 2)] * rows)
    columns["numeroannonce"] = pa.array(range(rows), pa.int64())
    return parquet(pa.table(columns))


def put(mirror, file, body: bytes, count: int | None = None) -> None:
    """Publish an export and its count under their addresses, questions included."""
    answers = {file.url: body}
    if count is not None:
        answers[file.count.url] = json.dumps({"total_count": count, "results": []}).encode()
    for url, answer in answers.items():
        path = mirror.folder / url.removeprefix("https://")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(answer)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_published_fields_are_known_to_the_last(family):
    resource = find("bodacc", family)[1]
    assert meet(resource, FIELDS, "file").unknown == ()
    meet(resource, [name for name in FIELDS if name != "publicationavis_facette"], "file")


@pytest.mark.parametrize("family", FAMILIES)
def test_every_text_that_may_name_people_is_scrubbed(family):
    plain = {column.name for column in find("bodacc", family)[1].columns if not column.keeps}
    assert plain == {
        "id",
        "publicationavis",
        "parution",
        "dateparution",
        "numeroannonce",
        "typeavis",
        "familleavis",
        "numerodepartement",
        "tribunal",
        "ville",
        "cp",
        "registre",
    }


def test_one_year_is_asked_for_at_a_time():
    file = files("vente")[0]
    assert (file.vintage, file.is_final, files("vente")[2].is_final) == (str(THIS_YEAR), False, True)
    asked = f'refine=familleavis:"vente"&refine=dateparution:"{THIS_YEAR}"'
    assert unquote(file.url).endswith(f"/exports/parquet?{asked}")
    assert unquote(file.count.url).endswith(f"/records?limit=0&{asked}")


def test_names_are_not_stored_and_the_price_is(mirror):
    put(mirror, files("vente")[0], export(2, typeavis="annonce", familleavis="vente", **SALE), 2)
    (published,) = mirror.walk("bodacc", "vente")
    assert (published["vintage"], published["rows"]) == (str(THIS_YEAR), 2)
    cursor = mirror.db.execute("select * from raw.bodacc_vente limit 1")
    row = dict(zip([c.name for c in cursor.description], cursor.fetchone(), strict=True))
    assert not [name for name in ("DUPONT", "Jeanne", "JEANNE", "DURAND", "Mme") if name in str(row)]
    assert row["registre"] == "752461681,752 461 681"
    assert json.loads(row["listeetablissements"]) == {
        "etablissement": {
            "origineFonds": "acquis ; achat ; prix stipulé de 40.000,00 EUR",
            "adresse": {"codePostal": "69001"},
        }
    }
    assert json.loads(row["acte"]) == {"descriptif": "prix : 40000 EUR", "vente": {"categorieVente": "Achat"}}
    assert len(json.loads(row["listeprecedentproprietaire"])["personne"]) == 2


def test_json_that_is_none_is_flagged_and_loaded(mirror):
    put(mirror, files("creation")[0], export(acte='{"descriptif": "DUPONT Jea', typeavis="annonce"))
    mirror.walk("bodacc", "creation")
    assert mirror.db.execute("select acte from raw.bodacc_creation").fetchone() == ("not JSON",)


def test_an_export_silently_cut_is_refused(mirror):
    put(mirror, files("radiation")[0], export(2), 3)
    with pytest.raises(errors.Incomplete, match="2 rows read, the publisher says 3"):
        mirror.walk("bodacc", "radiation")
    assert mirror.count("bodacc_radiation") == 0


def test_a_notice_published_twice_is_loaded_as_published(mirror):
    table = pa.Table.from_pylist([{"id": "A202600011", "typeavis": "annonce"}] * 2)
    for name in FIELDS:
        if name not in table.column_names:
            table = table.append_column(name, pa.nulls(2, pa.string()))
    put(mirror, files("collective")[0], parquet(table), 2)
    mirror.walk("bodacc", "collective")
    assert mirror.last().rows_loaded == mirror.last().rows_read == 2


def test_a_year_without_a_notice_yet_is_no_failure(mirror):
    put(mirror, files("vente")[0], export(0), 0)
    assert mirror.walk("bodacc", "vente")[0]["rows"] == 0


def test_records_as_the_api_gives_them(mirror, shared):
    records = json.loads((shared / "real/reference/bodacc_records_v21_shape.json").read_text("utf-8"))
    creations = [one for one in records["results"] if one["familleavis"] == "creation"]
    put(mirror, files("creation")[0], parquet(pa.Table.from_pylist(creations)), len(creations))
    mirror.walk("bodacc", "creation")
    acte, persons = mirror.db.execute("select acte, listepersonnes from raw.bodacc_creation").fetchone()
    assert json.loads(acte)["dateImmatriculation"] == "2016-04-29"
    assert json.loads(persons)["personne"]["numeroImmatriculation"] == {"numeroIdentification": "820 026 490"}
    assert "CHARLES DE GAULLE" not in persons


@pytest.fixture
def served(mirror) -> Iterator[str]:
    """Address of a static server over the mirror's folder."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(mirror.folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_static_server_over_a_mirror_answers_questions(mirror, served):
    newest, before = files("vente")[:2]
    put(mirror, newest, export(2), 2)
    put(mirror, before, export(3), 4)
    mirror.settings = replace(mirror.settings, mirror=served)
    with pytest.raises(errors.Incomplete, match="3 rows read, the publisher says 4"):
        mirror.walk("bodacc", "vente")
    assert mirror.count("bodacc_vente") == 2


def kept(column: str, document: dict) -> dict:
    """What is loaded of a document of a sale."""
    declared = next(c for c in find("bodacc", "vente")[1].columns if c.name == column)
    return json.loads(scrub(declared.keeps, pa.array([json.dumps(document)]))[0].as_py())


@pytest.mark.parametrize(
    ("told", "loaded"),
    [
        ("Fonds reçu par donation de M. DUPONT au prix de 100000 EUR", "donation ; prix de 100000 EUR"),
        (
            "acquis par apport au montant évalué à 1452171 Francs.",
            "acquis ; apport ; montant évalué à 1452171 Francs",
        ),
        (
            "Achat au prix stipulé de 200000,00 FRANCS FRANCAIS.",
            "Achat ; prix stipulé de 200000,00 FRANCS FRANCAIS",
        ),
        ("achat pour un montant de 85\u00a0000.", "achat ; montant de 85\u00a0000"),
        ("vendu par DUPONT, prix de 52.485,00 FRF", "prix de 52.485,00 FRF"),
        ("moyennant le prix d'achat de € 40.000", "prix d'achat de € 40.000"),
        ("prix de 40 000, 12 rue DUPONT", "prix de 40 000"),
        ("au prix de DUPONT 12", None),
        ("au prix de 12 mars DUPONT", None),
    ],
)
def test_of_free_text_a_price_its_currency_and_its_origin_are_kept(told, loaded):
    for column, key in (("listeetablissements", "origineFonds"), ("acte", "descriptif")):
        assert kept(column, {key: told}) == ({key: loaded} if loaded else {})


def test_a_craftsman_s_number_is_kept():
    person = {
        "inscriptionRM": {"numeroIdentificationRM": "410 000 000", "codeRM": "RM DUPONT"},
        "nom": "DUPONT",
    }
    assert kept("listepersonnes", {"personne": person}) == {
        "personne": {"inscriptionRM": {"numeroIdentificationRM": "410 000 000"}}
    }


@pytest.mark.parametrize(
    "unit", ["prix de ", "prix", " ", "1 000 ", "1", "somme de la ", "acquis", ": ", "111 ", "de la ", "€ "]
)
def test_free_text_is_read_in_the_time_of_its_length(unit):
    text = {"origineFonds": "prix " + unit * (100_000 // len(unit)) + "x"}
    start = time.perf_counter()
    kept("listeetablissements", text)
    assert time.perf_counter() - start < 2


@pytest.mark.shared
def test_real_notices_of_sales(mirror, shared):
    notices = json.loads(excerpts.excerpt(shared, "bodacc_vente_records.json").read_text("utf-8"))["results"]
    table = pa.Table.from_pylist([{name: notice.get(name) for name in FIELDS} for notice in notices])
    put(mirror, files("vente")[0], parquet(table), len(notices))
    (published,) = mirror.walk("bodacc", "vente")
    assert (published["rows"], published["rejected"], mirror.last().unknown_columns) == (22, 0, [])
    query = "select id, registre, cp, listeetablissements, listepersonnes from raw.bodacc_vente"
    rows = {row[0]: row[1:] for row in mirror.db.execute(query)}
    for notice in notices:
        registre, cp, places, persons = rows[notice["id"]]
        assert (registre, cp) == (",".join(notice["registre"]), notice["cp"])
        told, loaded = (
            " ".join(re.findall(r'"origineFonds": "([^"]*)"', text or ""))
            for text in (notice.get("listeetablissements"), places)
        )
        assert re.findall(r"\d[\d ,]*(?:\.\d\d)?", told) == re.findall(r"\d[\d ,]*(?:\.\d\d)?", loaded), told
        assert ("franc" in told.lower(), "apport" in told.lower(), "donation" in told) == (
            "franc" in loaded.lower(), "apport" in loaded.lower(), "donation" in loaded,
        )  # fmt: skip
        assert "adresseSiegeSocial" not in persons


@pytest.mark.shared
def test_parties_told_by_their_craft_number_alone(mirror, shared):
    path = shared / "real/faults/14_bodacc_collective_rm.parquet"
    table = pq.read_table(path)
    put(mirror, files("collective")[0], path.read_bytes(), table.num_rows)
    mirror.walk("bodacc", "collective")
    found = mirror.db.execute("select listepersonnes from raw.bodacc_collective").fetchall()
    told = {
        json.loads(t)["personne"]["inscriptionRM"]["numeroIdentificationRM"]
        for t in table["listepersonnes"].to_pylist()
    }
    assert {
        json.loads(text)["personne"]["inscriptionRM"]["numeroIdentificationRM"] for (text,) in found
    } == told
    assert len(told) == 100
