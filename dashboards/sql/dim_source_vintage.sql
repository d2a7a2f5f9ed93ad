-- Files behind the figures, and whether a simulated publisher wrote them, in words.
select
    source,
    raw_table,
    vintage,
    url,
    bytes,
    rows,
    loaded_at,
    licence,
    is_simulated,
    case when is_simulated then 'simulé' else 'réel' end as nature_fr
from marts.dim_source_vintage
