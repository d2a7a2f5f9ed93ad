-- Establishments and their periods are only ever read from the same month.
with complete as (
    select vintage
    from {{ ref("stg_ops__load") }}
    where raw_table in ('sirene_etablissement', 'sirene_etablissement_historique')
    group by vintage
    having count(distinct raw_table) = 2
),

latest as (
    select (max(vintage) || '-01')::date + interval '1 month' as next_month
    from complete
    having max(vintage) is not null
)

select
    to_char(next_month - interval '1 day', 'YYYY-MM') as vintage,
    (next_month - interval '1 day')::date as last_day,
    (next_month - interval '1 day' + interval '1 year')::date as last_plausible_day,
    extract(year from next_month)::integer - 1 as last_full_year
from latest
