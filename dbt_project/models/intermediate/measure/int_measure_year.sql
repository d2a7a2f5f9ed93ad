-- Years of which each measure is known of any commune. Each is sought behind the one before it in the index of
-- int_measure: a thousand looks instead of a pass over all rows.
with recursive known as (
    (
        select measure_code, annee
        from {{ ref("int_measure") }}
        order by measure_code, annee
        limit 1
    )
    union all
    select following.measure_code, following.annee
    from known
    cross join
        lateral (
            select held.measure_code, held.annee
            from {{ ref("int_measure") }} as held
            where (held.measure_code, held.annee) > (known.measure_code, known.annee)
            order by held.measure_code, held.annee
            limit 1
        ) as following
)

select measure_code, annee
from known
