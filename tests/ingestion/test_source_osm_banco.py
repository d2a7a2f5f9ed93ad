"""BANCO: the date inside the zip, columns by name, and nothing of what names a person."""

import io
import zipfile

import pytest

from ingestion import errors

URL = "https://www.data.gouv.fr/api/1/datasets/r/3d612ad7-f726-4fe5-a353-bdf76c5a44c2"
HEADER = (
    "X;Y;osm_id;type;name;brand;operator;wheelchair;opening_hours;level;siret;profession_ref;wikidata;website;phone;"
    "email;facebook;address;com_insee;com_nom;last_update"
)
ROWS = (
    '3.57;47.8;node/1;bakery;"Dupont; Jeanne";;Jeanne Dupont;;"Mo-Fr 08:00-12:00; Sa off";;;;;https://dupont.example.org;'
    "+33 1 99 00 12 34;jeanne@dupont.example.org;;3 Rue Dupont;89024;Auxerre;2024-05-01",
    "3.571;47.801;way/2;cafe;;;;;;;;;; ;-;;;;89024;Auxerre;2024-05-01",
)
SECRETS = ("Dupont", "dupont", "99 00 12 34", "Jeanne", "Mo-Fr")


def archive(*rows: str, header: str = HEADER, date: str = "2026-09-28", eol: str = "\n") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("banco/metadata.csv", f"NOM;DATE_MAJ\nBANCO;{date}\n")
        made.writestr("banco/data.csv", eol.join([header, *rows]) + eol)
        made.writestr("banco/license.txt", "ODbL")
    return out.getvalue()


@pytest.mark.parametrize(
    ("date", "vintage"),
    [
        ("2026-09-28", "2026-09-28"),
        ("2026-09-28T03:10:00+02:00", "2026-09-28"),
        ("2026-09-28 03:10:00", "2026-09-28"),
    ],
)
def test_a_snapshot_has_the_date_of_its_metadata(mirror, date, vintage):
    mirror.put(URL, archive(*ROWS, date=date))
    (published,) = mirror.walk("osm_banco", "commerce")
    assert (published["vintage"], published["rows"]) == (vintage, 2)
    assert mirror.last().unknown_columns == []
    # Asked again, the same bytes are the same snapshot.
    assert mirror.walk("osm_banco", "commerce") == []


@pytest.mark.parametrize("date", ["", "hier"])
def test_a_snapshot_of_no_date_is_refused(mirror, date):
    mirror.put(URL, archive(*ROWS, date=date))
    with pytest.raises(errors.VintageUnknown, match="a date expected in column DATE_MAJ"):
        mirror.walk("osm_banco", "commerce")


def test_whether_something_is_told_is_kept_and_never_what(mirror):
    mirror.put(URL, archive(*ROWS))
    mirror.walk("osm_banco", "commerce")
    query = """select has_name, has_opening_hours, has_website, has_phone, has_email, has_facebook, has_address
               from raw.osm_banco_commerce order by osm_id"""
    assert mirror.db.execute(query).fetchall() == [
        (True, True, True, True, True, False, True),
        (False, False, False, False, False, False, False),
    ]
    (kept,) = mirror.db.execute(
        "select string_agg(to_jsonb(r)::text, '') from raw.osm_banco_commerce r"
    ).fetchone()
    assert "bakery" in kept
    assert not [secret for secret in SECRETS if secret in kept]


def test_rows_that_cannot_be_loaded_tell_nothing_either(mirror):
    broken = ROWS[0].replace("3.57;47.8;", "est;nord;"), ROWS[0].replace("node/1", "")
    good = [ROWS[1].replace("way/2", f"way/{number}") for number in range(300)]
    mirror.put(URL, archive(*good, *broken))
    (published,) = mirror.walk("osm_banco", "commerce")
    assert (published["rows"], published["rejected"]) == (301, 1)
    query = """select string_agg(concat_ws(' ', l.message, l.remarks::text, r.value), ' ')
               from ops.load l left join ops.reject r using (load_id)"""
    (said,) = mirror.db.execute(query).fetchone()
    assert "est" in said
    assert not [secret for secret in SECRETS if secret in said]


def test_columns_in_another_order(mirror):
    cells = [line.split(";") for line in (HEADER, ROWS[1])]
    header, row = (";".join(reversed(line)) for line in cells)
    mirror.put(URL, archive(row, header=header))
    mirror.walk("osm_banco", "commerce")
    query = "select osm_id, longitude, latitude, com_insee from raw.osm_banco_commerce"
    assert [tuple(map(str, row)) for row in mirror.db.execute(query)] == [
        ("way/2", "3.571", "47.801", "89024")
    ]


@pytest.mark.parametrize(
    "lost", ["X", "Y", "type", "com_insee", "website", "phone", "email", "facebook", "opening_hours"]
)
def test_a_file_without_what_is_counted_is_refused(mirror, lost):
    header = ";".join(f"{name}_2" if name == lost else name for name in HEADER.split(";"))
    mirror.put(URL, archive(*ROWS, header=header))
    with pytest.raises(errors.HeaderMismatch, match=rf"missing column\(s\) {lost};"):
        mirror.walk("osm_banco", "commerce")
