-- Land, permits, brownfields and jobs of a territory and year side by side: for each figure its value, its status,
-- and why it is not a plain figure, in words of both languages; of the class its words too.
{% set figures = [
    ("land_consumed", "L01"),
    ("land_for_activity", "L02M"),
    ("land_per_job", "L05"),
    ("land_jobs_class", "L06"),
    ("brownfield_cover", "L07"),
    ("brownfield_reuse", "L08"),
    ("recycled_floor", "L09"),
    ("productive_floor", "P07"),
    ("jobs_gained", "private_jobs_gained_5y"),
] %}

with told as (
    select indicator_code as code, territory_level, territory_code, period, value, obs_status, status_reason
    from {{ public_figures() }} as figure
    where
        zone = 'all'
        and indicator_code in ('L01', 'L02M', 'L05', 'L06', 'L07', 'L08', 'L09', 'P07')
    union all
    select measure_code, territory_level, territory_code, period, value, obs_status, status_reason
    from {{ ref("int_measure_value") }}
    where zone = 'all' and measure_code = 'private_jobs_gained_5y'
),

pivoted as (
    select
        told.territory_level,
        told.territory_code,
        told.period,
    {% for name, code in figures -%}
    max(told.value) filter (where told.code = '{{ code }}') as {{ name }},
    coalesce(max(told.obs_status) filter (where told.code = '{{ code }}'), 'O') as {{ name }}_status,
    max(reason.label_en) filter (where told.code = '{{ code }}') as {{ name }}_why_en,
    max(reason.label_fr) filter (where told.code = '{{ code }}') as {{ name }}_why_fr{{ "," if not loop.last }}
    {% endfor %}
    from told
    left join {{ ref("status_reason") }} as reason using (status_reason)
    group by told.territory_level, told.territory_code, told.period
)

select
    pivoted.territory_level,
    pivoted.territory_code,
    territory.territory_name,
    pivoted.period,
    {% for name, _ in figures -%}
    pivoted.{{ name }}{{ "::integer as land_jobs_class" if name == "land_jobs_class" }},
    pivoted.{{ name }}_status,
    pivoted.{{ name }}_why_en,
    pivoted.{{ name }}_why_fr,
    {% endfor -%}
    class.label_en as land_jobs_class_en,
    class.label_fr as land_jobs_class_fr
from pivoted
inner join {{ ref("int_territory") }} as territory using (territory_level, territory_code)
inner join {{ ref("int_period") }} using (period)
left join {{ ref("land_job_class") }} as class on pivoted.land_jobs_class = class.land_job_class
