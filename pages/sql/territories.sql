-- Territories other than towns, in the order of their levels.
select
    territory.territory_level,
    territory.territory_code,
    territory.territory_name as name,
    territory.territory_label as label,
    level.label_fr as level_fr,
    level.level_order,
    territory.departement_code,
    territory.departement_name,
    territory.region_code,
    territory.region_name,
    territory.population,
    territory.population_year
from marts.dim_territory as territory
inner join marts.dim_level as level using (territory_level)
where territory.territory_level <> 'commune'
order by level.level_order, territory.territory_code collate "C"
