-- Moves between communes, and into and out of town centres, measure by measure: those that come less those that go.
-- Grain: commune × year × measure.
{{ config(materialized="view") }}

with move as (
    select end_of_move.code_commune, move.annee, end_of_move.sign, activity.is_industry
    from {{ ref("int_establishment_move") }} as move
    inner join {{ ref("activity") }} as activity using (activity)
    cross join
        lateral (values (code_commune_destination, 1), (code_commune_origine, -1))
            as end_of_move (code_commune, sign)
    where
        move.code_commune_origine <> move.code_commune_destination
        and activity.is_counted
)

select code_commune, annee, 'moves_net' as measure_code, sum(sign)::numeric as value
from move
group by code_commune, annee
union all
select code_commune, annee, 'moves_net_industry', sum(sign)::numeric
from move
where is_industry
group by code_commune, annee
union all
select
    code_commune_origine,
    annee,
    'moves_to_centre_net',
    sum(case zone_destination when 'centre' then 1 else -1 end)::numeric
from {{ ref("int_establishment_move") }}
inner join {{ ref("activity") }} as activity using (activity)
where
    code_commune_origine = code_commune_destination
    and activity.is_counted
    and (zone_origine, zone_destination) in (('rest', 'centre'), ('centre', 'rest'))
group by code_commune_origine, annee
