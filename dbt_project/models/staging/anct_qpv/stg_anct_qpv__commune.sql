-- A neighbourhood over several communes lists their codes in one cell, one row each here: parted by commas, or as a
-- JSON list; a code that was a number has lost its zero. A cell that holds no code is shown as it is.
select
    qpv.code_qp as code_qpv,
    qpv.lib_qp as nom,
    coalesce(lpad(upper(commune.code[1]), 5, '0'), qpv.insee_com) as code_commune,
    qpv.geometry as contour_geojson,
    qpv.vintage
from {{ source("anct_qpv", "anct_qpv") }} as qpv
left join lateral regexp_matches(qpv.insee_com, '\y(\d{4,5}|2[ab]\d{3})\y', 'gi') as commune (code) on true
where qpv.vintage = {{ latest_vintage("anct_qpv") }}
