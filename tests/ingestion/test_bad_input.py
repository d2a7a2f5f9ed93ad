"""Files as they should not be: what is published stays, the message says what and where."""

import re

import pytest

from ingestion import errors
from ingestion.registry import find
from tests.ingestion.conftest import ACV_URL, acv, parquet, periods, promising, siret, verdict, zipped

POPULATION = find("insee_population", "reference")[1]
PERIODS_URL = find("sirene", "historique")[1].files[0].url


def published_then(mirror, body: bytes, expected: type[Exception], says: str) -> None:
    """Publish a good ACV list, then a bad one: it is refused and the good one still stands."""
    mirror.put(ACV_URL, acv())
    mirror.walk("programmes", "acv")
    mirror.put(ACV_URL, body)
    with pytest.raises(expected, match=re.escape(says)):
        mirror.walk("programmes", "acv")
    assert mirror.count("anct_acv_commune") == 200
    assert mirror.last().outcome == "failed"
    assert says.lower() in mirror.last().message.lower()
    mirror.put(ACV_URL, acv(201))
    mirror.walk("programmes", "acv")
    assert mirror.count("anct_acv_commune") == 201


def test_a_web_page_in_place_of_the_file(mirror):
    published_then(mirror, b"<!DOCTYPE html><title>404</title>", errors.NotTheFile, "a web page came")


def test_an_empty_file(mirror):
    published_then(mirror, b"", errors.NotTheFile, "empty")


def test_a_csv_cut_in_the_middle_of_a_row(mirror):
    published_then(mirror, acv()[:-40], errors.Unreadable, "cut short")


def test_a_missing_column(mirror):
    body = acv(header="insee_com,lib_com,id,lib_acv,date_signature")
    published_then(mirror, body, errors.HeaderMismatch, "missing column(s) id_acv")


def test_a_separator_nobody_declared(mirror):
    published_then(mirror, acv().replace(b",", b"|"), errors.HeaderMismatch, "separator")


def test_utf_16(mirror):
    published_then(mirror, acv().decode().encode("utf-16"), errors.Unreadable, "UTF-16")


def test_forty_per_cent_of_the_rows(mirror):
    published_then(mirror, acv(80), errors.TooFewRows, "40% of the 200")


def test_a_broken_promise(mirror):
    mirror.put(ACV_URL, acv())

    breaks = promising(lambda candidate: verdict("insee_com: 3 values are not codes."))
    with pytest.raises(errors.PromiseBroken, match="kept aside in raw_candidate"):
        mirror.walk("programmes", "acv", breaks)
    assert mirror.count("anct_acv_commune") == 0
    kept = mirror.db.execute("select count(*) from raw_candidate.anct_acv_commune__2025_07_04").fetchone()
    assert kept == (200,)


def test_other_separators_encodings_orders_and_added_columns_are_read(mirror):
    columns = "date_signature;INSEE_COM;nouveau;lib_com;id_acv;lib_acv"
    mirror.put(ACV_URL, f"{columns}\n03-11-2024;01004;x;Ambérieu;ACV008;Ambérieu\n".encode("latin-1"))
    mirror.walk("programmes", "acv")
    row = mirror.db.execute("select insee_com, lib_com, date_signature from raw.anct_acv_commune").fetchone()
    assert row == ("01004", "Ambérieu", "03-11-2024")
    assert mirror.last().unknown_columns == ["nouveau"]


def test_a_code_that_lost_its_leading_zero_is_repaired_and_counted(mirror):
    mirror.put(ACV_URL, acv().replace(b"\r\n01004,", b"\r\n1004,"))
    mirror.walk("programmes", "acv")
    assert mirror.db.execute(
        "select count(*) from raw.anct_acv_commune where insee_com = '01004'"
    ).fetchone() == (1,)
    assert mirror.last().rows_repaired == 1


