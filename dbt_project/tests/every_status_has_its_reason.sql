-- A figure that is not normal says why, by a reason that gives this status. Judged are the few pairs that there are,
-- not each figure.
{% for mart in ["fct_indicator_value", "fct_measure"] -%}
select '{{ mart }}' as mart, told.obs_status, told.status_reason, told.figures
from (
    select obs_status, status_reason, count(*) as figures
    from {{ ref(mart) }}
    group by obs_status, status_reason
) as told
left join {{ ref("status_reason") }} as reason using (status_reason)
where told.obs_status <> coalesce(reason.obs_status, 'A')
{% if not loop.last %}union all
{% endif -%}
{% endfor %}
