-- Indicators of towns in scope that are counts, 2022 being 100.
select
    index.territory_code as town,
    index.indicator_code,
    index.period,
    index.index_value,
    index.obs_status
from marts.mart_index as index
inner join marts.dim_territory as town
    on index.territory_level = town.territory_level
    and index.territory_code = town.territory_code
where
    index.territory_level = 'commune'
    and town.is_in_scope
    and index.zone = 'all'
    and index.base_period = 2022
    and index.period >= 2022
order by index.territory_code collate "C", index.indicator_code, index.period
