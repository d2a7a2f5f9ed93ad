-- A neighbourhood over several communes lists their codes in one cell: one row each.
select
    qpv.code_qp as code_qpv,
    qpv.lib_qp as nom,
    commune.code as code_commune,
    qpv.geometry as contour_geojson,
    qpv.vintage
from {{ source("anct_qpv", "anct_qpv") }} as qpv
cross join lateral string_to_table(qpv.insee_com, ',') as commune (code)
where qpv.vintage = {{ latest_vintage("anct_qpv") }}
