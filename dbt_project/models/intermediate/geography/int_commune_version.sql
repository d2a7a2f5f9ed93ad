-- Slowly changing communes: a version ends the day before an EPCI or a programme changes. The first begins
-- with the first geography and the last has no end, so that every day since then has one version.
{{ config(materialized="view") }}

with membership as (
    select *
    from {{ ref("int_territory_membership_history") }}
    where
        territory_level = 'epci'
        or (territory_level = 'programme' and territory_code <> 'scope')
),

known as (
    select make_date(min(annee), 1, 1) as epci_since from {{ ref("int_epci_membership") }}
),

change as (
    select code_commune, make_date({{ var("first_cog_year") }}, 1, 1) as valid_from
    from {{ ref("int_commune") }}
    union
    select commune.code_commune, known.epci_since
    from {{ ref("int_commune") }} as commune
    inner join known on known.epci_since is not null
    union
    select code_commune, valid_from
    from membership
    union
    select code_commune, valid_to + 1
    from membership
    where valid_to is not null
),

version as (
    select
        code_commune,
        valid_from,
        row_number() over commune as version,
        lead(valid_from) over commune - 1 as valid_to
    from change
    window commune as (partition by code_commune order by valid_from)
),

held as (
    select
        version.code_commune,
        version.version,
        version.valid_from,
        version.valid_to,
        max(membership.territory_code) filter (where membership.territory_level = 'epci') as epci_code,
        coalesce(bool_or(membership.territory_code = 'acv'), false) as acv,
        coalesce(bool_or(membership.territory_code = 'pvd'), false) as pvd,
        coalesce(bool_or(membership.territory_code = 'ort'), false) as ort
    from version
    left join membership
        on version.code_commune = membership.code_commune
        and version.valid_from between membership.valid_from and coalesce(membership.valid_to, 'infinity')
    group by version.code_commune, version.version, version.valid_from, version.valid_to
)

select
    held.code_commune,
    held.version::integer as version,
    held.valid_from,
    held.valid_to,
    held.valid_to is null as is_current,
    commune.nom_commune,
    held.epci_code,
    coalesce(held.valid_from >= known.epci_since, false) as is_epci_known,
    commune.departement_code,
    commune.region_code,
    case when status.is_acv is not null then held.acv end as is_acv,
    case when status.is_pvd is not null then held.pvd end as is_pvd,
    case when status.is_ort is not null then held.ort end as is_ort
from held
cross join known
inner join {{ ref("int_commune") }} as commune using (code_commune)
inner join {{ ref("int_commune_status") }} as status using (code_commune)
