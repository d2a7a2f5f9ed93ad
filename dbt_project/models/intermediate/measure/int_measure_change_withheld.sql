-- Changes between two years one end of which is withheld, for the few who answer for it, else to protect such a figure:
-- who has the change and one end has the other.
{{ config(indexes=[{"columns": ["measure_code", "period", "territory_level", "territory_code"], "unique": true}]) }}

with change as (
    select *
    from (
        values
        {% for change, measure, years in measure_changes() -%}
        ('{{ change }}', '{{ measure }}', {{ years }}){{ "," if not loop.last }}
        {% endfor %}
    ) as listed (measure_code, of_measure, years)
),

withheld as (
    select
        units.measure_code as units_measure,
        units.territory_level,
        units.territory_code,
        units.period,
        'few_units' as status_reason
    from {{ ref("int_territory_measure") }} as units
    where units.zone = 'all' and units.value > 0 and units.value < {{ var("withheld_below") }}
),

ends as (
    select
        measure.measure_code,
        withheld.territory_level,
        withheld.territory_code,
        withheld.period,
        withheld.status_reason
    from withheld
    inner join {{ ref("measure") }} as measure using (units_measure)
    union all
    select measure_code, territory_level, territory_code, period, 'secondary'
    from {{ ref("int_measure_secondary") }}
)

select
    change.measure_code,
    ends.territory_level,
    ends.territory_code,
    ends.period + since.years as period,
    min(ends.status_reason) as status_reason
from change
inner join ends on change.of_measure = ends.measure_code
cross join lateral (values (0), (change.years)) as since (years)
group by change.measure_code, ends.territory_level, ends.territory_code, ends.period + since.years
