"""A town's own files: every fault told with its place, good ones gathered, what is taken away goes."""

from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path

import fsspec
import pytest

from ingestion import gather, own_files, own_store, walk
from ingestion.contract import meet
from ingestion.errors import OwnFileRefused, Unavailable
from ingestion.mirror import Filler
from ingestion.own_files import Known, OwnFile
from ingestion.registry import find, source
from tests.ingestion.conftest import Mirror, keeps
from warehouse.errors import SettingsError
from warehouse.settings import Settings

HEADER = "id_local;code_commune;date_releve;numero;voie;longitude;latitude;etat;activite;enseigne;surface_tranche;situation"
SHORT = "id_local;code_commune;date_releve;etat"
MEASURE = "channel_id,counter_id,start_datetime,end_datetime,count"
SITE = "site_id,parent_site_id,site_name,fr_insee_code,xlong,ylat,external_ids,infrastructure_type"
CHANNEL = (
    "channel_id,channel_provider_id,site_provider_id,site_id,mobility_type,direction,started_at,ended_at,last_updated_at,"
    "time_step,provider_portal_url"
)
TODAY = date(2026, 10, 1)


def put(folder: Path, name: str, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return path


def known() -> Known:
    return Known(frozenset({"01004", "89024"}), TODAY)


def read(
    path: Path, name: str = "vacancy", against: Known | None = None
) -> tuple[OwnFile, list[own_files.Row]]:
    rows: list[own_files.Row] = []
    return own_files.read(path, find("local", name)[1], against or known(), rows.extend), rows


@pytest.mark.parametrize(
    ("name", "header", "separator"),
    [
        ("vacancy", HEADER, ";"),
        ("footfall_measure", MEASURE, ","),
        ("footfall_site", SITE, ","),
        ("footfall_channel", CHANNEL, ","),
    ],
)
def test_the_national_headers_and_the_survey_s_are_the_declared_ones(name, header, separator):
    assert meet(find("local", name)[1], header.split(separator), "x").unknown == ()


def test_a_survey_as_a_spreadsheet_in_french_saves_it(tmp_path):
    lines = (
        HEADER,
        "A-1;1004;14/06/2025;3;rue X;5,354;45,955;Vacant;;Chez Y;;",
        "A-2;01004;14/06/2025;;;;;Occupé;;;;",
    )
    file, (first, second) = read(put(tmp_path, "a.csv", *lines, encoding="utf-8-sig"))
    assert file.problems == []
    assert (first["code_commune"], first["date_releve"], first["etat"]) == (
        "01004",
        date(2025, 6, 14),
        "vacant",
    )
    assert (first["longitude"], first["latitude"], first["ligne"]) == (5.354, 45.955, 2)
    assert (second["etat"], second["longitude"], second["fichier"]) == ("occupe", None, "a.csv")
    assert "enseigne" not in first


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("A;99999;2025-06-14;vacant", "row 2, column code_commune: '99999' found, a commune code of the latest COG expected"),
        ("A;Auxerre;2025-06-14;vacant", "row 2, column code_commune: 'Auxerre' found, a commune code of 5 characters expected"),
        ("A;89024;2026-10-02;vacant", "row 2, column date_releve: '2026-10-02' found, a day from 1990 to today"),
        ("A;89024;06/2025;vacant", "row 2, column date_releve: '06/2025' found, a date"),
        ("A;89024;2025-06-14;fermé", "row 2, column etat: 'fermé' found, one of vacant, occupe, travaux, hors_commerce expected"),
        ("A;89024;2025-06-14;", "row 2, column etat: nothing found, a value expected"),
        (";89024;2025-06-14;vacant", "row 2, column id_local: nothing found"),
        ("A;89024;2025-06-14;occupe", "column etat: no row says vacant, one at least expected.*exhaustif = oui"),
        ("A;89024;2025-06-14;vacant\nA;89024;14/06/2025;occupe", "row 3: .*id_local A.* is also in a.csv, row 2; once expected"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_row(tmp_path, line, told):
    file, _ = read(put(tmp_path, "vacance/a.csv", SHORT, line))
    (problem,) = file.problems
    assert own_files.re.search(told, problem), problem
    assert file.complaint.startswith("vacance/a.csv: refused.\n- ")


def test_files_that_are_no_survey_are_told_as_well(tmp_path):
    assert (
        "missing column(s) etat"
        in read(put(tmp_path, "a.csv", "id_local;code_commune;date_releve", "A;89024;x"))[0].complaint
    )
    assert "no row under the header" in read(put(tmp_path, "b.csv", SHORT))[0].complaint
    assert "web page" in read(put(tmp_path, "c.csv", "<html>"))[0].complaint
    two = read(put(tmp_path, "e.csv", SHORT, "A;89024;2025-06-14;?", "B;Auxerre;2025-06-14;vacant"))[
        0
    ].complaint
    assert two.index("row 2, column etat") < two.index("row 3, column code_commune")
    many = [f"A{n};89024;2025-06-14;?" for n in range(50)]
    assert read(put(tmp_path, "d.csv", SHORT, *many))[0].complaint.endswith("and 30 more")


def test_a_key_in_two_files_is_told_of_the_second_and_forgotten_with_a_refused_one(tmp_path):
    against = known()
    bad, good = "A;89024;2025-06-14;?", "A;89024;2025-06-14;vacant"
    for name, line, is_good in (("a", bad, False), ("b", good, True), ("c", good, False)):
        file, _ = read(put(tmp_path, f"{name}.csv", SHORT, line), against=against)
        assert bool(file.problems) != is_good
    assert "is also in b.csv, row 2" in file.complaint


def test_counts_of_the_night_when_the_hour_comes_twice(tmp_path):
    lines = (
        "C1,,2025-10-26T02:30:00+02:00,2025-10-26T02:45:00+0200,5",
        "C1,,2025-10-26T02:30:00+01,,0",
        "C1,,2025-10-26T03:00:00Z,,",
    )
    file, rows = read(put(tmp_path, "measures.csv", MEASURE, *lines), "footfall_measure")
    assert file.problems == []
    assert [str(row["start_datetime"])[11:16] for row in rows] == ["02:30", "02:30", "04:00"]
    assert [row["count"] for row in rows] == [5, 0, None]
    bad = put(tmp_path, "bad.csv", MEASURE, "C1,,2025-10-26T03:00:00Z,,-1")
    assert "'-1' found, a number from 0" in read(bad, "footfall_measure")[0].complaint


def test_files_are_told_apart_by_their_names(tmp_path):
    for name in ("sites.csv", "Channels.XLSX", "mesures 2025.csv", "photo.png", "~$sites.xlsx", "notes.csv"):
        put(tmp_path, f"comptages/{name}", "x")
    owns = [one.own for one in gather.resources()]
    found = {own.named: [path.name for path in own_files.files_of(tmp_path, own)] for own in owns}
    assert [*chain.from_iterable(found.values())] == ["sites.csv", "Channels.XLSX", "mesures 2025.csv"]
    assert [path.name for path in own_files.strangers(tmp_path, owns)] == ["notes.csv", "photo.png"]


@pytest.fixture
def town(mirror: Mirror, tmp_path: Path) -> Mirror:
    """A warehouse whose folder LOCAL is `tmp_path / "local"`."""
    (tmp_path / "local").mkdir()
    mirror.settings = replace(mirror.settings, local=tmp_path / "local")
    return mirror


def surveyed(town: Mirror) -> list[tuple]:
    return town.db.execute("select fichier, ligne, etat from raw.local_vacancy order by 1, 2").fetchall()


def test_files_of_several_towns_are_loaded_as_one_and_go_with_the_folder_s(town):
    folder = town.settings.local / "vacance"
    put(folder, "a.csv", SHORT, "A;89024;2025-06-14;vacant")
    other = put(folder, "b.csv", SHORT, "A;01004;2025-06-14;vacant", "B;01004;2025-06-14;occupe")
    assert gather.is_due(town.settings)
    (published,) = town.walk("local", "vacancy")
    assert (published["rows"], town.last().is_simulated, town.last().source) == (3, False, "local")
    assert surveyed(town) == [("a.csv", 2, "vacant"), ("b.csv", 2, "vacant"), ("b.csv", 3, "occupe")]
    assert town.walk("local", "vacancy") == []
    # Refused, it keeps the rows it had; the other town's go on.
    put(folder, "a.csv", SHORT, "A;89024;2025-06-14;vacant", "B;89024;2025-06-14;vacant")
    other.write_text(f"{SHORT}\nA;01004;2025-06-14;?\n")
    with pytest.raises(OwnFileRefused, match=r"b\.csv: refused"):
        town.walk("local", "vacancy")
    refused = town.db.execute("select url, message from ops.load where outcome = 'failed'").fetchall()
    assert {url for url, _ in refused} == {"https://local/vacance/b.csv"}
    assert all("row 2, column etat" in message for _, message in refused)
    missed, landed = walk.fetch("local", "vacancy", town.settings)
    assert "b.csv: refused" in missed["error"]
    walk.load(landed, town.settings, keeps)
    assert surveyed(town) == [
        ("a.csv", 2, "vacant"),
        ("a.csv", 3, "vacant"),
        ("b.csv", 2, "vacant"),
        ("b.csv", 3, "occupe"),
    ]
    other.unlink()
    town.walk("local", "vacancy")
    assert [name for name, *_ in surveyed(town)] == ["a.csv", "a.csv"]
    (folder / "a.csv").unlink()
    assert town.walk("local", "vacancy") == []
    assert surveyed(town) == []
    # The same bytes come back when the file does.
    put(folder, "a.csv", SHORT, "A;89024;2025-06-14;vacant", "B;89024;2025-06-14;vacant")
    town.walk("local", "vacancy")
    assert len(surveyed(town)) == 2


def test_nothing_given_is_no_failure_and_leaves_no_line(town):
    assert not gather.is_due(town.settings)
    assert town.walk("local", "vacancy") == []
    assert town.db.execute("select count(*) from ops.load").fetchone() == (0,)


def test_a_folder_that_is_not_there_is_told_and_takes_nothing_away(town):
    put(town.settings.local / "vacance", "a.csv", SHORT, "A;89024;2025-06-14;vacant")
    town.walk("local", "vacancy")
    town.settings.local.rename(town.settings.local.with_name("moved"))
    with pytest.raises(SettingsError, match=r"LOCAL: .*local is not there"):
        town.walk("local", "vacancy")
    with pytest.raises(SettingsError):
        gather.is_due(town.settings)
    assert len(surveyed(town)) == 1


def test_files_of_an_object_store_are_read_here_and_go_with_it(tmp_path):
    url = f"memory://{tmp_path.name}/own"
    settings = Settings.from_env({"ACTE2_HOME": str(tmp_path), "LOCAL": url})
    assert settings.as_env()["LOCAL"] == url
    with pytest.raises(Unavailable, match="nothing is at memory"):
        own_store.fetch(settings)
    store = fsspec.filesystem("memory")
    for name in ("vacance/a.csv", "vacance/deep/b.csv", "perimetres/a.geojson", "other/c.csv"):
        store.pipe_file(f"/{tmp_path.name}/own/{name}", b"first")
    here = settings.own_folder
    for content in (b"first", b"second"):
        store.pipe_file(f"/{tmp_path.name}/own/vacance/a.csv", content)
        own_store.fetch(settings)
        found = {str(path.relative_to(here)): path.read_bytes() for path in here.rglob("*") if path.is_file()}
        assert found == {"vacance/a.csv": content, "perimetres/a.geojson": b"first"}
    written = (here / "perimetres" / "a.geojson").stat().st_ino
    store.rm(f"/{tmp_path.name}/own/vacance/a.csv")
    own_store.fetch(settings)
    assert not (here / "vacance" / "a.csv").exists()
    assert (here / "perimetres" / "a.geojson").stat().st_ino == written, "what stays is not fetched again"
    with pytest.raises(Unavailable, match="the package its scheme needs"):
        own_store.fetch(replace(settings, local_url="nosuch://x/y"))


def test_no_mirror_is_filled_with_it(tmp_path):
    assert list(Filler(tmp_path, None, {}).fill([source("local")])) == []


def test_another_machine_goes_on_from_the_copies_of_the_first(tmp_path):
    """A file that is refused today leaves what it told before, whichever machine gathers."""
    local, resource = tmp_path / "own", find("local", "vacancy")[1]
    one, two = (
        Settings.from_env(
            {
                "ACTE2_HOME": str(tmp_path / name),
                "STORE_URL": f"memory://{tmp_path.name}",
                "LOCAL": str(local),
            }
        )
        for name in ("one", "two")
    )
    put(local / "vacance", "a.csv", SHORT, "A;89024;2025-06-14;vacant")
    put(local / "vacance", "b.csv", SHORT, "B;01004;2025-06-14;vacant")
    assert not gather.gather(one, resource, None).refused
    put(local / "vacance", "b.csv", SHORT, "B;nowhere;2025-06-14;vacant")
    gathered = gather.gather(two, resource, None)
    assert list(gathered.refused) == ["https://local/vacance/b.csv"]
    kept = [path.read_text() for path in gathered.folder.rglob("*.csv") if path.name != "manifest.csv"]
    assert len(kept) == 1 and "89024" in kept[0] and "01004" in kept[0]
    for path in (local / "vacance").iterdir():
        path.unlink()
    assert not gather.gather(one, resource, None).has_file
    put(local / "vacance", "b.csv", SHORT, "B;nowhere;2025-06-14;vacant")
    assert not gather.gather(two, resource, None).has_file, "what was taken away is gone for all"
