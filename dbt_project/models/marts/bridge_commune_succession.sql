{{ config(indexes=[{"columns": ["code_from", "cog_from"]}]) }}

select
    code_from,
    cog_from,
    code_to,
    weight,
    event
from {{ ref("int_commune_succession") }}
