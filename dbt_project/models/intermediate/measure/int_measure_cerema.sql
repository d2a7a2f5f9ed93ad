-- Flows of the year, and their means. Means are taken once the flows are in one geography, and only over years
-- that are all known: a mean of fewer years would pass for the full one.
with flow as (
    {{ carried(ref("int_figure_cerema")) }}
),

windowed as (
    select
        flow.*,
        avg(value) over three_years as mean3,
        count(*) over three_years as known3,
        bool_or(obs_status = 'E') over three_years as is_estimated3,
        avg(value) over since_2021 as mean_since_2021,
        count(*) over since_2021 as known_since_2021,
        bool_or(obs_status = 'E') over since_2021 as is_estimated_since_2021,
        avg(value) over decade as mean_decade,
        count(*) over decade as known_decade,
        bool_or(obs_status = 'E') over decade as is_estimated_decade
    from flow
    window
        three_years as (
            partition by code_commune, measure_code order by annee range between 2 preceding and current row
        ),
        since_2021 as (
            partition by code_commune, measure_code, annee >= 2021
            order by annee range between unbounded preceding and current row
        ),
        decade as (partition by code_commune, measure_code, annee between 2011 and 2020)
),

decade as (
    select distinct on (code_commune)
        code_commune,
        mean_decade,
        is_estimated_decade
    from windowed
    where annee between 2011 and 2020 and known_decade = 10 and measure_code = 'land_consumed_m2'
    order by code_commune
),

mean as (
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
        windowed.code_commune,
        windowed.annee,
        'land_consumed_mean_2011_2020_m2',
        decade.mean_decade,
        decade.is_estimated_decade,
        windowed.raw_table,
        windowed.vintage
    from windowed
    inner join decade using (code_commune)
    where windowed.measure_code = 'land_consumed_m2' and windowed.annee >= 2021
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
from mean
