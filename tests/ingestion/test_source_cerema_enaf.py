"""Cerema, land: three layouts of wide files, one long table."""

import pytest

from ingestion.contract import meet
from ingestion.registry import find
from ingestion.shape import Shape
from tests.ingestion import excerpts
from tests.ingestion.conftest import Mirror

FLUX = find("cerema_enaf", "flux")[1]
URL = {file.vintage: file.url for file in FLUX.files}
DESTINATIONS = ("act", "hab", "mix", "rou", "fer", "inc")


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


@pytest.mark.shared
def test_real_communes_of_the_172_columns(mirror, shared):
    path = excerpts.excerpt(shared, "cerema_enaf_2011_2025_com.csv")
    resource = find("cerema_enaf", "flux")[1]
    published = excerpts.load(mirror, "cerema_enaf", "flux", resource.files[0].url, path.read_bytes())
    rows = excerpts.cells(path.read_bytes(), ",")
    assert (len(rows), len(rows[0])) == (542, 172)
    assert (published["vintage"], mirror.count("cerema_enaf_flux")) == ("2025", 542 * 14 * 7)
    for year, destination, header in (
        (2023, "art", "naf23art24"),
        (2011, "act", "art11act12"),
        (2024, "rou", "art24rou25"),
    ):
        found = mirror.db.execute(
            "select sum(surface) from raw.cerema_enaf_flux where annee = %s and destination = %s",
            (year, destination),
        ).fetchone()
        assert found == (sum(float(row[header]) for row in rows),)
    query = "select distinct idcom, cateaav, taav, tdaav, surfcom from raw.cerema_enaf_flux"
    assert {(*row[:4], float(row[4])) for row in mirror.db.execute(query)} == {
        (row["idcom"], row["cateaav2020"], row["taav2017"], row["tdaav2017"], float(row["surfcom2025"]))
        for row in rows
    }
