-- Active residents of 15 to 64, latest census: Melodi's, else the older base of that year. Communes only: both
-- files hold the districts too. A commune that merged has its figure in another's, not a missing one.
with published as (
    select
        1 as preference,
        'insee_rp_emploi_residence' as raw_table,
        code_commune,
        annee,
        valeur as value,
        {{ figure_status("statut") }} as obs_status,
        vintage
    from {{ ref("stg_insee_rp__emploi_residence") }}
    where
        type_commune = 'COM'
        and activite = '1T2'
        and age = 'Y15T64'
        and sexe = '_T'
        and diplome = '_T'
        and (statut <> 'missing' or code_commune in (select code_commune from {{ ref("int_commune") }}))
    union all
    select
        2,
        'insee_rp_base_emploi',
        code_commune,
        annee,
        actifs_15_64,
        case when actifs_15_64 is null then 'O' else 'A' end,
        vintage
    from {{ ref("stg_insee_rp__base_emploi") }}
    where not is_district
),

latest as (
    select raw_table, annee
    from published
    order by annee desc, preference
    limit 1
)

select
    published.raw_table,
    published.vintage,
    published.code_commune,
    published.vintage::integer + 3 as cog_year,
    published.annee,
    'active_population' as measure_code,
    published.value,
    published.obs_status
from published
inner join latest using (raw_table, annee)
