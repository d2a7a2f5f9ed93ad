-- Communes by what a notice says of a place: postcode and name, or department and name. Pairs of postcodes and communes
-- are those of Sirene's establishments, names those of the COG and of its movements. A name of today goes before one
-- of earlier, a postcode before a department (« 89011 Auxerre Cedex »); what leads to several communes leads to none.
{{ config(indexes=[{"columns": ["area", "town"], "unique": true}]) }}

with named as (
    select code_commune as code, nom_commune as nom
    from {{ ref("stg_insee_cog__commune") }}
    union
    select code_avant, nom_avant
    from {{ ref("stg_insee_cog__mouvement") }}
    where type_avant in ('COM', 'ARM')
),

town as (
    select distinct
        succession.code_to as code_commune,
        commune.departement_code,
        {{ town_name("named.nom") }} as town,
        case when {{ town_name("named.nom") }} = {{ town_name("commune.nom_commune") }} then 1 else 2 end as age_rank
    from named
    inner join {{ ref("int_commune_succession") }} as succession
        on named.code = succession.code_from
        and succession.cog_from = 0
    inner join {{ ref("int_commune") }} as commune on succession.code_to = commune.code_commune
),

-- Of all establishments there are few pairs: found before anything is joined.
written as materialized (
    select distinct code_postal, code_commune
    from {{ ref("stg_sirene__etablissement") }}
    where code_postal is not null
),

postcode as (
    select distinct written.code_postal, succession.code_to as code_commune
    from written
    inner join {{ ref("int_commune_succession") }} as succession
        on written.code_commune = succession.code_from
        and succession.cog_from = 0
),

place as (
    select postcode.code_postal as area, town.town, town.code_commune, town.age_rank
    from postcode
    inner join town using (code_commune)
    union all
    select replace(replace(departement_code, '2A', '20'), '2B', '20'), town, code_commune, age_rank
    from town
    where departement_code is not null
),

ranked as (
    select *, min(age_rank) over (partition by area, town) as first_rank
    from place
    where town <> ''
)

select
    area,
    town,
    case when count(distinct code_commune) = 1 then min(code_commune) end as code_commune,
    count(distinct code_commune) as communes
from ranked
where age_rank = first_rank
group by area, town
