"""Land files: exact layouts, destinations that sum to the flow, years that sum to the totals."""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sample.publishers import cerema_enaf

DESTINATIONS = ("act", "hab", "mix", "rou", "fer", "inc")
LAYOUTS = {
    cerema_enaf.URL_2023: (";", 131, 9, 23),
    cerema_enaf.URL_2024: (";", 138, 9, 24),
    cerema_enaf.URL_2025: (",", 172, 11, 25),
}
HEAD_2023 = (
    "idcom;idcomtxt;idreg;idregtxt;iddep;iddeptxt;epci23;epci23txt;scot;aav2020;aav2020txt;aav2020_typo;"
    "naf09art10;art09act10;art09hab10;art09mix10;art09rou10;art09fer10;art09inc10;naf10art11;"
)
TAIL_2023 = (
    ";naf09art23;art09act23;art09hab23;art09mix23;art09inc23;art09rou23;art09fer23;artcom0923;pop14;pop20;pop1420;"
    "men14;men20;men1420;emp14;emp20;emp1420;mepart1420;menhab1420;artpop1420;surfcom2023"
)
HEAD_2025 = (
    "idcom,idcomtxt,idreg,idregtxt,iddep,iddeptxt,epci25,epci25txt,scot,aav2020,libaav2020,cateaav2020,taav2017,"
    "tdaav2017,littoral,montagne_urba,abc,libdens_aav,naf11art12,art11hab12,art11act12,art11inc12,"
)


def read(mirror: Path, url: str) -> tuple[str, pd.DataFrame]:
    text = (mirror / url.removeprefix("https://")).read_text(encoding="utf-8-sig")
    codes = dict.fromkeys(("idcom", "idreg", "iddep"), str)
    return text.split("\n")[0], pd.read_csv(io.StringIO(text), sep=LAYOUTS[url][0], dtype=codes)


@pytest.mark.parametrize("url", LAYOUTS)
def test_sums(small_mirror: Path, url: str) -> None:
    _, width, first, last = LAYOUTS[url]
    _, rows = read(small_mirror, url)
    assert rows.shape[1] == width
    years = [n for n in rows if (m := re.fullmatch(r"naf(\d\d)art(\d\d)", n)) and int(m[2]) == int(m[1]) + 1]
    assert len(years) == last - first
    for name in years:
        begin, end = name[3:5], name[-2:]
        parts = rows[[f"art{begin}{d}{end}" for d in DESTINATIONS]]
        assert (parts.sum(axis=1) == rows[name]).all()
        assert parts.min().min() >= -2
    total = rows[f"naf{first:02}art{last}"]
    assert (rows[years].sum(axis=1) == total).all()
    share = rows[f"artcom{first:02}{last}"]
    assert np.allclose(share, 100 * total / rows[f"surfcom20{last}"], atol=0.006)
    hectares = total.sum() / 10_000 / (last - first)
    assert 900 < hectares < 2_500, "a thirteenth of France's inhabitants"


def test_headers(small_mirror: Path) -> None:
    header, rows = read(small_mirror, cerema_enaf.URL_2023)
    assert header.startswith(HEAD_2023)
    assert header.endswith(TAIL_2023)
    assert rows.idcomtxt.str.contains('"').any()
    header, _ = read(small_mirror, cerema_enaf.URL_2024)
    assert header.startswith('"idcom";"idcomtxt";"idreg"')
    assert header.endswith('"mepart1521";"menhab1521";"artpop1521";"surfcom2024"')
    header, _ = read(small_mirror, cerema_enaf.URL_2025)
    assert header.startswith(HEAD_2025)
    assert header.endswith(",surfcom2025,artcom1125")


def test_vintages_agree_across_geographies(small_mirror: Path) -> None:
    _, old = read(small_mirror, cerema_enaf.URL_2023)
    _, recent = read(small_mirror, cerema_enaf.URL_2025)
    assert set(old.idcom) - set(recent.idcom) >= {"69152"}
    assert old.naf15art16.sum() == recent.naf15art16.sum()
    merged = old[old.idcom.isin(["69149", "69152"])].naf15art16.sum()
    assert merged == recent[recent.idcom == "69149"].naf15art16.sum()


@pytest.mark.shared
def test_layouts_are_the_publisher_s(small_mirror: Path, shared: Path) -> None:
    real = next((shared / "real" / "mirror").glob("static.data.gouv.fr/resources/conso*/*/*.csv"))
    header, _ = read(small_mirror, cerema_enaf.URL_2023)
    assert header == real.read_text(encoding="utf-8").split("\n")[0]
    exact = (shared / "sources" / "headers" / "cerema_conso_com_2009_2024.header.csv").read_text()
    header, _ = read(small_mirror, cerema_enaf.URL_2024)
    assert header == exact.strip()
    recent = shared / "real" / "excerpts" / "cerema_enaf_2011_2025_com.csv"
    header, _ = read(small_mirror, cerema_enaf.URL_2025)
    assert header == recent.read_text(encoding="utf-8").split("\n")[0].strip()
