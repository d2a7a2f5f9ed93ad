{{ config(indexes=[{"columns": ["code_commune", "territory_level"]}]) }}

select
    code_commune,
    territory_level,
    territory_code,
    valid_from,
    valid_to,
    is_reference
from {{ ref("int_territory_membership_history") }}
