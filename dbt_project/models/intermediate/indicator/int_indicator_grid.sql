-- The rows that readers are owed, known or not: every indicator for every territory, zone and year it admits; zones,
-- and indicators of towns, only where a town has a perimeter. A view: of its 25 million rows those of one year of an
-- indicator are asked for at a time.
{{ config(meta={"part": "indicator_code"}, materialized="view") }}

select
    indicator.indicator_code,
    territory.territory_level,
    territory.territory_code,
    zone.zone,
    period.period,
    (indicator.scope = 'town' or zone.zone <> 'all') as is_of_town
from {{ ref("int_indicator_territory") }} as territory
cross join {{ ref("indicator") }} as indicator
cross join {{ ref("int_period") }} as period
cross join lateral unnest(string_to_array(indicator.zones, ' ')) as zone (zone)
where
    case indicator.scope
        when 'epci' then territory.territory_level in ('epci', 'departement', 'region', 'france')
        when 'larger' then territory.territory_level <> 'commune'
        when 'single_town' then territory.towns > 0 and territory.territory_level = 'commune'
        else (indicator.scope = 'commune' and zone.zone = 'all') or territory.towns > 0
    end
