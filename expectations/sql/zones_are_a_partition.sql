-- Communes of which a measure is known as a whole and by zone (some exist in centres only), and whose zones do not add
-- up to the whole. Few communes have zones: these are summed, and the others passed by.
with zoned as materialized (
    select territory_code, period, measure_code, sum(value) as value
    from {batch} as zone
    where territory_level = 'commune' and zone <> 'all'
    group by territory_code, period, measure_code
    having bool_and(value is not null)
)

select whole.territory_code, whole.period, whole.measure_code, zoned.value as found, whole.value as expected
from {batch} as whole
inner join zoned
    on whole.territory_code = zoned.territory_code
    and whole.period = zoned.period
    and whole.measure_code = zoned.measure_code
where
    whole.territory_level = 'commune'
    and whole.zone = 'all'
    and abs(whole.value - zoned.value) > 1e-6
limit 20
