-- A figure that is not normal says why, by a reason that gives this status.
{% for mart in ["fct_indicator_value", "fct_measure"] -%}
select '{{ mart }}' as mart, told.obs_status, told.status_reason, count(*) as figures
from {{ ref(mart) }} as told
left join {{ ref("status_reason") }} as reason using (status_reason)
where told.obs_status <> coalesce(reason.obs_status, 'A')
group by told.obs_status, told.status_reason
{% if not loop.last %}union all
{% endif -%}
{% endfor %}
