-- Units whose commune code leads to no commune of the reference geography are not counted anywhere: some
-- are expected (overseas collectivities, abroad), many mean that the COG is older than Sirene.
{{ config(severity="warn") }}

select count(*) filter (where code_commune is null) as unknown_units, count(*) as units
from {{ ref("int_establishment") }}
having count(*) filter (where code_commune is null) > 0.02 * count(*)