@pytest.mark.parametrize("cut", [100, 3000])
def test_a_truncated_zip(mirror, cut):
    header = ";".join(POPULATION.layouts[2])
    body = zipped(
        "donnees_communes.csv",
        "\n".join([header, *(f"84;01;{i:05d};{i};1;{i + 1}" for i in range(1000, 3000))]).encode(),
    )
    mirror.put(POPULATION.files[0].url, body[:-cut])
    with pytest.raises(errors.Incomplete, match="not a whole zip"):
        mirror.walk("insee_population", "reference")


def test_a_zip_whose_member_is_damaged(mirror):
    header = ";".join(POPULATION.layouts[2])
    body = bytearray(
        zipped(
            "donnees_communes.csv",
            "\n".join([header, *(f"84;01;{i:05d};{i};1;{i + 1}" for i in range(1000, 3000))]).encode(),
        )
    )
    body[2000:2040] = b"\x00" * 40
    mirror.put(POPULATION.files[0].url, bytes(body))
    with pytest.raises(errors.Incomplete, match="damaged"):
        mirror.walk("insee_population", "reference")
    assert mirror.count("insee_population_reference") == 0


def test_a_zip_without_the_member(mirror):
    mirror.put(POPULATION.files[0].url, zipped("autre.csv", b"a;b\n1;2\n"))
    with pytest.raises(errors.NotTheFile, match="one member like"):
        mirror.walk("insee_population", "reference")


@pytest.mark.parametrize("keep", [0.3, 0.9])
def test_a_truncated_parquet(mirror, keep):
    mirror.dated(historique="2026-10-01")
    body = parquet(periods(5000))
    mirror.put(PERIODS_URL, body[: int(len(body) * keep)])
    with pytest.raises(errors.Incomplete, match="footer"):
        mirror.walk("sirene", "historique")
    assert mirror.count("sirene_etablissement_historique") == 0


def test_a_parquet_without_a_declared_column(mirror):
    mirror.dated(historique="2026-10-01")
    mirror.put(PERIODS_URL, parquet(periods().drop_columns("dateFin")))
    with pytest.raises(errors.HeaderMismatch, match="dateFin"):
        mirror.walk("sirene", "historique")


def test_bad_sirets_are_rejected_one_by_one_up_to_the_tolerance(mirror):
    mirror.dated(historique="2026-10-01")
    sirets = [siret(10_000 + i) for i in range(1000)]
    sirets[17] = "12345678901234"
    mirror.put(PERIODS_URL, parquet(periods(1000, siret=sirets)))
    assert mirror.walk("sirene", "historique")[0]["rejected"] == 1
    assert mirror.count("sirene_etablissement_historique") == 999
    reject = mirror.db.execute("select row_number, column_name, value from ops.reject").fetchone()
    assert reject == (18, "siret", "12345678901234")
    assert mirror.last().rows_read == mirror.last().rows_loaded + mirror.last().rows_rejected


def test_too_many_bad_sirets_stop_the_load(mirror):
    mirror.dated(historique="2026-10-01")
    mirror.put(PERIODS_URL, parquet(periods(100, siret=["12345678901234"] * 100)))
    with pytest.raises(errors.TooManyRejects, match="valid check digit"):
        mirror.walk("sirene", "historique")


def test_absurd_years_are_kept_as_published(mirror):
    mirror.dated(historique="2026-10-01")
    mirror.put(PERIODS_URL, parquet(periods(2, dateDebut=["0004-01-01", "3035-02-03"])))
    mirror.walk("sirene", "historique")
    found = mirror.db.execute(
        "select extract(year from date_debut)::int from raw.sirene_etablissement_historique"
    )
    assert sorted(found.fetchall()) == [(4,), (3035,)]


def test_a_stock_nobody_dates(mirror):
    mirror.put(PERIODS_URL, parquet(periods()))
    with pytest.raises(errors.VintageUnknown, match="manifest"):
        mirror.walk("sirene", "historique")
