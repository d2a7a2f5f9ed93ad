"""Nested JSON loses whatever is not declared."""

import json

import pyarrow as pa
import pytest

from ingestion.declaration import Keep
from ingestion.scrub import NOT_JSON, scrub

PERSON = {
    "typePersonne": "pp",
    "nom": "DUPONT",
    "prenom": "Jeanne",
    "numeroImmatriculation": {
        "numeroIdentification": "RCS 820\u00a0026 490 Mme Dupont",
        "nomGreffeImmat": "Paris",
    },
}
KEEPS = (Keep("typePersonne"), Keep("numeroIdentification", r"\d{3}\s?\d{3}\s?\d{3}"))
KEPT = {"typePersonne": "pp", "numeroImmatriculation": {"numeroIdentification": "820\u00a0026 490"}}


def scrubbed(*cells) -> list:
    return scrub(KEEPS, pa.array(cells)).to_pylist()


@pytest.mark.parametrize("shape", [lambda one: {"personne": one}, lambda one: {"personne": [one, one]}])
def test_only_declared_keys_stay_in_an_object_or_a_list(shape):
    (cell,) = scrubbed(json.dumps(shape(PERSON)))
    assert json.loads(cell) == shape(KEPT)
    assert "DUPONT" not in cell and "Dupont" not in cell and "Jeanne" not in cell


def test_a_struct_is_read_as_well():
    cells = scrub(KEEPS, pa.array([{"personne": PERSON}])).to_pylist()
    assert json.loads(cells[0]) == {"personne": KEPT}


def test_what_is_no_json_says_so_and_nothing_more():
    assert scrubbed('{"nom": "DUPONT"', None, "", "DUPONT Jeanne") == [NOT_JSON, None, None, NOT_JSON]


def test_nothing_to_keep_is_not_nothing_published():
    assert scrubbed('{"nom": "DUPONT"}', '"DUPONT"', "[]") == ["{}", "{}", "{}"]


def test_depth_is_no_attack():
    assert scrubbed("[" * 100_000 + "]" * 100_000) == [NOT_JSON]


def test_values_of_a_list_under_a_declared_key_stay():
    assert scrubbed('{"typePersonne": ["pp", {"nom": "X"}, null]}') == ['{"typePersonne": ["pp"]}']
