-- Towns that are compared, each with those of its own side of France: Paris's area and overseas apart.
select
    status.code_commune,
    case
        when class.is_overseas then 'overseas'
        when class.aav_size = '5' or (class.aav_size is null and commune.region_code = '11') then 'paris'
        else 'metropolitan'
    end as stratum,
    exists(
        select from {{ ref("int_programme_membership") }} as membership
        where membership.code_commune = status.code_commune and membership.programme in ('acv', 'pvd')
    ) as was_in_programme
from {{ ref("int_commune_status") }} as status
inner join {{ ref("int_commune") }} as commune using (code_commune)
inner join {{ ref("int_commune_class") }} as class using (code_commune)
where status.is_in_scope
