-- The reference composition: what sums run over. A commune may be in several programmes; one without a
-- known population (Mayotte) is in no band.
{{ config(indexes=[{"columns": ["code_commune", "territory_level"]}]) }}

select code_commune, 'commune' as territory_level, code_commune as territory_code
from {{ ref("int_commune") }}
union all
select code_commune, 'epci', epci_code
from {{ ref("int_epci_commune") }}
union all
select code_commune, 'departement', departement_code
from {{ ref("int_commune") }}
where departement_code is not null
union all
select code_commune, 'region', region_code
from {{ ref("int_commune") }}
where region_code is not null
union all
select status.code_commune, 'programme', programme.territory_code
from {{ ref("int_commune_status") }} as status
cross join
    lateral (
        values ('acv', is_acv), ('pvd', is_pvd), ('ort', is_ort), ('scope', is_in_scope)
    ) as programme (territory_code, is_member)
where programme.is_member
union all
select code_commune, 'population_band', population_band
from {{ ref("int_commune_status") }}
where population_band is not null
union all
select code_commune, 'france', 'FR'
from {{ ref("int_commune") }}
