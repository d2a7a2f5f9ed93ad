-- Legal units active on 31 December whose activity of that day is of PROX, by the commune of their seat today. Grain:
-- commune × year.
with unit as (
    select periode.siren, year.annee
    from {{ ref("stg_sirene__unite_legale_periode") }} as periode
    inner join {{ ref("naf_activity") }} as naf
        on periode.naf = naf.naf_code
        and periode.nomenclature_activite = naf.nomenclature
    inner join {{ ref("activity") }} as activity using (activity)
    inner join
        generate_series(
            {{ var("first_measure_year") }}, (select last_full_year from {{ ref("stg_sirene__vintage") }})
        ) as year (annee)
        on make_date(year.annee, 12, 31) between periode.jour_debut and periode.jour_fin
    where
        periode.etat_administratif = 'A'
        and activity.is_proximity
        and {{ is_counted_form("periode.categorie_juridique") }}
)

select
    succession.code_to as code_commune,
    unit.annee,
    count(distinct unit.siren) as units
from unit
inner join {{ ref("stg_sirene__unite_legale") }} as unite using (siren)
inner join {{ ref("stg_sirene__etablissement") }} as seat on unite.siret_siege = seat.siret
inner join {{ ref("int_commune_succession") }} as succession
    on seat.code_commune = succession.code_from
    and succession.cog_from = 0
    and succession.cumulative_weight > 0.5
    and succession.cumulative_weight - succession.weight <= 0.5
group by succession.code_to, unit.annee
