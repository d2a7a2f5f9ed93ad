-- The two nomenclatures stand side by side; nothing here translates one into the other.
with published as (
    select 'NAFRev2' as nomenclature, niv5, niv4, niv3, niv2, niv1, lib_niv5, lib_niv1
    from {{ source("insee_nomenclature", "insee_naf_rev2") }}
    where vintage = {{ latest_vintage("insee_naf_rev2") }}
    union all
    select 'NAF2025', niv5, niv4, niv3, niv2, niv1, lib_niv5, lib_niv1
    from {{ source("insee_nomenclature", "insee_naf2025") }}
    where vintage = {{ latest_vintage("insee_naf2025") }}
)

select
    nomenclature,
    niv5 as naf_code,
    niv4 as naf_classe,
    niv3 as naf_groupe,
    niv2 as naf_division,
    niv1 as naf_section,
    lib_niv5 as libelle,
    lib_niv1 as libelle_section
from published
