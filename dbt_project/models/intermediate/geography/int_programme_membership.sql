-- Who entered a programme and who left it. Lists carry codes of several years: each is carried to today's
-- commune, the principal one after a split. A commune is in a programme from the first day it is known to be:
-- signature, else the first list that has it; it left with the first list that has it no more.
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
        acv_id as programme_id,
        list_date,
        date_signature_convention as signed_on,
        date_signature_avenant as amended_on
    from {{ ref("stg_programmes__acv_commune") }}
    union all
    select 'pvd', code_commune, pvd_id, list_date, date_signature, null
    from {{ ref("stg_programmes__pvd_commune") }}
    union all
    select 'ort', code_commune, null, list_date, date_signature, null
    from {{ ref("stg_programmes__ort_commune") }}
    where statut_signature = 'Signée'
),

list as (
    select
        programme,
        list_date,
        lead(list_date) over (partition by programme order by list_date) as next_list_date
    from (select distinct programme, list_date from listed) as dated
)

select
    listed.programme,
    principal.code_to as code_commune,
    min(listed.programme_id) filter (where list.next_list_date is null) as programme_id,
    min(listed.signed_on) as signed_on,
    min(listed.amended_on) as amended_on,
    least(min(listed.signed_on), min(listed.amended_on), min(listed.list_date)) as entered_on,
    min(listed.list_date) as first_listed_on,
    case when not bool_or(list.next_list_date is null) then max(list.next_list_date) end as left_on
from listed
inner join list using (programme, list_date)
inner join principal on listed.code_commune = principal.code_from
group by listed.programme, principal.code_to
