-- Its columns of indicators are those that `make docs` writes into its contract from seed indicator.
select
    code_commune,
    max(town_name) as town_name,
    max(departement_code) as departement_code,
    max(departement_name) as departement_name,
    max(region_name) as region_name,
    max(epci_code) as epci_code,
    max(epci_name) as epci_name,
    max(population) as population,
    max(population_band) as population_band,
    bool_or(is_acv) as is_acv,
    bool_or(is_pvd) as is_pvd,
    bool_or(is_ort) as is_ort,
    max(acv_cohort_fr) as acv_cohort_fr,
    max(longitude) as longitude,
    max(latitude) as latitude,
    {{ indicator_columns() }}
    bool_or(is_simulated) as is_simulated
from {{ ref("int_town_latest") }}
group by code_commune
