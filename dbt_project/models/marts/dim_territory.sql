{{ config(indexes=[{"columns": ["territory_level", "territory_code"], "unique": true}]) }}

select
    territory_level,
    territory_code,
    territory_name,
    epci_code,
    departement_code,
    region_code,
    population,
    population_year,
    population_band,
    is_acv,
    acv_id,
    acv_signed_on,
    acv_amended_on,
    is_pvd,
    pvd_signed_on,
    is_ort,
    ort_signed_on,
    is_in_scope,
    cog_year
from {{ ref("int_territory_profile") }}
