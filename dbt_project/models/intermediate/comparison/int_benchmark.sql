-- What the members of each group have: how many, median and quartiles of the value and of its change since the base
-- year. A town is no member of its own peers. Quantiles lie between two members where none stands there.
{{ config(indexes=[{"columns": ["indicator_code", "zone", "period", "group_kind", "group_code"], "unique": true}]) }}

with described as (
    select
        town.indicator_code,
        town.zone,
        town.period,
        member.group_kind,
        member.group_code,
        count(*) as members,
        count(town.value) as members_with_value,
        percentile_cont(array[0.25, 0.5, 0.75]) within group (order by town.value) as quartiles,
        percentile_cont(0.5) within group (order by town.change_since_base) as median_change,
        bool_or(town.is_simulated) as is_simulated
    from {{ ref("int_compared_group") }} as member
    inner join {{ ref("int_town_value") }} as town using (code_commune)
    where not member.is_own
    group by town.indicator_code, town.zone, town.period, member.group_kind, member.group_code
)

select
    described.indicator_code,
    described.zone,
    described.period,
    described.group_kind,
    described.group_code,
    kind.label_en as group_en,
    kind.label_fr as group_fr,
    described.members,
    described.members_with_value,
    described.quartiles[1] as first_quartile,
    described.quartiles[2] as median,
    described.quartiles[3] as third_quartile,
    described.median_change,
    described.is_simulated
from described
inner join {{ ref("comparison_group") }} as kind using (group_kind)
