-- Communes and districts of every COG in use: the reference geography reads the latest only.
select
    com as code_commune,
    typecom as type_commune,
    dep as departement_code,
    vintage
from {{ source("insee_cog", "insee_cog_commune") }}
where vintage in {{ vintages_in_use("insee_cog_commune") }} and typecom in ('COM', 'ARM')
