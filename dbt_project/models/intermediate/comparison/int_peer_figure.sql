-- Published figures that only peers are sought with, carried to today's towns: counts add up and are shared out with
-- their communes; a median stands only for a commune that neither merged nor was split. One part that is not known
-- leaves no row.
with published as (
    select
        case type_logement when '_T' then 'homes' when 'DW_VAC' then 'homes_vacant' end as measure,
        code_commune,
        annee,
        vintage::integer + 3 as cog_year,
        valeur as value
    from {{ ref("stg_insee_rp__serie_historique") }}
    where type_commune = 'COM' and mesure = 'DWELLINGS' and type_logement in ('_T', 'DW_VAC')
    union all
    -- The total of ages is written in one of two ways.
    select 'jobs', code_commune, annee, max(vintage)::integer + 3, max(valeur)
    from {{ ref("stg_insee_rp__emploi_travail") }}
    where
        type_commune = 'COM'
        and mesure = 'EMP'
        and is_total
        and sexe = '_T'
        and temps_travail = '_T'
        and age in ('_T', 'Y_GE15')
    group by code_commune, annee
    union all
    select 'residents_with_a_job', code_commune, annee, vintage::integer + 3, valeur
    from {{ ref("stg_insee_rp__emploi_residence") }}
    where type_commune = 'COM' and activite = '1' and sexe = '_T' and age = 'Y15T64' and diplome = '_T'
    union all
    select 'living_standard', code_commune, annee, cog_year, value
    from {{ ref("int_living_standard") }}
    {% for measure in ["hotel_rooms", "campsite_pitches"] -%}
    union all
    select '{{ measure }}', code_commune, annee, left(vintage, 4)::integer, {{ measure }}
    from {{ ref("stg_insee_tourisme__commune") }}
    where type_commune = 'COM'
    {% endfor %}
),

code as (
    select distinct code_commune, cog_year, {{ cog_in_use("cog_year") }} as cog_from
    from published
    where annee >= {{ var("first_measure_year") }}
),

known as (
    select code_commune, cog_year, {{ cog_that_knows("code_commune", "code.cog_from") }} as cog_from
    from code
)

select
    succession.code_to as code_commune,
    published.measure,
    published.annee,
    sum(published.value * succession.weight) as value
from published
inner join known using (code_commune, cog_year)
inner join {{ ref("int_commune_succession") }} as succession
    on known.code_commune = succession.code_from
    and known.cog_from = succession.cog_from
inner join {{ ref("int_peer_town") }} as town on succession.code_to = town.code_commune
where published.annee >= {{ var("first_measure_year") }}
group by succession.code_to, published.measure, published.annee
having
    bool_and(published.value is not null)
    and (published.measure <> 'living_standard' or (count(*) = 1 and bool_and(succession.weight = 1)))
