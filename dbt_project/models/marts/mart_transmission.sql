-- Its columns of indicators are those that `make docs` writes into its contract from seed indicator.
select
    code_commune,
    max(town_name) as town_name,
    max(departement_code) as departement_code,
    max(population_band) as population_band,
    max(acv_cohort) as acv_cohort,
    period,
    {{ indicator_columns() }}
    bool_or(is_simulated) as is_simulated
from {{ ref("int_town_score") }}
where theme = 'transmission'
group by code_commune, period
