"""Legal notices: fields in order, JSON in text, both parties, corrections, and the slips of the real export."""

from __future__ import annotations

import json
import re
from datetime import date

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sample.publishers import bodacc
from sample.publishers._bodacc_words import spelled
from sample.publishers.sirene import UNIT_PARQUET

FIELDS = (
    "id;publicationavis;publicationavis_facette;parution;dateparution;numeroannonce;typeavis;typeavis_lib;familleavis;"
    "familleavis_lib;numerodepartement;departement_nom_officiel;region_code;region_nom_officiel;tribunal;commercant;"
    "ville;registre;cp;pdf_parution_subfolder;ispdf_unitaire;listepersonnes;listeetablissements;jugement;acte;"
    "modificationsgenerales;radiationaurcs;depot;listeprecedentexploitant;listeprecedentproprietaire;divers;"
    "parutionavisprecedent;url_complete"
)
YEARS = range(2023, 2027)


@pytest.fixture(scope="module")
def notices(path) -> dict[str, pd.DataFrame]:
    def read(family: str) -> pd.DataFrame:
        return pd.concat([pq.read_table(path(bodacc.export_url(family, y))).to_pandas() for y in YEARS])

    return {family: read(family).reset_index(drop=True) for family in bodacc.FAMILIES}


def test_addresses() -> None:
    assert bodacc.export_url("vente", 2024).endswith(
        "/annonces-commerciales/exports/parquet?refine=familleavis%3A%22vente%22&refine=dateparution%3A%222024%22"
    )
    assert bodacc.count_url("vente", 2024).endswith(
        "/annonces-commerciales/records?limit=0&refine=familleavis%3A%22vente%22&refine=dateparution%3A%222024%22"
    )


@pytest.mark.parametrize("family", bodacc.FAMILIES)
def test_counts_and_fields(path, family: str) -> None:
    for year in YEARS:
        table = pq.read_table(path(bodacc.export_url(family, year)))
        assert table.column_names == FIELDS.split(";")
        assert pa.types.is_list(table.schema.field("registre").type)
        assert json.loads(path(bodacc.count_url(family, year)).read_bytes())["total_count"] == table.num_rows
        frame = table.to_pandas()
        assert set(frame.familleavis) <= {family}
        assert {d.year for d in frame.dateparution} <= {year}
        assert (frame.id == frame.publicationavis + frame.parution + frame.numeroannonce.astype(str)).all()


def test_sales_name_both_parties(notices, path) -> None:
    sales = notices["vente"]
    registered = set(pq.read_table(path(UNIT_PARQUET), columns=["siren"])["siren"].to_pylist())
    for row in sales.itertuples():
        assert len(row.registre) == 4
        assert {r.replace(" ", "") for r in row.registre} <= registered
        assert pd.isna(row.listeprecedentproprietaire) != pd.isna(row.listeprecedentexploitant)
    broken = [text for text in sales.listepersonnes if not is_json(text)]
    assert len(broken) >= 1, "a text that is no JSON"
    origin = " ".join(sales.listeetablissements)
    assert re.search(r"prix stipulé de [\d.]+,00 EUR", origin)


def is_json(text: str) -> bool:
    try:
        json.loads(text)
    except json.JSONDecodeError:
        return False
    return True


def test_corrections_name_a_notice(notices) -> None:
    every = pd.concat(notices.values())
    assert set(every.typeavis) == {"annonce", "rectificatif", "annulation"}
    first = every[every.typeavis == "annonce"]
    published = set(zip(first.parution, first.numeroannonce, strict=True))
    for text in every.parutionavisprecedent[every.typeavis != "annonce"]:
        before = json.loads(text)
        assert (before["numeroParution"], before["numeroAnnonce"]) in published
    assert every.id.duplicated().any(), "the same notice twice"


def test_every_block_and_every_form_of_date() -> None:
    day = date(2024, 2, 1)
    assert [spelled(day, form) for form in (0, 7, 8, 9)] == [
        "2024-02-01", "01/02/2024", "1er\u00a0février\u00a02024", "1er février 2024",
    ]  # fmt: skip
    assert [spelled(day, form) for form in (17, 18)] == ["01-02-2024", "le 1 er fevrier 2024"]


def test_blocks(notices) -> None:
    assert notices["collective"].jugement.map(is_json).all()
    assert {json.loads(t)["famille"] for t in notices["collective"].jugement} == {
        "Jugement d'ouverture", "Jugement de clôture",
    }  # fmt: skip
    assert notices["radiation"].radiationaurcs.map(is_json).all()
    assert notices["creation"].acte.map(is_json).all()
    natural = notices["radiation"].radiationaurcs.str.contains("dateCessationActivitePP")
    assert 0.2 < natural.mean() < 0.8
