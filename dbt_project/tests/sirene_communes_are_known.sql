-- Units whose commune code leads to no commune of the reference geography are not counted anywhere: some
-- are expected (overseas collectivities, abroad), many mean that the COG is older than Sirene.
{{ config(severity="warn") }}

select count(*) filter (where succession.code_to is null) as unknown_units, count(*) as units
from {{ ref("int_storefront_period") }} as periode
left join {{ ref("int_commune_succession") }} as succession
    on periode.code_commune = succession.code_from and succession.cog_from = 0
having count(*) filter (where succession.code_to is null) > 0.02 * count(*)
