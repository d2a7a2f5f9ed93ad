"""Sirene's legal units in dbt: an unknown nomenclature stops the build."""

import pytest

from tests.dbt.conftest import Dbt

pytestmark = pytest.mark.integration

MODELS = (
    "stg_ops_load stg_sirene_vintage stg_sirene_etablissement stg_sirene_periode stg_sirene_unite_legale "
    "stg_sirene_unite_legale_periode"
)


def test_an_unknown_nomenclature_stops_the_build(dbt: Dbt, put) -> None:
    columns = "siren nomenclature_activite"
    put("sirene_unite_legale", "2026-08", columns, [("356000000", "NAFRev2"), ("732829320", None)])
    dbt("run", "--select", MODELS)
    dbt("test", "--select", "sirene_nomenclature_is_known")
    put("sirene_unite_legale", "2026-09", columns, [("356000000", "NAF2025")])
    with pytest.raises(AssertionError, match="sirene_nomenclature_is_known"):
        dbt("build", "--select", "stg_ops_load", "sirene_nomenclature_is_known")
