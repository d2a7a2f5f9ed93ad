-- What this build reads of the files, added or counted as the publishers' totals are, before anything is carried to
-- another geography. `units`: communes or zones behind the figure.

with of_commune as (
    select
        'insee_population_reference' as raw_table,
        vintage,
        'population' as measure,
        annee as year,
        code_commune,
        population::numeric as value
    from {{ ref("stg_insee_population__reference") }}
    union all
    select 'insee_population_melodi', vintage, 'population', annee, code_commune, population
    from {{ ref("stg_insee_population__melodi") }}
    union all
    select 'insee_flores_a5', vintage, mesure, annee, code_commune, valeur
    from {{ ref("stg_insee_flores__a5") }}
    where type_commune = 'COM' and is_total
    union all
    select 'insee_flores_a17', vintage, mesure, annee, code_commune, valeur
    from {{ ref("stg_insee_flores__a17") }}
    where type_commune = 'COM' and is_total
    union all
    select 'insee_side_stock', vintage, mesure, annee, code_commune, valeur
    from {{ ref("stg_insee_side__stock") }}
    where type_commune = 'COM' and is_total and forme_juridique = '_T'
    union all
    select 'insee_rp_emploi_residence', vintage, activite, annee, code_commune, valeur
    from {{ ref("stg_insee_rp__emploi_residence") }}
    where type_commune = 'COM' and age = 'Y15T64' and sexe = '_T' and diplome = '_T'
    union all
    select 'cerema_enaf_flux', vintage, 'land_consumed', annee, code_commune, surface_m2
    from {{ ref("stg_cerema_enaf__consommation") }}
    where destination = 'total'
    union all
    select 'dares_defm_commune', vintage, 'jobseekers', annee, code_commune, demandeurs
    from {{ ref("stg_dares_defm__commune") }}
    where is_total and trimestre = 4
    union all
    select 'insee_cog_commune', vintage, type_commune, null, code_commune, 1
    from {{ ref("stg_insee_cog__commune_by_vintage") }}
    union all
    select 'anct_acv_commune', list_date::text, 'communes', null, code_commune, 1
    from {{ ref("stg_programmes__acv_commune") }}
    union all
    select 'anct_pvd_commune', list_date::text, 'communes', null, code_commune, 1
    from {{ ref("stg_programmes__pvd_commune") }}
    union all
    select 'dgaln_ort_commune', list_date::text, 'signed', null, code_commune, 1
    from {{ ref("stg_programmes__ort_commune") }}
    where statut_signature = 'Signée'
),

asked as (
    select distinct raw_table, measure, year, territory_code
    from {{ ref("control_total") }}
    where level = 'commune'
)

-- F is the whole file; a department or a commune is the beginning of its communes' codes.
select
    asked.raw_table,
    of_commune.vintage,
    'commune' as level,
    asked.territory_code,
    asked.measure,
    asked.year,
    sum(of_commune.value) as value,
    count(distinct of_commune.code_commune) as units
from asked
inner join of_commune
    on
    of_commune.raw_table = asked.raw_table
    and of_commune.measure = asked.measure
    and of_commune.year is not distinct from asked.year
    and (asked.territory_code = 'F' or starts_with(of_commune.code_commune, asked.territory_code))
group by asked.raw_table, of_commune.vintage, asked.territory_code, asked.measure, asked.year
union all
select
    'insee_cog_commune',
    vintage,
    'departement',
    'F',
    'departments',
    null,
    count(distinct departement_code),
    count(distinct departement_code)
from {{ ref("stg_insee_cog__commune_by_vintage") }}
where type_commune = 'COM'
group by vintage
union all
select
    'insee_chomage_zone',
    vintage,
    'zone',
    'F',
    'zones',
    null,
    count(distinct zone_emploi_code),
    count(distinct zone_emploi_code)
from {{ ref("stg_insee_chomage__zone") }}
group by vintage
union all
select raw_table, vintage, 'france', territory_code, mesure, annee, valeur, null
from {{ ref("stg_insee_flores__france") }}
union all
select raw_table, vintage, 'france', territory_code, mesure, annee, valeur, null
from {{ ref("stg_insee_side__france") }}
union all
select raw_table, vintage, 'france', territory_code, activite, annee, valeur, null
from {{ ref("stg_insee_rp__france") }}
union all
select 'dares_defm_commune', vintage, 'departement', departement_code, 'jobseekers', annee, max(demandeurs), null
from {{ ref("stg_dares_defm__total") }}
where is_total and trimestre = 4 and departement_code is not null
group by vintage, departement_code, annee
