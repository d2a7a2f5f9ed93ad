-- The census by commune: residents by age, those enrolled, jobs at the workplace, residents with a job, and what
-- moved the population since the census before. Districts are left out; a commune that merged has its figure in
-- another's.
{% set moved = "serie.residents is not null and serie.births is not null and serie.deaths is not null"
    ~ " and serie.residents_before is not null" -%}
with serie as (
    select
        code_commune,
        annee,
        vintage,
        annee - lag(annee) over census as years,
        lag(max(valeur) filter (where mesure = 'POP')) over census as residents_before,
        max(valeur) filter (where mesure = 'POP') as residents,
        max(valeur) filter (where mesure = 'BRTH') as births,
        max(valeur) filter (where mesure = 'DEATH') as deaths,
        bool_or(statut = 'suppressed') as is_secret
    from {{ ref("stg_insee_rp__serie_historique") }}
    where type_commune = 'COM' and is_total and mesure in ('POP', 'BRTH', 'DEATH')
    group by code_commune, annee, vintage
    window census as (partition by code_commune, vintage order by annee)
),

published as (
    select 'insee_rp_population' as raw_table, vintage, code_commune, annee, 'residents' as measure_code, valeur, statut
    from {{ ref("stg_insee_rp__population") }}
    where type_commune = 'COM' and is_total
    union all
    -- Those of 65 and over as one group, or as its two parts.
    select
        'insee_rp_population',
        vintage,
        code_commune,
        annee,
        'residents_65_plus',
        case
            when count(*) filter (where age = 'Y_GE65') > 0 then max(valeur) filter (where age = 'Y_GE65')
            when count(valeur) = 2 then sum(valeur)
        end,
        max(statut)
    from {{ ref("stg_insee_rp__population") }}
    where type_commune = 'COM' and sexe = '_T' and age in ('Y_GE65', 'Y65T79', 'Y_GE80')
    group by vintage, code_commune, annee
    union all
    select
        'insee_rp_scolarisation',
        vintage,
        code_commune,
        annee,
        case when is_total then 'residents_18_24' else 'enrolled_18_24' end,
        valeur,
        statut
    from {{ ref("stg_insee_rp__scolarisation") }}
    where type_commune = 'COM' and sexe = '_T' and age = 'Y18T24' and scolarisation in ('_T', '1')
    union all
    select 'insee_rp_emploi_travail', vintage, code_commune, annee, 'jobs_at_workplace', valeur, statut
    from {{ ref("stg_insee_rp__emploi_travail") }}
    where
        type_commune = 'COM'
        and mesure = 'EMP'
        and is_total
        and sexe = '_T'
        and temps_travail = '_T'
        and age in ('_T', 'Y_GE15')
    union all
    select 'insee_rp_emploi_residence', vintage, code_commune, annee, 'residents_employed', valeur, statut
    from {{ ref("stg_insee_rp__emploi_residence") }}
    where type_commune = 'COM' and activite = '1' and age = 'Y15T64' and sexe = '_T' and diplome = '_T'
    union all
    select
        'insee_rp_serie_historique',
        serie.vintage,
        serie.code_commune,
        serie.annee,
        figure.measure_code,
        case when {{ moved }} and not serie.is_secret then figure.value end,
        case when serie.is_secret then 'suppressed' when {{ moved }} then 'published' else 'missing' end
    from serie
    cross join
        lateral (
            values
            ('natural_change', serie.births - serie.deaths),
            (
                'migratory_change',
                serie.residents - serie.residents_before - serie.births + serie.deaths
            ),
            ('person_years', serie.years * (serie.residents + serie.residents_before) / 2)
        ) as figure (measure_code, value)
    where serie.residents_before is not null
)

select
    raw_table,
    vintage,
    code_commune,
    vintage::integer + 3 as cog_year,
    annee,
    measure_code,
    trim_scale(valeur) as value,
    {{ figure_status("statut") }} as obs_status
from published
where
    annee >= {{ var("first_measure_year") }}
    and (statut <> 'missing' or code_commune in (select code_commune from {{ ref("int_commune") }}))
