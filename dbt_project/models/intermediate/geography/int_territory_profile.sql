-- What size and programmes make of each territory. Programmes are those of communes.
{{ config(materialized="view") }}

with population as (
    select
        membership.territory_level,
        membership.territory_code,
        sum(status.population) as population,
        max(status.population_year) as population_year,
        case when bool_and(class.is_overseas) then true when not bool_or(class.is_overseas) then false end
            as is_overseas
    from {{ ref("int_commune_status") }} as status
    inner join {{ ref("int_territory_membership") }} as membership using (code_commune)
    inner join {{ ref("int_commune_class") }} as class using (code_commune)
    group by membership.territory_level, membership.territory_code
),

programme as (
    select
        code_commune,
        max(programme_id) filter (where programme = 'acv') as acv_id,
        max(signed_on) filter (where programme = 'acv') as acv_signed_on,
        max(amended_on) filter (where programme = 'acv') as acv_amended_on,
        max(signed_on) filter (where programme = 'pvd') as pvd_signed_on,
        max(signed_on) filter (where programme = 'ort') as ort_signed_on
    from {{ ref("int_programme_commune") }}
    group by code_commune
)

select
    territory.territory_level,
    territory.territory_code,
    territory.territory_name,
    territory.epci_code,
    territory.departement_code,
    territory.region_code,
    population.population::bigint as population,
    population.population_year,
    case
        when territory.territory_level not in ('programme', 'population_band')
            then {{ population_band("population.population") }}
    end as population_band,
    case when territory.territory_level = 'commune' then status.is_acv else false end as is_acv,
    programme.acv_id,
    programme.acv_signed_on,
    programme.acv_amended_on,
    case when territory.territory_level = 'commune' then status.is_pvd else false end as is_pvd,
    programme.pvd_signed_on,
    case when territory.territory_level = 'commune' then status.is_ort else false end as is_ort,
    programme.ort_signed_on,
    coalesce(status.is_in_scope, false) as is_in_scope,
    {% for column in ["density_class", "aav_role", "aav_size", "acv_cohort"] -%}
    class.{{ column }},
    class.{{ column }}_en,
    class.{{ column }}_fr,
    {% endfor -%}
    population.is_overseas,
    (select max(cog_year) from {{ ref("int_commune") }}) as cog_year,
    case
        when territory.territory_level in ('commune', 'epci') and territory.departement_code is not null
            then territory.territory_name || ' (' || territory.departement_code || ')'
        else territory.territory_name
    end as territory_label,
    epci.territory_name as epci_name,
    departement.territory_name as departement_name,
    region.territory_name as region_name
from {{ ref("int_territory") }} as territory
left join population using (territory_level, territory_code)
{% for parent in ["epci", "departement", "region"] -%}
left join {{ ref("int_territory") }} as {{ parent }}
    on {{ parent }}.territory_level = '{{ parent }}'
    and territory.{{ parent }}_code = {{ parent }}.territory_code
{% endfor -%}
left join {{ ref("int_commune_status") }} as status
    on territory.territory_level = 'commune'
    and territory.territory_code = status.code_commune
left join {{ ref("int_commune_class") }} as class
    on status.code_commune = class.code_commune
left join programme
    on status.code_commune = programme.code_commune
