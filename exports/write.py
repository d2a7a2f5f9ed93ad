"""A release as a folder of files, named by it; the same release gives the same bytes."""

import hashlib
import json
import shutil
from pathlib import Path
from tempfile import mkdtemp

import psycopg
from jinja2 import Environment, PackageLoader, StrictUndefined

from exports import dcat, licences, mart, package, rows, sdmx
from exports.errors import ExportError
from exports.licences import Origin
from exports.mart import Mart
from warehouse import release
from warehouse.connect import connect
from warehouse.roles import Role
from warehouse.settings import Settings


def write(settings: Settings, parent: Path) -> Path:
    """Write the release that readers see to `<parent>/<database>_release_<n>`, replaced as a whole; that folder.

    Rows are read from the release's own tables, which nothing changes, one mart after another. Towns' own data are left
    out unless PUBLISH_LOCAL says otherwise. Raises ExportError when nothing was released.
    """
    now = release.current(settings)
    if now is None:
        raise ExportError("nothing was released yet: run `make run` first")
    name = f"{settings.database}_{now.schema_name}"
    parent.mkdir(parents=True, exist_ok=True)
    draft = Path(mkdtemp(prefix=f".{name}-", dir=parent))
    draft.chmod(0o755)
    try:
        with connect(settings, Role.TRANSFORMER, application_name="acte2 exports") as conn:
            _write(conn, draft, name, now.schema_name, settings.publish_local)
        _swap(draft, parent / name)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return parent / name


def _write(conn: psycopg.Connection, folder: Path, name: str, schema: str, publish_local: bool) -> None:
    conn.execute("SET TIME ZONE 'UTC'")
    conn.execute("SET datestyle = 'ISO, YMD'")
    marts = mart.marts(conn, schema, publish_local)
    origins = licences.origins(conn, schema, publish_local)
    title = _title(name, origins)
    for one in marts:
        _files(conn, folder, one)
    told = package.package(name.replace("_", "-"), title, marts, origins)
    _json(folder / "datapackage.json", told)
    figures = next(one.table for one in marts if one.name == "fct_indicator_value")
    sdmx.write(conn, folder, schema, figures)
    (folder / "LISEZMOI.md").write_text(_readme(title, marts, origins), encoding="utf-8")
    dcat.write(folder, name, title, marts)
    _sums(folder)


def _files(conn: psycopg.Connection, folder: Path, one: Mart) -> None:
    for kind in ("csv", "parquet", "geojson"):
        (folder / kind).mkdir(exist_ok=True)
    rows.to_csv(conn, one, folder / "csv" / f"{one.name}.csv")
    rows.to_parquet(conn, one, folder / "parquet" / f"{one.name}.parquet")
    if rows.has_place(one):
        rows.to_geojson(conn, one, folder / "geojson" / f"{one.name}.geojson")


def _title(name: str, origins: list[Origin]) -> str:
    simulated = "DONNÉES SIMULÉES, " if any(one.is_simulated for one in origins) else ""
    return f"{simulated}Baromètre Acte II, {name}"


def _readme(title: str, marts: list[Mart], origins: list[Origin]) -> str:
    environment = Environment(
        loader=PackageLoader("exports"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701 (Markdown, no HTML)
    )
    return environment.get_template("lisezmoi.md").render(
        title=title,
        marts=marts,
        origins=origins,
        licences=licences,
        is_simulated=any(one.is_simulated for one in origins),
    )


def _json(path: Path, told: object) -> None:
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _sums(folder: Path) -> None:
    lines = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        lines.append(f"{digest}  {path.relative_to(folder)}\n")
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def _swap(draft: Path, folder: Path) -> None:
    old = draft.with_name(f"{draft.name}-old")
    if folder.exists():
        folder.rename(old)
    draft.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
