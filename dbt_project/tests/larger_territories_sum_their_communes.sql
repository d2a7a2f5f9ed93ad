-- No average of rates anywhere: both sides of every ratio of a larger territory are the sums of its communes', taken
-- from the published table, and its value is their ratio. What is withheld of a commune, for secrecy, its few units or
-- its coverage, is in the larger sum and not in the published table: such a sum is compared before anything is
-- withheld (levels_add_up_before_anything_is_withheld). One year of an indicator at a time, whose sums fit in the
-- processor's memory (ADR 27).
with membership as materialized (
    {{ part_membership() }}
),

summed as materialized (
    select year.indicator_code, year.period, total.*
    from {{ ref("int_indicator_year") }} as year
    inner join {{ ref("indicator") }} as indicator using (indicator_code)
    cross join
        lateral (
            select
                membership.territory_level,
                membership.territory_code,
                part.zone,
                sum(part.numerator) as numerator,
                sum(part.denominator) as denominator,
                bool_or(part.has_withheld) as has_withheld
            from (
                select
                    place.part,
                    value.zone,
                    sum(value.numerator) as numerator,
                    sum(value.denominator) as denominator,
                    bool_or(value.obs_status = 'Q' or value.status_reason in ('coverage', 'too_few')) as has_withheld
                from {{ public_figures() }} as value
                inner join {{ ref("int_commune_part") }} as place on value.territory_code = place.code_commune
                where
                    value.indicator_code = year.indicator_code
                    and value.period = year.period
                    and value.territory_level = 'commune'
                group by place.part, value.zone
            ) as part
            inner join membership using (part)
            group by membership.territory_level, membership.territory_code, part.zone
        ) as total
    where indicator.model = 'ratio' and {{ of_due_parts("year.indicator_code") }}
)

select
    whole.indicator_code,
    whole.territory_level,
    whole.territory_code,
    whole.zone,
    whole.period,
    whole.value,
    summed.numerator,
    summed.denominator
from {{ ref("fct_indicator_value") }} as whole
inner join {{ ref("dim_indicator") }} as indicator using (indicator_code)
inner join summed using (indicator_code, territory_level, territory_code, zone, period)
left join {{ ref("int_figure_level") }} as published
    on indicator.numerator_measure = published.measure_code
    and whole.territory_level = published.territory_level
    and whole.territory_code = published.territory_code
    and whole.period = published.annee
where
    -- The publisher's own figure is no sum of ours.
    published.measure_code is null
    and {{ of_due_parts("whole.indicator_code") }}
    and whole.territory_level <> 'commune'
    and not coalesce(summed.has_withheld, false)
    and whole.obs_status not in ('O', 'Q')
    and (
        abs(whole.numerator - summed.numerator) > 1e-6 * greatest(1, abs(summed.numerator))
        or abs(whole.denominator - summed.denominator) > 1e-6 * greatest(1, summed.denominator)
        or abs(
            whole.value - (
                indicator.shift + indicator.multiplier * summed.numerator
                / case when indicator.denominator_measure is null then 1 else nullif(summed.denominator, 0) end
            )
        ) > 1e-6 * greatest(1, abs(whole.value))
    )
