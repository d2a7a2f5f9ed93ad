-- Every indicator has a row for every territory (of its scope), admitted zone and year, known or not.
with expected as (
    select indicator.indicator_code, count(*) * (select count(*) from {{ ref("int_period") }}) as rows_expected
    from {{ ref("indicator") }} as indicator
    cross join {{ ref("dim_territory") }} as territory
    cross join lateral unnest(string_to_array(indicator.zones, ' ')) as zone
    left join {{ ref("int_territory_town") }} as size using (territory_level, territory_code)
    where
        {{ of_due_parts("indicator.indicator_code") }}
        and case indicator.scope
            when 'epci' then territory.territory_level in ('epci', 'departement', 'region', 'france')
            when 'larger' then territory.territory_level <> 'commune'
            when 'single_town' then size.towns > 0 and territory.territory_level = 'commune'
            else size.towns > 0 or (indicator.scope = 'commune' and zone = 'all')
        end
    group by indicator.indicator_code
),

found as (
    select indicator_code, count(*) as rows_found
    from {{ ref("fct_indicator_value") }}
    where {{ of_due_parts("indicator_code") }}
    group by indicator_code
)

select *
from expected
full join found using (indicator_code)
where rows_found is distinct from rows_expected
