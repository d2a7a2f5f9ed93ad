"""Walks the pages of towns and holds each figure they show against PostgreSQL's own rounding of it."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import psycopg

CARD = re.compile(
    r'<article class="card">\s*<h4><a href="\.\./indicator/(\w+)\.html">.*?<p class="value"><strong>(.*?)</strong>'
    r".*?<dt>Depuis 2022</dt><dd>(.*?)</dd>\s*<dt>Villes comparables</dt><dd>(.*?)</dd>",
    re.DOTALL,
)
ROW = re.compile(
    r'<tr><th scope="row"><a href="\.\./indicator/(\w+)\.html">[^\n]*?</th><td class="n">([^<]*)</td><td>\d{4}</td>'
    r'<td class="n">([^<]*)</td><td class="n">([^<]*)</td><td>',
)
FIGURES = """
with latest as (
    select distinct on (code_commune, indicator_code) * from marts.mart_town_scorecard
    order by code_commune, indicator_code, obs_status = 'O', period desc
)
select
    code_commune,
    indicator_code,
    round(value::numeric, about.decimals)::text,
    round(
        change_since_2022::numeric, case when change_unit_fr = '%%' then 1 else greatest(about.decimals, 1) end
    )::text,
    round(peers_median::numeric, about.decimals)::text
from latest inner join marts.dim_indicator as about using (indicator_code)
where coalesce(about.unit, '') not like 'class %%' and code_commune in (
    select distinct code_commune from latest order by code_commune limit %s
)
"""
Shown = tuple[str, str, str]


def misread(db: psycopg.Connection, root: Path, towns: int) -> tuple[int, list[str]]:
    """How many figures of that many towns were compared, and those whose page under `root` tells another number."""
    pages: dict[str, dict[str, Shown]] = {}
    wrong, compared = [], 0
    for code, indicator, *figures in db.execute(FIGURES, [towns]).fetchall():
        if code not in pages:
            pages[code] = dict(_shown((root / "commune" / f"{code}.html").read_text("utf-8")))
        for told, shown in zip(figures, pages[code][indicator], strict=True):
            compared += told is not None
            if told is not None and not _begins(shown, _in_french(told)):
                wrong.append(f"{code} {indicator}: {shown!r}, not {told}")
    return compared, wrong


def _shown(page: str) -> Iterator[tuple[str, Shown]]:
    for code, *cells in CARD.findall(page) + ROW.findall(page):
        value, change, median = (unescape(re.sub(r"<[^>]+>", "", cell)) for cell in cells)
        yield code, (value, change.lstrip("+"), median.removeprefix("médiane "))


def _begins(shown: str, number: str) -> bool:
    """Whether the number stands first, and no digit of another follows it."""
    return shown.startswith(number) and not re.match(r"[,\u202f]?\d", shown.removeprefix(number))


def _in_french(told: str) -> str:
    whole, _, decimals = told.lstrip("-").partition(".")
    grouped = re.sub(r"(?<=\d)(?=(\d{3})+$)", "\u202f", whole)
    number = f"{grouped},{decimals}" if decimals else grouped
    is_negative = told.startswith("-") and float(told) != 0
    return f"\u2212{number}" if is_negative else number
