-- Departments and whole years that the files of sales tell of: Moselle, Bas-Rhin, Haut-Rhin and Mayotte are in none. A
-- year whose last sale is not of December is not whole. Grain: department × year × vintage.
with sold as (
    select distinct code_commune, extract(year from date_mutation)::integer as annee, vintage
    from {{ ref("stg_dvf__mutation") }}
),

whole as (
    select extract(year from date_mutation)::integer as annee
    from {{ ref("stg_dvf__mutation") }}
    group by 1
    having max(extract(month from date_mutation)) = 12
)

select distinct commune.departement_code, sold.annee, sold.vintage
from sold
inner join whole using (annee)
inner join {{ ref("int_commune_succession") }} as succession
    on sold.code_commune = succession.code_from
    and succession.cog_from = 0
inner join {{ ref("int_commune") }} as commune on succession.code_to = commune.code_commune
where commune.departement_code is not null
