-- Households at each census that the latest file holds, one a main home: households by kind, or where that file is not
-- loaded the main homes of the series since 1968. Communes only; one that merged has its figure in another's.
with published as (
    select
        1 as preference,
        'insee_rp_menage' as raw_table,
        code_commune,
        annee,
        valeur as value,
        statut,
        vintage
    from {{ ref("stg_insee_rp__menage") }}
    where type_commune = 'COM' and is_total and groupe_social = '_T' and mesure = 'DWELLINGS'
    union all
    select
        2,
        'insee_rp_serie_historique',
        code_commune,
        annee,
        valeur,
        statut,
        vintage
    from {{ ref("stg_insee_rp__serie_historique") }}
    where type_commune = 'COM' and type_logement = 'DW_MAIN' and mesure = 'DWELLINGS'
)

select
    raw_table,
    vintage,
    code_commune,
    vintage::integer + 3 as cog_year,
    annee,
    'households' as measure_code,
    value,
    {{ figure_status("statut") }} as obs_status
from published
where
    preference = (select min(preferred.preference) from published as preferred)
    and annee >= 2006
    and (statut <> 'missing' or code_commune in (select code_commune from {{ ref("int_commune") }}))
