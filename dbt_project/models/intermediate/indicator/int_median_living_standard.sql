-- Median living standard of each territory as its publisher gives it: a median is neither summed nor averaged. Of a
-- commune only where its code had the whole of today's commune in the geography of the file (a city of districts is
-- whole besides them); each year from its newest file.
with published as (
    select
        'commune' as territory_level,
        code_commune as territory_code,
        annee,
        mesure,
        unite,
        valeur,
        statut,
        vintage
    from {{ ref("stg_insee_filosofi__commune") }}
    where type_commune = 'COM'
    union all
    select
        case type_territoire
            when 'EPCI' then 'epci' when 'DEP' then 'departement' when 'REG' then 'region' else 'france'
        end,
        case when type_territoire = 'FRANCE' then 'FR' else territory_code end,
        annee,
        mesure,
        unite,
        valeur,
        statut,
        vintage
    from {{ ref("stg_insee_filosofi__level") }}
    where type_territoire <> 'FRANCE' or territory_code in ('F', 'FR', 'FRANCE')
),

newest as (
    select annee, max(vintage) as vintage
    from published
    group by annee
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
    published.territory_level,
    published.territory_code,
    published.annee,
    published.valeur::double precision as value,
    {{ figure_status("published.statut") }} as obs_status,
    published.vintage
from published
inner join newest using (annee, vintage)
where
    published.mesure = 'MED_SL'
    and published.unite = 'EUR_YR'
    and published.statut <> 'missing'
    and (
        published.territory_level <> 'commune'
        or exists (
            select from whole
            where
                whole.code_to = published.territory_code
                and whole.code_from = published.territory_code
                and whole.cog_from = {{ cog_in_use("left(published.vintage, 4)::integer + 2") }}
        )
    )
