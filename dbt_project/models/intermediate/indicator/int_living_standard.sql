-- Median living standard of communes as published, in the geography of each file: Melodi's, and the yearly files before
-- it. Each year from one file, the newest that holds it, Melodi's first. The geography of the yearly files is not told:
-- the earliest that it may be.
with published as (
    select
        'insee_filosofi' as raw_table,
        vintage,
        left(vintage, 4)::integer + 2 as cog_year,
        code_commune,
        annee,
        valeur as value,
        statut
    from {{ ref("stg_insee_filosofi__commune") }}
    where type_commune = 'COM' and mesure = 'MED_SL' and unite = 'EUR_YR'
    union all
    select
        'insee_filosofi_commune',
        vintage,
        annee + 1,
        code_commune,
        annee,
        niveau_vie_median,
        niveau_vie_median_statut
    from {{ ref("stg_insee_filosofi__commune_yearly") }}
    where type_commune = 'COM'
),

newest as (
    select distinct on (annee) annee, raw_table, vintage
    from published
    order by annee, vintage desc, raw_table
)

select
    published.code_commune,
    published.cog_year,
    published.annee,
    published.value,
    published.statut,
    published.raw_table,
    published.vintage
from published
inner join newest using (annee, raw_table, vintage)
