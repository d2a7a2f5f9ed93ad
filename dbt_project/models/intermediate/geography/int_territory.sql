-- Every territory with its name and parents. A department or region that communes name is there even if its
-- own file is not loaded; a programme or band of population is there as soon as a commune is in it.
with epci as (
    select
        member.epci_code,
        max(member.nom_epci) as nom_epci,
        max(coalesce(member.departement_code, commune.departement_code)) as departement_code
    from {{ ref("int_epci_commune") }} as member
    inner join {{ ref("int_commune") }} as commune using (code_commune)
    group by member.epci_code
),

departement as (
    select
        departement_code,
        coalesce(max(published.nom_departement), departement_code) as nom_departement,
        coalesce(max(published.region_code), max(commune.region_code)) as region_code
    from {{ ref("stg_insee_cog__departement") }} as published
    full join {{ ref("int_commune") }} as commune using (departement_code)
    where departement_code is not null
    group by departement_code
),

region as (
    select
        region_code,
        coalesce(max(published.nom_region), region_code) as nom_region
    from {{ ref("stg_insee_cog__region") }} as published
    full join {{ ref("int_commune") }} using (region_code)
    where region_code is not null
    group by region_code
),

named_set (territory_level, territory_code, territory_name) as (
    values
    ('programme', 'acv', 'Action Cœur de Ville'),
    ('programme', 'pvd', 'Petites Villes de Demain'),
    ('programme', 'ort', 'Opérations de revitalisation de territoire'),
    ('programme', 'scope', 'Villes du baromètre'),
    ('population_band', '<10k', 'Communes de moins de 10 000 habitants'),
    ('population_band', '10-20k', 'Communes de 10 000 à 19 999 habitants'),
    ('population_band', '20-50k', 'Communes de 20 000 à 49 999 habitants'),
    ('population_band', '50-100k', 'Communes de 50 000 à 99 999 habitants'),
    ('population_band', '>=100k', 'Communes de 100 000 habitants et plus')
)

select
    'commune' as territory_level,
    commune.code_commune as territory_code,
    commune.nom_commune as territory_name,
    epci.epci_code,
    commune.departement_code,
    commune.region_code
from {{ ref("int_commune") }} as commune
left join {{ ref("int_epci_commune") }} as epci using (code_commune)
union all
select 'epci', epci_code, nom_epci, null, departement_code, departement.region_code
from epci
left join departement using (departement_code)
union all
select 'departement', departement_code, nom_departement, null, null, region_code
from departement
union all
select 'region', region_code, nom_region, null, null, null
from region
union all
select territory_level, territory_code, territory_name, null, null, null
from named_set
where (territory_level, territory_code) in (
    select territory_level, territory_code from {{ ref("int_territory_membership") }}
)
union all
select 'france', 'FR', 'France', null, null, null
