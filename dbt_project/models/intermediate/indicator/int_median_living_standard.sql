-- Median living standard of each territory as its publisher gives it: a median is neither summed nor averaged. Of a
-- commune only where its code had the whole of today's commune in the geography of the file (a city of districts is
-- whole besides them); each year from its newest file.
with level as (
    select
        case type_territoire
            when 'EPCI' then 'epci' when 'DEP' then 'departement' when 'REG' then 'region' else 'france'
        end as territory_level,
        case when type_territoire = 'FRANCE' then 'FR' else territory_code end as territory_code,
        annee,
        valeur,
        statut,
        vintage,
        max(vintage) over (partition by annee) as newest
    from {{ ref("stg_insee_filosofi__level") }}
    where
        mesure = 'MED_SL'
        and unite = 'EUR_YR'
        and (type_territoire <> 'FRANCE' or territory_code in ('F', 'FR', 'FRANCE'))
),

whole as (
    select code_to, cog_from, min(code_from) as code_from
    from {{ ref("int_commune_succession") }}
    where
        code_to in (select code_commune from {{ ref("int_commune") }})
        and event <> 'district'
    group by code_to, cog_from
    having count(*) = 1 and min(weight) = 1
)

select
    'commune' as territory_level,
    published.code_commune as territory_code,
    published.annee,
    published.value::double precision as value,
    {{ figure_status("published.statut") }} as obs_status,
    published.raw_table,
    published.vintage
from {{ ref("int_living_standard") }} as published
inner join whole
    on published.code_commune = whole.code_to
    and published.code_commune = whole.code_from
    and whole.cog_from = {{ cog_in_use("published.cog_year") }}
where published.statut <> 'missing'
union all
select
    territory_level,
    territory_code,
    annee,
    valeur::double precision,
    {{ figure_status("statut") }},
    'insee_filosofi',
    vintage
from level
where vintage = newest and statut <> 'missing'
