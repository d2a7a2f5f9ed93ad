-- Flows of the year, and their means. Means are taken once the flows are in one geography, and only over years
-- that are all known: a mean of fewer years would pass for the full one. Likewise sums of five years, and of the years
-- from one census to the next.
with flow as (
    select *
    from {{ parts_of(ref("int_figure_carried"), "raw_table", ["cerema_enaf_flux"]) }} as figure
),

windowed as (
    select
        flow.*,
        avg(value) over three_years as mean3,
        count(*) over three_years as known3,
        bool_or(obs_status = 'E') over three_years as is_estimated3,
        sum(value) over five_years as sum5,
        count(*) over five_years as known5,
        bool_or(obs_status = 'E') over five_years as is_estimated5,
        avg(value) filter (where annee >= 2021) over up_to_year as mean_since_2021,
        count(*) filter (where annee >= 2021) over up_to_year as known_since_2021,
        bool_or(obs_status = 'E') filter (where annee >= 2021) over up_to_year as is_estimated_since_2021,
        avg(value) filter (where annee between 2011 and 2020) over up_to_year as mean_decade,
        count(*) filter (where annee between 2011 and 2020) over up_to_year as known_decade,
        bool_or(obs_status = 'E') filter (where annee between 2011 and 2020) over up_to_year as is_estimated_decade
    from flow
    window
        up_to_year as (partition by code_commune, measure_code order by annee),
        three_years as (up_to_year range between 2 preceding and current row),
        five_years as (up_to_year range between 4 preceding and current row)
),

census as (
    select annee, lag(annee) over (order by annee) as annee_before
    from (select distinct annee from {{ ref("int_figure_household") }}) as held
),

mean_and_sum as (
    select
        code_commune,
        annee,
        'land_consumed_activity_mean3_m2' as measure_code,
        mean3 as value,
        is_estimated3 as is_estimated,
        raw_table,
        vintage
    from windowed
    where measure_code = 'land_consumed_activity_m2' and known3 = 3
    union all
    select
        code_commune,
        annee,
        'land_consumed_mean_since_2021_m2',
        mean_since_2021,
        is_estimated_since_2021,
        raw_table,
        vintage
    from windowed
    where measure_code = 'land_consumed_m2' and annee >= 2021 and known_since_2021 = annee - 2020
    union all
    select
        code_commune,
        annee,
        'land_consumed_mean_2011_2020_m2',
        mean_decade,
        is_estimated_decade,
        raw_table,
        vintage
    from windowed
    where measure_code = 'land_consumed_m2' and annee >= 2021 and known_decade = 10
    union all
    select
        code_commune,
        annee,
        'land_consumed_activity_5y_m2',
        sum5,
        is_estimated5,
        raw_table,
        vintage
    from windowed
    where measure_code = 'land_consumed_activity_m2' and known5 = 5
    union all
    select
        flow.code_commune,
        census.annee,
        'land_consumed_housing_between_m2',
        sum(flow.value),
        bool_or(flow.obs_status = 'E'),
        flow.raw_table,
        max(flow.vintage)
    from flow
    inner join census on flow.annee >= census.annee_before and flow.annee < census.annee
    where flow.measure_code = 'land_consumed_housing_m2'
    group by flow.code_commune, census.annee, census.annee_before, flow.raw_table
    having count(*) = census.annee - census.annee_before
)

select
    code_commune,
    annee,
    measure_code,
    value,
    obs_status,
    raw_table,
    vintage
from flow
union all
select
    code_commune,
    annee,
    measure_code,
    trim_scale(value),
    case when is_estimated then 'E' else 'A' end,
    raw_table,
    vintage
from mean_and_sum
