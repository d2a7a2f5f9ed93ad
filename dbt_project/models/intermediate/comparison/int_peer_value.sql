-- What each town was before the programme, variable by variable; null where it is not known. Shares are of the sums of
-- the years where both sides are known. Python draws the peers from it (exposure peer_groups).
{{ config(indexes=[{"columns": ["version", "code_commune", "variable"], "unique": true}]) }}

{% set open_year_ends -%}
    greatest(
        least(date_part('year', span.last_day + 1)::integer - 1, variable.last_year)
        - greatest(date_part('year', span.first_day)::integer, variable.first_year) + 1,
        0
    )
{%- endset %}

with variable as (
    select *
    from {{ ref("peer_variable") }}
    where version = (select max(version) from {{ ref("peer_variable") }})
),

population as (
    select
        variable.variable,
        town.code_commune,
        avg(population.population) as mean,
        (array_agg(population.population order by population.annee))[1] as first_value,
        (array_agg(population.population order by population.annee desc))[1] as last_value,
        max(population.annee) - min(population.annee) as years
    from {{ ref("int_peer_town") }} as town
    cross join variable
    inner join {{ ref("int_population") }} as population
        on town.code_commune = population.code_commune
        and population.annee between variable.first_year and variable.last_year
    group by variable.variable, town.code_commune
),

storefront as (
    select
        span.code_commune,
        sum(span.weight * {{ open_year_ends }}) / (max(variable.last_year - variable.first_year) + 1.0) as mean
    from {{ ref("int_establishment_span") }} as span
    inner join {{ ref("activity") }} as activity using (activity)
    inner join {{ ref("int_peer_town") }} as town on span.code_commune = town.code_commune
    inner join variable on variable.variable = 'storefront_density'
    where activity.is_storefront
    group by span.code_commune
),

counted as (
    select code_commune, measure as top, annee, value from {{ ref("int_peer_figure") }}
    union all
    select code_commune, measure_code, annee, value
    from {{ ref("int_measure_urssaf") }}
    where measure_code in ('jobs_industry', 'jobs_private') and value is not null
),

-- The earliest year for what is known of one year at a time, the sum of all for shares.
shared as (
    select variable.variable, part.code_commune, sum(part.value) / nullif(sum(whole.value), 0) as value
    from variable
    inner join (
        values
        ('industry_share', 'jobs_industry', 'jobs_private'),
        ('housing_vacancy', 'homes_vacant', 'homes'),
        ('job_concentration', 'jobs', 'residents_with_a_job')
    ) as share (variable, top, below) using (variable)
    inner join counted as part
        on share.top = part.top
        and part.annee between variable.first_year and variable.last_year
    inner join counted as whole
        on share.below = whole.top
        and part.code_commune = whole.code_commune
        and part.annee = whole.annee
    group by variable.variable, part.code_commune
),

earliest as (
    select distinct on (variable.variable, counted.code_commune) variable.variable, counted.code_commune, counted.value
    from variable
    inner join counted
        on variable.variable = counted.top
        and counted.annee between variable.first_year and variable.last_year
    order by variable.variable, counted.code_commune, counted.annee
)

select
    variable.version,
    variable.variable,
    variable.weight::double precision as weight,
    town.code_commune,
    (
        case variable.variable
            when 'population_log' then ln(nullif(population.mean, 0))
            when 'population_growth'
                then
                    power(population.last_value / nullif(population.first_value, 0), 1.0 / nullif(population.years, 0))
                    - 1
            when 'storefront_density' then coalesce(storefront.mean, 0) / nullif(population.mean, 0)
            when 'hotel_rooms' then earliest.value / nullif(population.mean, 0)
            when 'campsite_pitches' then earliest.value / nullif(population.mean, 0)
            when 'living_standard' then earliest.value
            else shared.value
        end
    )::double precision as value
from variable
cross join {{ ref("int_peer_town") }} as town
left join population using (variable, code_commune)
left join storefront using (code_commune)
left join shared using (variable, code_commune)
left join earliest using (variable, code_commune)
