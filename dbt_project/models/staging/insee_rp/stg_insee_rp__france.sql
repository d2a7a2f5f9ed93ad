-- Activity of the residents of France aged 15 to 64, the publisher's own rows beside those of communes.
select
    'insee_rp_emploi_residence' as raw_table,
    {{ melodi_code() }} as territory_code,
    time_period::integer as annee,
    empsta_enq as activite,
    {{ melodi_value() }} as valeur,
    vintage
from {{ source("insee_rp", "insee_rp_emploi_residence") }}
where
    vintage = {{ latest_vintage("insee_rp_emploi_residence") }}
    and geo_object = 'FRANCE'
    and rp_measure = 'POP'
    and age = 'Y15T64'
    and coalesce(sex, '_T') = '_T'
    and coalesce(educ, '_T') = '_T'
