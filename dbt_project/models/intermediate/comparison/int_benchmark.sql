-- What the members of each group have: how many, median and quartiles of the value and of its change since the base
-- year. A town is no member of its own peers. Quantiles lie between two members where none stands there.
{{ config(
    meta={"part": "indicator_code"},
    indexes=[{"columns": ["indicator_code", "zone", "period", "group_kind", "group_code"], "unique": true}]
) }}

-- Groups and series (an indicator in a zone and year) have numbers: to sort millions of rows by five words costs more.
with grouped as materialized (
    select
        member.group_kind,
        member.group_code,
        kind.label_en,
        kind.label_fr,
        row_number() over () as group_number
    from (select distinct group_kind, group_code from {{ ref("int_compared_group") }} where not is_own) as member
    inner join {{ ref("comparison_group") }} as kind using (group_kind)
),

town as materialized (
    select
        indicator_code,
        zone,
        period,
        code_commune,
        value,
        change_since_base,
        is_simulated,
        dense_rank() over (order by indicator_code, zone, period) as series
    from {{ ref("int_town_value") }}
    where {{ of_due_parts("indicator_code") }}
),

described as (
    select
        town.series,
        grouped.group_number,
        count(*) as members,
        count(town.value) as members_with_value,
        percentile_cont(array[0.25, 0.5, 0.75]) within group (order by town.value) as quartiles,
        percentile_cont(0.5) within group (order by town.change_since_base) as median_change,
        bool_or(town.is_simulated) as is_simulated
    from {{ ref("int_compared_group") }} as member
    inner join grouped using (group_kind, group_code)
    inner join town using (code_commune)
    where not member.is_own
    group by town.series, grouped.group_number
)

select
    series.indicator_code,
    series.zone,
    series.period,
    grouped.group_kind,
    grouped.group_code,
    grouped.label_en as group_en,
    grouped.label_fr as group_fr,
    described.members,
    described.members_with_value,
    described.quartiles[1] as first_quartile,
    described.quartiles[2] as median,
    described.quartiles[3] as third_quartile,
    described.median_change,
    described.is_simulated
from described
inner join (select distinct series, indicator_code, zone, period from town) as series using (series)
inner join grouped using (group_number)
