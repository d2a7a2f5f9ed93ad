-- Files behind the figures; towns' own only where they are published (ADR 20).
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
where source <> 'local' or current_setting('acte2.publish_local') = 'yes'
group by source, raw_table, vintage
order by source, raw_table, vintage
