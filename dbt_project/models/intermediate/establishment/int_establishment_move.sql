-- Grain: predecessor × successor. Declared moves of one legal unit: from where to where, and the activity of the
-- place it moved to (its first days), else of the place it left.
{% set moved -%}
    is_same_unit
    and annee between {{ var("first_measure_year") }}
    and (select last_full_year from {{ ref("stg_sirene__vintage") }})
{%- endset %}

with first_activity as (
    select distinct on (siret) siret, activity
    from {{ ref("int_establishment_span") }}
    where siret in (select siret_successeur from {{ ref("int_succession_link") }} where {{ moved }})
    order by siret, first_day
),

last_activity as (
    select distinct on (siret) siret, activity
    from {{ ref("int_establishment_span") }}
    where siret in (select siret_predecesseur from {{ ref("int_succession_link") }} where {{ moved }})
    order by siret, first_day desc
)

select
    link.siret_predecesseur,
    link.siret_successeur,
    link.date_lien,
    link.annee,
    origin.code_commune as code_commune_origine,
    origin_zone.zone as zone_origine,
    destination.code_commune as code_commune_destination,
    destination_zone.zone as zone_destination,
    coalesce(first_activity.activity, last_activity.activity, 'other') as activity
from {{ ref("int_succession_link") }} as link
inner join {{ ref("int_establishment") }} as origin
    on link.siret_predecesseur = origin.siret and origin.is_principal
inner join {{ ref("int_establishment") }} as destination
    on link.siret_successeur = destination.siret and destination.is_principal
left join {{ ref("int_establishment_zone") }} as origin_zone
    on origin.siret = origin_zone.siret and origin.code_commune = origin_zone.code_commune
left join {{ ref("int_establishment_zone") }} as destination_zone
    on destination.siret = destination_zone.siret and destination.code_commune = destination_zone.code_commune
left join first_activity on link.siret_successeur = first_activity.siret
left join last_activity on link.siret_predecesseur = last_activity.siret
where {{ moved }}
