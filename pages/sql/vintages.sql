-- Files behind the figures.
select
    raw_table || '@' || vintage as file,
    source,
    raw_table,
    vintage,
    min(url) as url,
    sum(rows)::bigint as rows,
    max(loaded_at) as loaded_at,
    min(licence) as licence,
    bool_or(is_simulated) as is_simulated
from marts.dim_source_vintage
group by source, raw_table, vintage
order by source, raw_table, vintage
