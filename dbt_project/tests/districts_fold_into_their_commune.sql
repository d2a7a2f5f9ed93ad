-- Paris, Lyon and Marseille are one commune each: no district is a territory.
select territory_code
from {{ ref("dim_territory") }}
where
    territory_level = 'commune'
    and territory_code ~ '^(751|6938|132)\d+$'
    and territory_code in (
        select code_commune from {{ ref("stg_insee_cog__commune") }} where type_commune = 'ARM'
    )
