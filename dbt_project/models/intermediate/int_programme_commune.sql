-- Lists carry codes of several years: each is carried to today's commune, the principal one after a split.
with principal as (
    select distinct on (code_from) code_from, code_to
    from {{ ref("int_commune_succession") }}
    where cog_from = 0
    order by code_from, weight desc, code_to
),

listed as (
    select
        'acv' as programme,
        code_commune,
        case when is_latest_list then acv_id end as programme_id,
        is_latest_list as is_member,
        date_signature_convention as signed_on,
        date_signature_avenant as amended_on
    from {{ ref("stg_anct_acv_commune") }}
    union all
    select 'pvd', code_commune, pvd_id, true, date_signature, null
    from {{ ref("stg_anct_pvd_commune") }}
    union all
    select 'ort', code_commune, null, true, date_signature, null
    from {{ ref("stg_dgaln_ort_commune") }}
    where statut_signature = 'Signée'
)

select
    listed.programme,
    principal.code_to as code_commune,
    min(listed.programme_id) as programme_id,
    min(listed.signed_on) as signed_on,
    min(listed.amended_on) as amended_on
from listed
inner join principal on listed.code_commune = principal.code_from
group by listed.programme, principal.code_to
having bool_or(listed.is_member)
