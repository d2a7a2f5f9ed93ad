select
    ze as zone_emploi_code,
    trim(libze) as nom_zone_emploi,
    nullif(reg, '00') as region_code,
    reg = '00' as is_interregionale,
    left(trimestre, 4)::integer as annee,
    right(trimestre, 1)::integer as trimestre,
    {{ published_number("taux") }} as taux_chomage,
    {{ published_status("taux") }} as statut,
    vintage
from {{ source("insee_chomage", "insee_chomage_zone") }}
where vintage = {{ latest_vintage("insee_chomage_zone") }}
