"""Cerema: land in its three layouts, brownfield sites in their two writings."""

import pytest

from ingestion.contract import meet
from ingestion.registry import find
from ingestion.shape import Shape
from tests.ingestion.conftest import Mirror

FLUX = find("cerema_enaf", "flux")[1]
SITE = find("cerema_cartofriches", "site")[1]
URL = {file.vintage: file.url for file in FLUX.files}
DESTINATIONS = ("act", "hab", "mix", "rou", "fer", "inc")
SITE_HEADER = (
    "site_id;site_nom;site_type;site_adresse;site_identif_date;site_actu_date;site_url;site_ademe_url;"
    "site_securite;site_occupation;site_statut;site_projet_url;site_reconv_annee;site_reconv_type;"
    "activite_libelle;activite_code;activite_fin_annee;comm_nom;comm_insee;bati_type;bati_nombre;bati_surface;"
    "bati_pollution;bati_vacance;bati_patrimoine;bati_etat;local_ancien_annee;local_recent_annee;proprio_type;"
    "proprio_personne;proprio_nom;sol_pollution_annee;sol_pollution_existe;sol_pollution_origine;"
    "sol_pollution_commentaire;sol_depollution_fiche;unite_fonciere_surface;unite_fonciere_refcad;"
    "urba_zone_type;urba_zone_lib;urba_zone_formdomi;urba_doc_type;desserte_distance;desserte_commentaire;"
    "source_nom;source_url;source_producteur;source_contact;geompoint;geomsurf"
)


def header(last: int, years: str) -> list[str]:
    """The publisher's columns up to 1 January 20`last`; `years` are those of its population, as 1420."""
    first = (
        "idcom idcomtxt idreg idregtxt iddep iddeptxt epci{0} epci{0}txt scot aav2020 aav2020txt aav2020_typo"
    )
    flows = [
        f"{'naf' if name == 'art' else 'art'}{year:02d}{name}{year + 1:02d}"
        for year in range(9, last)
        for name in ("art", *DESTINATIONS)
    ]
    totals = [f"{'naf' if n == 'art' else 'art'}09{n}{last}" for n in ("art", *DESTINATIONS)]
    people = [f"{word}{part}" for word in ("pop", "men", "emp") for part in (years[:2], years[2:], years)]
    ratios = [f"{word}{years}" for word in ("mepart", "menhab", "artpop")]
    return [
        *first.format(last).split(),
        *flows,
        *totals,
        f"artcom09{last}",
        *people,
        *ratios,
        f"surfcom20{last}",
    ]


def land(names: list[str], separator: str = ";") -> bytes:
    """Two communes: every flow is 10 m² in the first, 0 in the second; rounding makes one unknown -1."""
    rows = []
    for code, m2 in (("01001", "10"), ("2A004", "0")):
        cells = dict.fromkeys(names, m2) | {"idcom": code, "idcomtxt": '"L""Abergement"', "iddep": code[:2]}
        rows.append([cells[name] for name in names])
    rows[1][names.index("art12inc13")] = "-1"
    return "\n".join(separator.join(row) for row in [names, *rows]).encode()


@pytest.mark.parametrize(("last", "years", "columns"), [(23, "1420", 131), (24, "1521", 138)])
def test_the_publishers_headers_hold_no_unknown_column(last: int, years: str, columns: int):
    names = header(last, years)
    assert len(names) == columns
    contract = meet(FLUX, names, "conso.csv")
    assert contract.unknown == ()
    assert len(Shape.of(contract).wide) == (last - 9) * 7


def test_every_vintage_becomes_flows_by_year_and_destination(mirror: Mirror):
    mirror.put(URL["2023"], land(header(23, "1420")))
    mirror.put(URL["2024"], land(header(24, "1521")))
    newest = [name for name in header(25, "1622") if name not in ("naf09art10", "naf10art11")]
    mirror.put(URL["2025"], b"\xef\xbb\xbf" + land([*newest, "littoral", "abc", "naf11art21"], ","))
    mirror.walk("cerema_enaf", "flux")
    counts = dict(
        mirror.db.execute("select vintage, count(*) from raw.cerema_enaf_flux group by vintage").fetchall()
    )
    assert counts == {"2023": 2 * 14 * 7, "2024": 2 * 15 * 7, "2025": 2 * 16 * 7 - 4}
    query = "select annee, sum(surface) from raw.cerema_enaf_flux where vintage = '2024' and destination = 'art' group by annee"
    assert dict(mirror.db.execute(query).fetchall()) == dict.fromkeys(range(2009, 2024), 10)
    negative = (
        "select idcom, annee, destination from raw.cerema_enaf_flux where surface < 0 and vintage = '2023'"
    )
    assert mirror.db.execute(negative).fetchall() == [("2A004", 2012, "inc")]


