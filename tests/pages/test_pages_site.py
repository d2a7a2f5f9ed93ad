"""The site: figures are the marts', a secret is no zero, and only what changed is written again."""

import csv
import json
import re
import shutil
import subprocess
from datetime import datetime
from html import unescape
from html.parser import HTMLParser
from io import BytesIO, StringIO
from multiprocessing import current_process
from pathlib import Path

import openpyxl
import pytest

from pages import context, portal, registers, report, site, store, town_page
from pages.errors import PagesError
from tests.contracts import put
from tests.pages import walk
from warehouse.connect import connect_url
from warehouse.settings import PROJECT, Settings

AXE = PROJECT / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (390, 1280)


@pytest.fixture(scope="module")
def root(build) -> Path:
    return build().index.parent


class Reader(HTMLParser):
    """Tells what is wrong with a page's structure, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.headings, self.cells = "", [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "th":
            self.cells.append(dict(attrs).get("scope"))

    def handle_data(self, data):
        self.text += data


def read(path: Path) -> Reader:
    return Reader(path.read_text("utf-8"))


def test_each_figure_that_a_town_shows_is_the_mart_s_rounded_by_postgresql(root, released, tmp_path):
    with connect_url(released.warehouse_url) as db:
        assert walk.misread(db, root, towns=20) == (11, [])
        shutil.copytree(root / "commune", tmp_path / "commune")
        page = tmp_path / "commune" / "89024.html"
        page.write_text(page.read_text("utf-8").replace("412", "4120"), "utf-8")
        assert walk.misread(db, tmp_path, towns=20)[1] == ["89024 C01: '4120\\xa0points de vente', not 412"]


def test_a_secret_is_told_and_is_no_zero(root):
    told = read(root / "commune" / "58194.html").text
    assert "secret statistique" in told
    assert not re.search(r"(?<![\d,])0(,0)?\s%", told)
    figures = csv.DictReader(StringIO((root / "commune" / "58194.csv").read_text("utf-8-sig")), delimiter=";")
    assert {row["valeur"] for row in figures if row["indicateur"] == "C04"} == {""}


def test_what_is_simulated_is_told_first_on_every_page_of_figures(root):
    for path in [
        *root.glob("commune/*.html"),
        *root.glob("departement/*.html"),
        *root.glob("indicator/*.html"),
    ]:
        told = path.read_text("utf-8")
        assert -1 < told.find("Données simulées") < told.find("<h1>"), path


def test_a_table_says_unit_status_vintage_and_licence(root):
    row = next(
        csv.DictReader(StringIO((root / "commune" / "89024.csv").read_text("utf-8-sig")), delimiter=";")
    )
    assert (row["unite"], row["statut"], row["millesimes"], row["licences"]) == (
        "points de vente",
        "A",
        "sirene_etablissement@2026-09",
        "Licence Ouverte 2.0",
    )


def test_a_text_that_looks_like_a_formula_stays_text(root):
    book = openpyxl.load_workbook(BytesIO((root / "commune" / "89024_commerces.xlsx").read_bytes()))
    cell = next(row[3] for row in book["Commerces"].iter_rows(min_row=2))
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_only_what_has_a_place_is_placed_each_with_its_siret_and_its_address_in_the_directory(root):
    told = json.loads((root / "commune" / "89024_commerces.geojson").read_text("utf-8"))
    (only,) = told["features"]
    assert only["properties"]["siret"] == "89024000000001"
    assert only["properties"]["annuaire"].endswith("/etablissement/89024000000001")


def test_events_since_2022_are_listed_with_siret_and_directory_and_the_last_are_on_the_page(root):
    book = openpyxl.load_workbook(BytesIO((root / "commune" / "89024_evenements.xlsx").read_bytes()))
    rows = list(book["Événements"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == 25 and all("/etablissement/89024" in row[9] for row in rows)
    assert rows[0][:3] == ("89024000000009", "Fermeture", datetime(2025, 3, 1)) and rows[0][5] == "=1+1"
    told = json.loads((root / "commune" / "89024_evenements.geojson").read_text("utf-8"))
    assert {one["properties"]["evenement"] for one in told["features"]} == {"Ouverture"}, "what has no place"
    page = (root / "commune" / "89024.html").read_text("utf-8")
    assert page.count("annuaire-entreprises") == registers.SHOWN
    assert "Ouverture : 24" in read(root / "commune" / "89024.html").text.replace("\u00a0", " ")


def test_indices_and_the_class_of_land_and_jobs_are_on_the_town_s_page(root):
    told = read(root / "commune" / "89024.html").text
    assert "99,3" in told and "Plus d’emplois" in told and re.search(r"1,3\sha par an", told)


def test_a_territory_tells_what_became_of_it_since_2022(root):
    row = next(
        row
        for row in csv.DictReader(
            StringIO((root / "departement" / "89.csv").read_text("utf-8-sig")), delimiter=";"
        )
        if row["annee"] == "2025"
    )
    assert float(row["evolution_depuis_2022"].replace(",", ".")) == pytest.approx(100 * (3025 / 3022 - 1))
    assert re.search(r"\+0,1\s%", read(root / "departement" / "89.html").text)


def test_elsewhere_than_beside_the_other_sites_pages_do_not_lead_to_them(root):
    for path in root.rglob("*.html"):
        assert not re.search(r"(quality|centres|dbt)/", path.read_text("utf-8")), path


def test_beside_the_other_sites_pages_lead_to_them_and_the_first_page_of_all_is_written(released):
    home = site.folder(released)
    try:
        site.build(released, home, workers=0)
        source = (home / "source" / "sirene.html").read_text("utf-8")
        assert '"../../index.html"' in source and "quality/" not in source and "dbt/" not in source
        site.build(released, home, workers=0, beside=portal.OF_A_RUN)
        assert 'href="towns/index.html"' in (home.parent / "index.html").read_text("utf-8")
        assert '"../../centres/89024.html"' in (home / "commune" / "89024.html").read_text("utf-8")
        indicator = (home / "indicator" / "C04.html").read_text("utf-8")
        assert "#!/exposure/exposure.acte2.indicator_c04" in indicator
        assert '"../../quality/index.html#sirene"' in (home / "source" / "sirene.html").read_text("utf-8")
    finally:
        shutil.rmtree(home.parent)


def test_a_process_that_may_have_no_children_writes_the_same_pages(released, root, tmp_path, monkeypatch):
    """A task of a Celery worker is one: multiprocessing refuses to fork there."""
    monkeypatch.setitem(current_process()._config, "daemon", True)
    made = site.build(released, tmp_path / "towns", workers=2)
    assert made.index.read_bytes() == (root / "index.html").read_bytes()


def test_a_source_tells_from_when_on_it_is_late(root):
    told = read(root / "source" / "sirene.html").text
    assert "1er octobre 2026" in told and "avant le 10 novembre 2026" in told


def test_headings_follow_tables_have_scopes_and_links_lead_somewhere(root):
    for path in root.rglob("*.html"):
        page = read(path)
        assert page.headings[0] == 1 and page.headings.count(1) == 1, path
        assert all(b - a <= 1 for a, b in zip(page.headings, page.headings[1:], strict=False)), path
        assert None not in page.cells, path
        assert path.stat().st_size < 300_000
        for link in re.findall(r'(?:href|src)="([^"#:]+)["#]', path.read_text("utf-8")):
            target = (path.parent / unescape(link)).resolve()
            # Other sites stand beside this one; of regions and EPCI the release here has none.
            if root.resolve() in target.parents and not re.search(
                r"/(region|epci|departement/58)", target.as_posix()
            ):
                assert target.exists(), (path, link)


def test_unchanged_pages_stay_and_a_changed_figure_changes_its_town_alone(build, root, released):
    page, other = root / "commune" / "89024.html", root / "commune" / "58194.html"
    before = (page.stat().st_mtime_ns, other.stat().st_mtime_ns)
    (root / "commune" / "00000.html").write_text("a town of another day")
    again = build()
    assert (again.written, again.removed) == (0, 1)
    change = "update marts.mart_town_scorecard set value = {} where code_commune = '89024' and indicator_code = 'C01' and period = 2025"
    with connect_url(released.warehouse_url, autocommit=True) as db:
        db.execute(change.format(499))
        build()
        db.execute(change.format(412))
    assert page.stat().st_mtime_ns > before[0]
    assert other.stat().st_mtime_ns == before[1]
    build()


def test_nothing_is_written_before_a_release(released, build):
    with connect_url(released.warehouse_url, autocommit=True) as db:
        db.execute("update ops.release set is_current = false")
        try:
            with pytest.raises(PagesError, match="nothing is released"):
                build()
        finally:
            db.execute("update ops.release set is_current = true")


def test_a_release_of_an_earlier_version_is_told(released, build):
    with connect_url(released.warehouse_url, autocommit=True) as db:
        db.execute("alter table marts.dim_source rename to aside")
        try:
            with pytest.raises(PagesError, match=r"earlier version.*dim_source"):
                build()
        finally:
            db.execute("alter table marts.aside rename to dim_source")


@pytest.fixture(scope="module")
def read_towns(released: Settings):
    with store.reading(released) as conn:
        return context.read(conn), list(store.towns(conn))


def test_a_report_is_a_pdf_of_the_town_beside_others(read_towns):
    shared, (nevers, auxerre) = read_towns
    assert report.pdf(auxerre, [nevers], shared).startswith(b"%PDF")
    assert report.pdf(auxerre, [], shared, until=2020) != report.pdf(auxerre, [], shared)
    with pytest.raises(PagesError, match="fit the page"):
        report.pdf(auxerre, [nevers] * 5, shared)
    with pytest.raises(PagesError, match="no figure up to 1999"):
        report.pdf(auxerre, [], shared, until=1999)


def test_a_report_beside_three_towns_lies_on_its_side(read_towns):
    shared, (nevers, auxerre) = read_towns
    boxes = [
        re.search(rb"/MediaBox ?\[0 0 (\d+)", report.pdf(auxerre, [nevers] * count, shared))
        for count in (2, 3)
    ]
    assert [int(box[1]) for box in boxes] == [595, 841]


def test_a_report_beside_another_group_has_its_figures_and_no_others(released, read_towns):
    _, (_, auxerre) = read_towns
    about = {
        "indicator_code": "C04",
        "zone": "all",
        "period": 2025,
        "group_kind": "departement",
        "group_code": "89",
    }
    with connect_url(released.warehouse_url, autocommit=True) as db:
        put(
            db,
            "mart_benchmark",
            {**about, "group_fr": "Villes du département", "median": 7.5, "median_change": 1.0},
        )
        put(db, "mart_rank", {**about, "code_commune": "89024", "rank": 2, "ranked_among": 15})
    with store.reading(released) as conn:
        assert report.among(conn, auxerre, "peers") is auxerre
        found = report.among(conn, auxerre, "departement")
    told = {(row["indicator_code"], row["zone"], row["period"]): row for row in found.blocks["scores"]}
    placed = told.pop(("C04", "all", 2025))
    assert (placed["peers_median"], placed["rank_among_peers"], placed["ranked_among"]) == (7.5, 2, 15)
    assert {(row["peers_median"], row["rank_among_peers"]) for row in told.values()} == {(None, None)}
    assert found.about["compared_with_fr"] == "Villes du département"
    made = dict(report.reports(released, "89024", [], None, "departement"))
    assert made["89024.pdf"] != dict(report.reports(released, "89024", [], None))["89024.pdf"]


def test_a_report_of_an_unknown_town_says_so(released):
    with pytest.raises(PagesError, match="no town in scope: 99999"):
        list(report.reports(released, "89024", ["99999"], None))


def test_steps_of_the_stock_add_up(read_towns):
    _, (_, auxerre) = read_towns
    total = town_page.flows(auxerre.blocks["flows"])["all"][-1]
    moved = sum(sign * total[column] for column, _, sign in town_page.STEPS)
    assert total["opening_stock"] + moved == total["closing_stock"]
    assert (total["period"], moved) == ("2023 à 2025", -3)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "name",
    ["index.html", "commune/89024.html", "comparer.html", "indicator/C04.html", "departement/89.html"],
)
def test_axe_finds_nothing_of_level_a_or_aa_the_console_is_quiet_and_nothing_is_too_wide(
    root, tmp_path, name, width
):
    chromium = shutil.which("chromium")
    if not chromium or not AXE.exists():
        pytest.skip("needs chromium (Debian) and axe-core (`npm install axe-core` in the project's folder)")
    page = root / f"{name.removesuffix('.html')}_axe.html"
    listening = (root / name).read_text("utf-8").replace("<head>", "<head>" + LISTEN)
    page.write_text(listening.replace("</body>", RUN + "</body>"))
    frame = tmp_path / "frame.html"
    frame.write_text(FRAME.format(width=width, page=page.as_uri()))
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"]
    command += [f"--user-data-dir={tmp_path}", "--window-size=1400,1000", "--virtual-time-budget=20000"]
    try:
        done = subprocess.run(
            [*command, "--dump-dom", frame.as_uri()], capture_output=True, text=True, check=True, timeout=120
        )
    finally:
        page.unlink()
    told = re.search(r'<pre id="axe">(.*?)</pre>', done.stdout, re.DOTALL)
    assert told, done.stderr[-1000:]
    assert json.loads(unescape(told[1])) == {"width": width, "sideways": 0, "errors": [], "violations": []}


# A window of Chromium is never as narrow as a phone: a frame is.
FRAME = """<!DOCTYPE html><iframe style="width: {width}px; height: 900px; border: 0" src="{page}"></iframe><script>
addEventListener("message", (event) => {{
  const told = document.createElement("pre");
  told.id = "axe";
  told.textContent = event.data;
  document.body.append(told);
}});
</script>"""
LISTEN = "<script>window.wrong = []; addEventListener('error', (e) => wrong.push(String(e.message || e.target.src)), true);</script>"
RUN = f"""<script src="{AXE.as_uri()}"></script><script>
axe.run({{runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}).then((found) => parent.postMessage(JSON.stringify({{
  width: innerWidth,
  sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  errors: wrong,
  violations: found.violations.map((one) => one.id + " " + one.nodes[0].html),
}}), "*"));
</script>"""
