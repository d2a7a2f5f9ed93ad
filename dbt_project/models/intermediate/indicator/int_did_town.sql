-- Towns of the panel: when each entered the programme, what it may be compared with, its weight. Whoever was ever in
-- a programme counts as being in it. Weights are those of exact matching on coarse classes (band of population before
-- the programme, place in the urban area, overseas or not): a control weighs what makes the controls of a class as many
-- as its treated towns.
{{ config(indexes=[{"columns": ["territory_code"], "unique": true}]) }}

with ever as (
    select
        code_commune,
        min(entered_on) filter (where programme = 'acv') as acv_entered_on,
        coalesce(bool_or(programme = 'pvd'), false) as is_pvd,
        min(entered_on) filter (where programme = 'ort') as ort_entered_on
    from {{ ref("int_programme_membership") }}
    group by code_commune
),

role as (
    select distinct on (succession.code_to)
        succession.code_to as code_commune,
        zoning.aire_attraction_categorie as urban_role,
        zoning.unite_urbaine_code
    from {{ ref("stg_insee_chomage__commune") }} as zoning
    inner join {{ ref("int_commune_succession") }} as succession
        on zoning.code_commune = succession.code_from
        and {{ cog_in_use("zoning.cog_year") }} = succession.cog_from
    order by succession.code_to, (succession.code_from = succession.code_to) desc, succession.code_from
),

town as (
    select
        commune.code_commune as territory_code,
        commune.nom_commune as territory_name,
        epci.epci_code,
        population.population::bigint as population_before,
        {{ population_band("population.population") }} as population_band_before,
        role.urban_role,
        commune.departement_code like '97%' as is_overseas,
        commune.code_commune <> '75056'
        and coalesce(
            role.unite_urbaine_code = '{{ var("paris_urban_unit") }}',
            commune.departement_code in ('92', '93', '94')
        ) as is_paris_suburb,
        extract(year from ever.acv_entered_on)::integer as cohort,
        coalesce(ever.is_pvd, false) as is_pvd,
        extract(year from ever.ort_entered_on)::integer as ort_year,
        status.is_acv is null or status.is_pvd is null as is_list_missing
    from {{ ref("int_commune_status") }} as status
    inner join {{ ref("int_commune") }} as commune using (code_commune)
    left join {{ ref("int_epci_commune") }} as epci using (code_commune)
    left join ever using (code_commune)
    left join role using (code_commune)
    left join {{ ref("int_population") }} as population
        on commune.code_commune = population.code_commune
        and population.annee = {{ var("did_year_before") }}
    where status.is_in_scope
),

judged as (
    select
        *,
        case
            when is_list_missing then 'no_list'
            when is_paris_suburb then 'paris_suburb'
            when is_pvd and cohort is null then 'other_programme'
            when population_before is null then 'no_population'
        end as exclusion_reason,
        concat_ws(
            ' / ',
            population_band_before,
            coalesce(urban_role, 'unknown'),
            case when is_overseas then 'overseas' else 'metropolitan' end
        ) as matching_class
    from town
),

class as (
    select
        matching_class,
        count(cohort) as treated_towns,
        count(*) filter (where cohort is null) as control_towns
    from judged
    where exclusion_reason is null
    group by matching_class
)

select
    judged.territory_code,
    judged.territory_name,
    judged.epci_code,
    judged.population_before,
    judged.population_band_before,
    judged.urban_role,
    judged.is_overseas,
    judged.is_paris_suburb,
    judged.cohort is not null as is_acv,
    judged.cohort,
    case
        when judged.cohort >= extract(year from date '{{ var("acte_2_start") }}') then 'acte2'
        when judged.cohort is not null then 'acte1'
    end as phase,
    judged.is_pvd,
    judged.cohort is null and not judged.is_pvd and not judged.is_list_missing as is_never_treated,
    judged.ort_year is not null as is_ort,
    judged.ort_year,
    case
        when judged.exclusion_reason is not null then 'excluded'
        when judged.cohort is not null then 'treated'
        else 'control'
    end as design_role,
    judged.exclusion_reason,
    judged.matching_class,
    case
        when judged.exclusion_reason is null and class.treated_towns > 0 and class.control_towns > 0
            then
                case
                    when judged.cohort is not null then 1
                    else class.treated_towns::double precision / class.control_towns
                end
    end as matching_weight
from judged
left join class using (matching_class)
