-- Sales of flats ('flat_sales_3y') and of business premises ('business_premises_sales') by the zone where they are;
-- null in a commune without a perimeter. Grain: sale.
select
    sale.mutation_id,
    sale.annee,
    sale.code_commune,
    sale.is_shared,
    sale.price_m2,
    sale.is_of_premises,
    case
        when town.code_commune is not null then {{ zone_of_point("point.x", "point.y", "town.perimeter_id") }}
    end as zone
from {{ ref("int_sale") }} as sale
left join {{ ref("stg_centre__perimeter") }} as town using (code_commune)
left join {{ ref("int_sale_point") }} as point using (mutation_id, code_commune)
