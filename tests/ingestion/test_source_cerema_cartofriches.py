"""Cerema, brownfield sites: two writings, no owner's name."""

from ingestion.registry import find
from tests.ingestion.conftest import Mirror

SITE = find("cerema_cartofriches", "site")[1]
HEADER = (
    "site_id;site_nom;site_type;site_adresse;site_identif_date;site_actu_date;site_url;site_ademe_url;"
    "site_securite;site_occupation;site_statut;site_projet_url;site_reconv_annee;site_reconv_type;"
    "activite_libelle;activite_code;activite_fin_annee;comm_nom;comm_insee;bati_type;bati_nombre;bati_surface;"
    "bati_pollution;bati_vacance;bati_patrimoine;bati_etat;local_ancien_annee;local_recent_annee;proprio_type;"
    "proprio_personne;proprio_nom;sol_pollution_annee;sol_pollution_existe;sol_pollution_origine;"
    "sol_pollution_commentaire;sol_depollution_fiche;unite_fonciere_surface;unite_fonciere_refcad;"
    "urba_zone_type;urba_zone_lib;urba_zone_formdomi;urba_doc_type;desserte_distance;desserte_commentaire;"
    "source_nom;source_url;source_producteur;source_contact;geompoint;geomsurf"
)


def sites(*rows: dict, names: list[str], quote: str = "") -> bytes:
    """Sites with only these cells; NA elsewhere."""
    lines = [";".join(row.get(name, "NA") for name in names) for row in rows]
    return "\n".join([";".join(f"{quote}{name}{quote}" for name in names), *lines]).encode()


def snapshot(mirror: Mirror, day: str, body: bytes) -> None:
    mirror.put(SITE.files[0].url, body)
    (mirror.folder / "manifest.csv").write_text(f"url,last_modified\n{SITE.files[0].url},{day}\n")
    mirror.walk("cerema_cartofriches", "site")


def test_each_release_is_kept_in_either_writing(mirror: Mirror):
    names = HEADER.split(";")
    first = {
        "site_id": "50419_1",
        "site_nom": "Laiterie",
        "comm_insee": "50419",
        "site_actu_date": "16/01/2024",
    }
    snapshot(mirror, "2024-03-01", sites(first, names=names))
    later = [*names[: names.index("urba_doc_type")], "urba_zaer", *names[names.index("urba_doc_type") :]]
    second = {"site_id": '"50419_1"', "site_nom": r'"dite \"la laiterie\"; en ruine"', "comm_insee": '"1004"'}
    snapshot(mirror, "2026-04-15", sites(second, names=later, quote='"'))
    query = (
        "select vintage, site_nom, comm_insee, site_type from raw.cerema_cartofriches_site order by vintage"
    )
    assert mirror.db.execute(query).fetchall() == [
        ("2024-03-01", "Laiterie", "50419", None),
        ("2026-04-15", 'dite "la laiterie"; en ruine', "01004", None),
    ]
    assert (mirror.last().unknown_columns, mirror.last().rows_repaired) == ([], 1)


def test_owners_and_contacts_are_not_loaded():
    assert not {"proprio_nom", "source_contact"} & {column.header for column in SITE.columns}


def test_real_brownfield_sites(mirror: Mirror, shared):
    path = shared / "real/mirror" / SITE.files[0].url.removeprefix("https://")
    snapshot(mirror, "2024-03-01", path.read_bytes())
    last = mirror.last()
    assert (last.rows_read, last.rows_loaded, last.rows_rejected, last.unknown_columns) == (700, 700, 0, [])
    query = "select site_statut, count(*) from raw.cerema_cartofriches_site group by site_statut"
    assert dict(mirror.db.execute(query).fetchall())["friche potentielle"] == 400
