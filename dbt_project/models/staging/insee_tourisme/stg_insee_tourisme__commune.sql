-- Stars and lengths of stay cut the same figures: only their totals are kept. Rooms and pitches stay apart. A commune
-- without a row of one of them has no figure of it; zeros are published.
with published as (
    select
        {{ melodi_code() }} as code_commune,
        geo_object as type_commune,
        time_period::integer as annee,
        activity,
        {{ melodi_value() }} as valeur,
        {{ melodi_status() }} as statut,
        vintage
    from {{ source("insee_tourisme", "insee_tourisme_capacite") }}
    where
        geo_object in ('COM', 'ARM')
        and tour_measure = 'PLACE'
        and unit_loc_ranking = '_T'
        and l_stay = '_T'
        and activity in ('I551', 'I553')
)

select
    code_commune,
    type_commune,
    annee,
    max(valeur) filter (where activity = 'I551') as hotel_rooms,
    coalesce(max(statut) filter (where activity = 'I551'), 'missing') as hotel_rooms_statut,
    max(valeur) filter (where activity = 'I553') as campsite_pitches,
    coalesce(max(statut) filter (where activity = 'I553'), 'missing') as campsite_pitches_statut,
    vintage
from published
group by vintage, type_commune, code_commune, annee
