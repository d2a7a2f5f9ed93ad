select
    (select count(*) from {{ ref("fct_indicator_value") }}) as rows_found,
    territories * indicators * periods as rows_expected
from (
    select
        (select count(*) from {{ ref("dim_territory") }}) as territories,
        (select count(*) from {{ ref("dim_indicator") }}) as indicators,
        (select count(*) from {{ ref("int_period") }}) as periods
) as expected
where territories * indicators * periods <> (select count(*) from {{ ref("fct_indicator_value") }})
