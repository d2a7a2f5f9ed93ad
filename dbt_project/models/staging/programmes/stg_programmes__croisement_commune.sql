select
    {{ commune_code("insee_com") }} as code_commune,
    nullif(id_ti, '') as territoire_industrie_id,
    nullif(id_crte, '') as crte_id,
    nullif(id_acv, '') as acv_id,
    nullif(id_pvd, '') as pvd_id,
    nullif(id_va, '') as village_avenir_id,
    vintage::integer as cog_year
from {{ source("programmes", "anct_commune_programme") }}
where vintage = {{ latest_vintage("anct_commune_programme") }}
