-- Every list is kept: the date of the first convention is only in the earlier ones. From 2025 on the same
-- column holds the date of the amendment, which is not the date a town entered the programme.
with dated as (
    select
        *,
        {{ list_date("date_signature") }} as signed_on,
        vintage::date as list_date
    from {{ source("programmes", "anct_acv_commune") }}
)

select
    {{ commune_code("insee_com") }} as code_commune,
    'ACV' || lpad(nullif(regexp_replace(id_acv, '\D', '', 'g'), ''), 3, '0') as acv_id,
    lib_acv as nom_acv,
    list_date,
    case when list_date < '{{ var("acv_date_turned_amendment") }}' then signed_on end as date_signature_convention,
    case when list_date >= '{{ var("acv_date_turned_amendment") }}' then signed_on end as date_signature_avenant,
    vintage = {{ latest_vintage("anct_acv_commune") }} as is_latest_list
from dated
