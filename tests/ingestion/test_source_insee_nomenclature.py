"""INSEE's nomenclatures as they are published: labels over quotes, a file without a header."""

from ingestion.registry import find

NAF = find("insee_nomenclature", "naf_rev2")[1]
FORMS = find("insee_nomenclature", "categorie_juridique")[1]
HEADER = "NIV5;NIV4;NIV3;NIV2;NIV1;LIB_NIV5;LIB_NIV4;LIB_NIV3;LIB_NIV2;LIB_NIV1"


def test_activities(mirror):
    mirror.put(NAF.files[0].url, f"{HEADER}\n47.11F;47.11;47.1;47;G;Hypermarchés;a;b;c;Commerce\n".encode())
    mirror.walk("insee_nomenclature", "naf_rev2")
    assert mirror.db.execute("select niv5, niv1, lib_niv5 from raw.insee_naf_rev2").fetchall() == [
        ("47.11F", "G", "Hypermarchés")
    ]
    assert mirror.last().unknown_columns == []


def test_legal_forms_have_no_header(mirror):
    mirror.put(FORMS.files[0].url, b"1000,Entrepreneur individuel\n5499,SARL\n")
    mirror.walk("insee_nomenclature", "categorie_juridique")
    assert mirror.count("insee_categorie_juridique") == 2
