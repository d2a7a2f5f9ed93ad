{{ config(indexes=[{"columns": ["territory_level", "territory_code"], "unique": true}]) }}

with commune as (
    select
        'commune' as territory_level,
        commune.code_commune as territory_code,
        commune.nom_commune as territory_name,
        epci.epci_code,
        commune.departement_code,
        commune.region_code
    from {{ ref("int_commune") }} as commune
    left join {{ ref("int_epci_commune") }} as epci using (code_commune)
),

epci as (
    select
        'epci' as territory_level,
        member.epci_code,
        max(member.nom_epci) as nom_epci,
        max(coalesce(member.departement_code, commune.departement_code)) as departement_code
    from {{ ref("int_epci_commune") }} as member
    inner join {{ ref("int_commune") }} as commune using (code_commune)
    group by member.epci_code
),

-- A department or region that communes name is there even if its own file is not loaded.
departement as (
    select
        departement_code,
        coalesce(max(published.nom_departement), departement_code) as nom_departement,
        coalesce(max(published.region_code), max(commune.region_code)) as region_code
    from {{ ref("stg_insee_departement") }} as published
    full join {{ ref("int_commune") }} as commune using (departement_code)
    where departement_code is not null
    group by departement_code
),

region as (
    select
        region_code,
        coalesce(max(published.nom_region), region_code) as nom_region
    from {{ ref("stg_insee_region") }} as published
    full join {{ ref("int_commune") }} as commune using (region_code)
    where region_code is not null
    group by region_code
),

territory as (
    select * from commune
    union all
    select territory_level, epci_code, nom_epci, null, departement_code, departement.region_code
    from epci
    left join departement using (departement_code)
    union all
    select 'departement', departement_code, nom_departement, null, null, region_code
    from departement
    union all
    select 'region', region_code, nom_region, null, null, null
    from region
    union all
    select 'france', 'FR', 'France', null, null, null
),

population as (
    select
        membership.territory_level,
        membership.territory_code,
        sum(known.population) as population,
        max(known.annee) as population_year
    from {{ ref("int_population") }} as known
    inner join {{ ref("int_territory_membership") }} as membership using (code_commune)
    where known.annee = (select max(annee) from {{ ref("int_population") }})
    group by membership.territory_level, membership.territory_code
),

-- Null for a commune means that the list itself is not loaded.
listed as (
    select
        (select count(*) > 0 from {{ ref("stg_anct_acv_commune") }}) as acv,
        (select count(*) > 0 from {{ ref("stg_anct_pvd_commune") }}) as pvd,
        (select count(*) > 0 from {{ ref("stg_dgaln_ort_commune") }}) as ort
),

flagged as (
    select
        territory.*,
        population.population,
        population.population_year,
        case when territory.territory_level <> 'commune' then false when listed.acv then acv.code_commune is not null end
            as is_acv,
        acv.programme_id as acv_id,
        acv.signed_on as acv_signed_on,
        acv.amended_on as acv_amended_on,
        case when territory.territory_level <> 'commune' then false when listed.pvd then pvd.code_commune is not null end
            as is_pvd,
        pvd.signed_on as pvd_signed_on,
        case when territory.territory_level <> 'commune' then false when listed.ort then ort.code_commune is not null end
            as is_ort,
        ort.signed_on as ort_signed_on
    from territory
    cross join listed
    left join population using (territory_level, territory_code)
    left join {{ ref("int_programme_commune") }} as acv
        on acv.programme = 'acv' and territory.territory_level = 'commune' and territory.territory_code = acv.code_commune
    left join {{ ref("int_programme_commune") }} as pvd
        on pvd.programme = 'pvd' and territory.territory_level = 'commune' and territory.territory_code = pvd.code_commune
    left join {{ ref("int_programme_commune") }} as ort
        on ort.programme = 'ort' and territory.territory_level = 'commune' and territory.territory_code = ort.code_commune
)

select
    territory_level,
    territory_code,
    territory_name,
    epci_code,
    departement_code,
    region_code,
    population::bigint as population,
    population_year,
    {{ population_band("population") }} as population_band,
    is_acv,
    acv_id,
    acv_signed_on,
    acv_amended_on,
    is_pvd,
    pvd_signed_on,
    is_ort,
    ort_signed_on,
    territory_level = 'commune'
    and (coalesce(is_acv, false) or coalesce(population between 10000 and 100000, false)) as is_in_scope,
    (select max(cog_year) from {{ ref("int_commune") }}) as cog_year
from flagged
