"""Which suite belongs to which table."""

from collections.abc import Callable

from expectations import marts as marts_suites
from expectations import marts_history, marts_measures
from expectations.claim import Claim, Facts
from expectations.raw import (
    bodacc,
    cerema,
    dares_defm,
    dgcl_epci,
    france_travail_bmo,
    homes,
    insee_chomage,
    insee_cog,
    insee_filosofi,
    insee_flores,
    insee_population,
    insee_rp,
    insee_side,
    nomenclature,
    programmes,
    sirene,
    sirene_geolocalisation,
    sirene_units,
    territory,
    urssaf,
)

RAW: dict[str, Callable[[Facts], list[Claim]]] = {
    "insee_cog_commune": insee_cog.commune,
    "insee_cog_mouvement": insee_cog.mouvement,
    "insee_cog_arrondissement": insee_cog.arrondissement,
    "insee_cog_departement": insee_cog.departement,
    "insee_cog_region": insee_cog.region,
    "insee_population_reference": insee_population.reference,
    "insee_population_melodi": insee_population.melodi,
    "insee_population_historique": insee_population.historique,
    "dgcl_epci_composition": dgcl_epci.composition,
    "anct_acv_commune": programmes.acv,
    "anct_pvd_commune": programmes.pvd,
    "dgaln_ort_commune": programmes.ort,
    "anct_commune_programme": programmes.croisement,
    "cerema_enaf_flux": cerema.flux,
    "cerema_cartofriches_site": cerema.site,
    "sdes_sitadel_locaux": homes.locaux,
    "lovac_commune": homes.vacancy,
    "dvf_ligne": homes.sale,
    "insee_bpe_equipement": territory.equipement,
    "etalab_contour_commune": territory.contour,
    "etalab_mairie": territory.mairie,
    "insee_densite_commune": territory.density,
    "anct_qpv": territory.qpv,
    "insee_naf_rev2": nomenclature.activities(732),
    "insee_naf2025": nomenclature.activities(747),
    "insee_categorie_juridique": nomenclature.legal_form,
    "sirene_etablissement": sirene.etablissement,
    "sirene_etablissement_historique": sirene.historique,
    "sirene_unite_legale": sirene_units.unite_legale,
    "sirene_unite_legale_historique": sirene_units.unite_legale_historique,
    "sirene_lien_succession": sirene_units.lien_succession,
    "sirene_doublon": sirene_units.doublon,
    "sirene_geolocalisation": sirene_geolocalisation.point,
    "bodacc_vente": bodacc.vente,
    "bodacc_collective": bodacc.collective,
    "bodacc_radiation": bodacc.radiation,
    "bodacc_creation": bodacc.creation,
    "urssaf_commune_ape": urssaf.commune_ape,
    "insee_flores_a5": insee_flores.a5,
    "insee_flores_a17": insee_flores.a17,
    "insee_side_stock": insee_side.stock,
    "insee_side_creation": insee_side.creation,
    "insee_rp_emploi_residence": insee_rp.residence,
    "insee_rp_emploi_travail": insee_rp.workplace,
    "insee_rp_population": insee_rp.population,
    "insee_rp_scolarisation": insee_rp.enrolment,
    "insee_rp_menage": insee_rp.household,
    "insee_rp_base_emploi": insee_rp.base,
    "dares_defm_commune": dares_defm.commune,
    "insee_chomage_zone": insee_chomage.zone,
    "insee_zone_emploi_commune": insee_chomage.commune,
    "france_travail_bmo": france_travail_bmo.bassin,
    "insee_filosofi": insee_filosofi.principal,
}

MARTS: dict[str, Callable[[Facts], list[Claim]]] = {
    "dim_territory": marts_suites.dim_territory,
    "dim_indicator": marts_suites.dim_indicator,
    "fct_indicator_value": marts_suites.fct_indicator_value,
    "dim_source_vintage": marts_suites.dim_source_vintage,
    "bridge_commune_succession": marts_history.bridge_commune_succession,
    "bridge_territory_membership": marts_history.bridge_territory_membership,
    "dim_territory_version": marts_history.dim_territory_version,
    "dim_town_centre": marts_measures.dim_town_centre,
    "dim_series_break": marts_measures.dim_series_break,
    "fct_establishment_event": marts_history.fct_establishment_event,
    "fct_establishment_flow": marts_history.fct_establishment_flow,
    "dim_measure": marts_measures.dim_measure,
    "fct_measure": marts_measures.fct_measure,
    "quality_not_carried": marts_measures.quality_not_carried,
}


def raw(table: str, facts: Facts) -> list[Claim]:
    """Claims on a raw table. Raises KeyError for a table without a suite."""
    return RAW[table](facts)


def marts(facts: Facts) -> dict[str, list[Claim]]:
    """Claims on every mart, by name."""
    return {name: suite(facts) for name, suite in MARTS.items()}
