-- Numerators of sums: those of a model of its own (pooled cohorts, medians, classes, effects) are none; nor is A01,
-- whose publisher gives each level. What is withheld, for secrecy (Q) or because too little of it is known,
-- has a numerator that readers do not see: such a level cannot be added up here, and dbt compares it before anything
-- is withheld (test levels_add_up_before_anything_is_withheld). What is not known adds nothing.
with level as (
    select
        indicator_code,
        period,
        territory_level,
        sum(numerator) as numerator,
        bool_or(obs_status = 'Q' or status_reason in ('coverage', 'too_few')) as is_withheld
    from {batch} as mart
    where
        zone = 'all'
        and territory_level in ('departement', 'region', 'france')
        and indicator_code <> 'A01'
        and indicator_code in (select indicator_code from dim_indicator where model in ('ratio', 'growth', 'located'))
    group by indicator_code, period, territory_level
)

select level.indicator_code, level.period, level.territory_level, level.numerator as found, france.numerator as expected
from level
inner join level as france
    on
    france.indicator_code = level.indicator_code
    and france.period = level.period
    and france.territory_level = 'france'
where
    not coalesce(level.is_withheld, false)
    and not coalesce(france.is_withheld, false)
    and abs(coalesce(level.numerator, 0) - coalesce(france.numerator, 0))
    > 1e-6 * greatest(1, abs(coalesce(france.numerator, 0)))
limit 20
