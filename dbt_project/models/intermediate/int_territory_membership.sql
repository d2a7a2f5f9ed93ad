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
select code_commune, 'france', 'FR'
from {{ ref("int_commune") }}
