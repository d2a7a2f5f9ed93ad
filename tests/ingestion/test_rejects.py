"""What whoever runs the loads can see of what was rejected."""

import pytest

from ingestion.__main__ import main
from tests.ingestion.conftest import ACV_URL, Mirror, acv, parquet, periods
from tests.ingestion.test_bad_input import PERIODS_URL


@pytest.fixture
def _in_its_warehouse(mirror: Mirror, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in mirror.settings.as_env().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("COLUMNS", "250")


@pytest.mark.usefixtures("_in_its_warehouse")
def test_rejects_are_listed_with_their_places(mirror: Mirror, capsys: pytest.CaptureFixture) -> None:
    assert main(["rejects"]) == 0
    assert "Nothing was rejected" in capsys.readouterr().out
    mirror.put(ACV_URL, acv().replace(b"\r\n01004,", b"\r\n[x]4,"))
    mirror.walk("programmes", "acv")
    mirror.dated(historique="2026-10-01")
    days = ["2015-01-01"] * 199 + ["[bold]31/02/2015"]
    mirror.put(PERIODS_URL, parquet(periods(200, dateDebut=days)))
    mirror.walk("sirene", "historique")
    assert main(["rejects"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if "expected" in line]
    assert len(lines) == 2
    assert "anct_acv_commune" in lines[0]
    assert "row left out" in lines[0]
    assert "'[x]4'" in lines[0]
    assert "cell left empty" in lines[1]
    assert "'[bold]31/02/2015'" in lines[1]
    assert main(["rejects", "anct_acv_commune", "--load", "1"]) == 0
    assert "sirene" not in capsys.readouterr().out
