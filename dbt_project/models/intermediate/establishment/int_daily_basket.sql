-- Everyday trades found in each town centre on 31 December, and what residents say of them. A trade counts once,
-- however many shops it has. Grain: commune × year.
with daily_trade as (
    select distinct trade, weight, is_in_basket
    from {{ ref("trade") }}
    where weight is not null
),

present as (
    select distinct code_commune, annee, trade
    from {{ ref("int_establishment_stock") }}
    where zone = 'centre' and trade is not null and establishments > 0
),

year_end as (
    select annee
    from {{ ref("stg_sirene__vintage") }}
    cross join lateral generate_series({{ var("first_measure_year") }} - 1, last_full_year) as annee
)

select
    centre.code_commune,
    year_end.annee,
    1 as centres,
    count(present.trade) filter (where daily_trade.is_in_basket) as trades,
    coalesce(sum(daily_trade.weight) filter (where present.trade is not null), 0) as weight_present,
    sum(daily_trade.weight) as weight_in_all
from {{ ref("stg_centre__perimeter") }} as centre
cross join year_end
cross join daily_trade
left join present
    on centre.code_commune = present.code_commune
    and year_end.annee = present.annee
    and daily_trade.trade = present.trade
group by centre.code_commune, year_end.annee
