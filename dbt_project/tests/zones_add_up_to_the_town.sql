-- Centre, rest and unlocated make the whole town, measure by measure.
select territory_code, period, measure_code
from {{ ref("fct_measure") }}
inner join {{ ref("dim_measure") }} using (measure_code)
where
    is_zoned
    and territory_level = 'commune'
    and territory_code in (select code_commune from {{ ref("stg_centre__perimeter") }})
group by territory_code, period, measure_code
having abs(sum(value) filter (where zone <> 'all') - sum(value) filter (where zone = 'all')) > 1e-6
