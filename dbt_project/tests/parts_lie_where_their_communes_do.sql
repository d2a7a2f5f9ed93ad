-- Sums run over parts of communes: each commune lies in the very territories of its part.
with of_part as (
    select place.code_commune, membership.territory_level, membership.territory_code
    from {{ ref("int_commune_part") }} as place
    inner join {{ ref("int_territory_membership") }} as membership on place.part = membership.code_commune
    where membership.territory_level <> 'commune'
),

of_commune as (
    select code_commune, territory_level, territory_code
    from {{ ref("int_territory_membership") }}
    where territory_level <> 'commune'
)

(
    select * from of_part
    except all
    select * from of_commune
)
union all
(
    select * from of_commune
    except all
    select * from of_part
)
