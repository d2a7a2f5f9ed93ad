-- France is the sum of its regions and of its departments, measure by measure and for both sides of every ratio, as
-- computed: what is not shown for its few units or its coverage counts here. A secret part leaves no sum to compare;
-- what a publisher gives for each level itself is no sum of ours (published_levels_add_up).
with given as (
    select distinct measure_code
    from {{ ref("int_figure_level") }}
),

computed as (
    select territory_level, territory_code, zone, period, measure_code as code, value as numerator, null as denominator
    from {{ ref("int_territory_measure") }}
    where measure_code not in (select measure_code from given)
    union all
    select territory_level, territory_code, zone, period, indicator_code, numerator, denominator
    from {{ ref("int_indicator_ratio") }}
    inner join {{ ref("indicator") }} as indicator using (indicator_code)
    where obs_status <> 'Q' and indicator.numerator_measure not in (select measure_code from given)
),

level as (
    select
        territory_level,
        zone,
        period,
        code,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        bool_or(numerator is null) as has_secret
    from computed
    where territory_level in ('departement', 'region', 'france')
    group by territory_level, zone, period, code
)

select
    level.territory_level,
    level.zone,
    level.period,
    level.code,
    level.numerator,
    france.numerator as numerator_of_france,
    level.denominator,
    france.denominator as denominator_of_france
from level
inner join level as france
    on level.zone = france.zone
    and level.period = france.period
    and level.code = france.code
    and france.territory_level = 'france'
where
    not level.has_secret
    and not france.has_secret
    and (
        abs(level.numerator - france.numerator) > 1e-6 * greatest(1, abs(france.numerator))
        or abs(level.denominator - france.denominator) > 1e-6 * greatest(1, abs(france.denominator))
    )