def test_a_destination_that_disappears_leaves_the_others(mirror: Mirror):
    names = [name for name in header(23, "1420") if not name.startswith("art12act")]
    mirror.put(URL["2023"], land(names))
    mirror.walk("cerema_enaf", "flux")
    assert mirror.count("cerema_enaf_flux") == 2 * 14 * 7 - 2


def test_real_land(mirror: Mirror, shared):
    path = URL["2023"].removeprefix("https://")
    mirror.put(URL["2023"], (shared / "real/mirror" / path).read_bytes())
    mirror.walk("cerema_enaf", "flux")
    assert (mirror.last().rows_read, mirror.last().unknown_columns) == (8, [])
    query = """select sum(surface) filter (where destination = 'art'), sum(surface) filter (where destination = 'act'),
               sum(surface) filter (where destination <> 'art') from raw.cerema_enaf_flux where idcom = %s"""
    assert mirror.db.execute(query, ("01001",)).fetchone() == (67_511, 0, 67_511)
    assert mirror.db.execute(query, ("01004",)).fetchone() == (610_116, 199_651, 610_116)


def test_synthetic_land_of_172_columns(shared):
    path = shared / "real/reference/fixture_conso_com_2011_2025_synthetique.csv"
    names = path.read_text("utf-8").splitlines()[0].split(",")
    assert meet(FLUX, names, path.name).unknown == ()


def sites(*rows: dict, names: list[str], quote: str = "") -> bytes:
    """Sites with only these cells; NA elsewhere."""
    lines = [";".join(row.get(name, "NA") for name in names) for row in rows]
    return "\n".join([";".join(f"{quote}{name}{quote}" for name in names), *lines]).encode()


def snapshot(mirror: Mirror, day: str, body: bytes) -> None:
    mirror.put(SITE.files[0].url, body)
    (mirror.folder / "manifest.csv").write_text(f"url,last_modified\n{SITE.files[0].url},{day}\n")
    mirror.walk("cerema_cartofriches", "site")


def test_each_release_is_kept_in_either_writing(mirror: Mirror):
    names = SITE_HEADER.split(";")
    first = {
        "site_id": "50419_1",
        "site_nom": "Laiterie",
        "comm_insee": "50419",
        "site_actu_date": "16/01/2024",
    }
    snapshot(mirror, "2024-03-01", sites(first, names=names))
    later = [*names[: names.index("urba_doc_type")], "urba_zaer", *names[names.index("urba_doc_type") :]]
    second = {"site_id": '"50419_1"', "site_nom": r'"dite \"la laiterie\"; en ruine"', "comm_insee": '"1004"'}
    snapshot(mirror, "2026-04-15", sites(second, names=later, quote='"'))
    query = (
        "select vintage, site_nom, comm_insee, site_type from raw.cerema_cartofriches_site order by vintage"
    )
    assert mirror.db.execute(query).fetchall() == [
        ("2024-03-01", "Laiterie", "50419", None),
        ("2026-04-15", 'dite "la laiterie"; en ruine', "01004", None),
    ]
    assert (mirror.last().unknown_columns, mirror.last().rows_repaired) == ([], 1)


def test_owners_and_contacts_are_not_loaded():
    assert not {"proprio_nom", "source_contact"} & {column.header for column in SITE.columns}


def test_real_brownfield_sites(mirror: Mirror, shared):
    path = shared / "real/mirror" / SITE.files[0].url.removeprefix("https://")
    snapshot(mirror, "2024-03-01", path.read_bytes())
    last = mirror.last()
    assert (last.rows_read, last.rows_loaded, last.rows_rejected, last.unknown_columns) == (700, 700, 0, [])
    query = "select site_statut, count(*) from raw.cerema_cartofriches_site group by site_statut"
    assert dict(mirror.db.execute(query).fetchall())["friche potentielle"] == 400
