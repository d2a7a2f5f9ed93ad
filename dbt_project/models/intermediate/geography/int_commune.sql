{{ config(indexes=[{"columns": ["code_commune"], "unique": true}]) }}

select
    code_commune,
    nom_commune,
    departement_code,
    region_code,
    cog_year
from {{ ref("stg_insee_cog__commune") }}
where type_commune = 'COM'
