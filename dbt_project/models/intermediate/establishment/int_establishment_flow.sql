-- Grain: commune × zone × set of activities × year. Everything that changes the stock of the set between two year
-- ends: stock(t) = stock(t-1) + births + reopenings + activity_entries + unknown_entries
-- - closures - activity_exits - unknown_exits, to the unit. A SIRET that closes twice in a year counts one
-- closure: the reopening between the two is not counted either.
with member as (
    select activity, 'storefronts' as activity_set
    from {{ ref("activity") }}
    where is_storefront
    union all
    select activity, 'proximity'
    from {{ ref("activity") }}
    where is_proximity
    union all
    select activity, 'industry'
    from {{ ref("activity") }}
    where is_industry
),

crossing as (
    select
        turn.*,
        member.activity_set,
        row_number() over (
            partition by turn.siret, turn.code_commune, turn.annee, member.activity_set, turn.reason
            order by turn.jour desc
        ) as rank_of_year
    from {{ ref("int_establishment_turn") }} as turn
    inner join member using (activity)
    left join member as other
        on turn.other_activity = other.activity
        and member.activity_set = other.activity_set
    where other.activity is null
)

{% set closure = "reason = 'closure' and rank_of_year = 1" -%}
select
    code_commune,
    zone,
    activity_set,
    annee,
    {%- for name, condition in [
        ("births", "reason = 'birth'"),
        ("births_new", "reason = 'birth' and not is_continuity"),
        ("births_taking_over", "reason = 'birth' and is_takeover"),
        ("activity_entries", "reason = 'continued' and direction = 'entry'"),
        ("unknown_entries", "reason = 'unknown' and direction = 'entry'"),
        ("closures", closure),
        ("closures_final", closure ~ " and not is_continuity"),
        ("closures_without_link", closure ~ " and not has_link"),
        ("closures_taken_over", closure ~ " and is_takeover"),
        ("closures_taken_over_by_another", closure ~ " and is_takeover_by_another"),
        ("activity_exits", "reason = 'continued' and direction = 'exit'"),
        ("unknown_exits", "reason = 'unknown' and direction = 'exit'"),
    ] %}
    coalesce(sum(weight) filter (where {{ condition }}), 0) as {{ name }},
    {%- endfor %}
    coalesce(sum(weight) filter (where reason = 'reopening'), 0)
    - coalesce(sum(weight) filter (where reason = 'closure' and rank_of_year > 1), 0) as reopenings
from crossing
group by code_commune, zone, activity_set, annee
