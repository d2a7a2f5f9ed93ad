"""Sirene's legal units in dbt: an unknown nomenclature stops the build."""

import pytest

from tests.dbt.conftest import Dbt

pytestmark = pytest.mark.integration

MODELS = (
    "stg_ops__load stg_sirene__vintage stg_sirene__etablissement stg_sirene__periode stg_sirene__unite_legale "
    "stg_sirene__unite_legale_periode"
)


def test_an_unknown_nomenclature_stops_the_build(dbt: Dbt, put) -> None:
    columns = "siren nomenclature_activite"
    put("sirene_unite_legale", "2026-08", columns, [("356000000", "NAFRev2"), ("732829320", None)])
    dbt("run", "--select", MODELS)
    dbt("test", "--select", "sirene_nomenclature_is_known")
    put("sirene_unite_legale", "2026-09", columns, [("356000000", "NAF2025")])
    with pytest.raises(AssertionError, match="sirene_nomenclature_is_known"):
        dbt("build", "--select", MODELS, "sirene_nomenclature_is_known")
