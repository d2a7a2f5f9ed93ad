-- Additive measures of communes, the only thing indicators are made of. A measure that is not known has no
-- row; zero is a row.
select
    code_commune,
    annee,
    'population' as measure_code,
    population as value,
    case when is_estimated then 'E' else 'A' end as obs_status
from {{ ref("int_population") }}
union all
select
    code_commune,
    annee,
    measure_code,
    value,
    case when is_estimated then 'E' else 'A' end
from {{ ref("int_storefront_commune") }}
