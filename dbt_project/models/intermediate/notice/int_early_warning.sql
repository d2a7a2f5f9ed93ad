-- Departure of each town from its own average of the same months in earlier years, over 1, 3 and 12 months. Months that
-- late declarations still change are never called below: only above can already be told of them. `national_ratio` shows
-- how far all towns in scope have drifted from their own averages.
{% set lengths = [1, 3, 12] -%}
with judged as (
    select
        *,
        (1.0 * baseline_events / baseline_years)::double precision as expected,
        case
            when events > high then 'above'
            when is_provisional then 'provisional'
            when events < low then 'below'
            else 'usual'
        end as status,
        (sum(events) over everywhere)::double precision
        / nullif(sum(1.0 * baseline_events / baseline_years) over everywhere, 0) as national_ratio
    from {{ ref("int_pulse_window") }}
    inner join {{ ref("int_pulse_interval") }} using (baseline_events, baseline_years)
    window everywhere as (partition by event, month, months)
),

worded (status, status_en, status_fr) as (
    values
    ('above', 'above its usual range', 'au-dessus de son niveau habituel'),
    ('below', 'below its usual range', 'au-dessous de son niveau habituel'),
    ('usual', 'within its usual range', 'dans son niveau habituel'),
    ('provisional', 'not above; too early to say more', 'pas au-dessus ; trop tôt pour en dire plus')
)

select
    judged.code_commune,
    min(commune.nom_commune) as town,
    judged.event,
    min(kind.label_en) as label_en,
    min(kind.label_fr) as label_fr,
    judged.month,
    judged.month = max(judged.month) over (partition by judged.event) as is_latest,
{%- for length in lengths %}
{%- set only = "filter (where judged.months = " ~ length ~ ")" %}
min(judged.events) {{ only }} as events_{{ length }}m,
min(judged.expected) {{ only }} as expected_{{ length }}m,
(min(judged.low) {{ only }})::integer as low_{{ length }}m,
(min(judged.high) {{ only }})::integer as high_{{ length }}m,
bool_or(judged.status in ('above', 'below')) {{ only }} as is_outside_{{ length }}m,
min(worded.status_en) {{ only }} as status_en_{{ length }}m,
min(worded.status_fr) {{ only }} as status_fr_{{ length }}m,
min(concat_ws('-', judged.baseline_first_year, nullif(judged.baseline_last_year, judged.baseline_first_year)))
{{ only }} as baseline_{{ length }}m,
bool_or(judged.is_exact) {{ only }} as is_exact_{{ length }}m,
bool_or(judged.is_provisional) {{ only }} as is_provisional_{{ length }}m,
min(judged.national_ratio) {{ only }} as national_ratio_{{ length }}m
{{- "," if not loop.last }}
{%- endfor %}
from judged
inner join worded using (status)
inner join {{ ref("pulse_event") }} as kind using (event)
inner join {{ ref("int_commune") }} as commune using (code_commune)
group by judged.code_commune, judged.event, judged.month
