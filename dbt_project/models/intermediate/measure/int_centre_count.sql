-- Addresses and everyday trades of town centres, measure by measure. Grain: commune × year × measure.
{{ config(materialized="view") }}

select address.code_commune, address.annee, measured.measure_code, measured.value::numeric as value
from {{ ref("int_centre_address") }} as address
cross join
    lateral (
        values
        ('addresses', address.addresses),
        ('addresses_idle', address.addresses_idle),
        ('addresses_converted', address.addresses_converted)
    ) as measured (measure_code, value)
union all
select basket.code_commune, basket.annee, measured.measure_code, measured.value::numeric
from {{ ref("int_daily_basket") }} as basket
cross join
    lateral (
        values
        ('centres', basket.centres),
        ('daily_trades', basket.trades),
        ('daily_trades_weight', basket.weight_present),
        ('daily_trades_weight_in_all', basket.weight_in_all)
    ) as measured (measure_code, value)
