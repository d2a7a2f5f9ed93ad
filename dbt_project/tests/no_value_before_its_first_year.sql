-- What dim_indicator says of its first year still holds. A longer file is no harm, but the sheet is to be corrected.
{{ config(severity="warn") }}

select indicator_code, dim_indicator.first_year, min(fct_indicator_value.period) as first_found
from {{ ref("fct_indicator_value") }} as fct_indicator_value
inner join {{ ref("dim_indicator") }} as dim_indicator using (indicator_code)
where
    {{ of_due_parts("fct_indicator_value.indicator_code") }}
    and fct_indicator_value.value is not null
    and fct_indicator_value.period < dim_indicator.first_year
group by indicator_code, dim_indicator.first_year
