-- Every commune has one version for every day since the first geography: the next begins the day after, the
-- last has no end, and two in a row differ.
with version as (
    select
        *,
        lead(valid_from) over commune as next_valid_from,
        lead(territory_code) over commune is null as is_last,
        row_number() over commune = 1 as is_first,
        row(epci_code, is_epci_known, is_acv, is_pvd, is_ort) as held,
        lag(row(epci_code, is_epci_known, is_acv, is_pvd, is_ort)) over commune as held_before
    from {{ ref("dim_territory_version") }}
    window commune as (partition by territory_code order by valid_from)
)

select territory_code, version
from version
where
    valid_to < valid_from
    or next_valid_from <> valid_to + 1
    or is_last <> (valid_to is null)
    or is_last <> is_current
    or is_first <> (valid_from = make_date({{ var("first_cog_year") }}, 1, 1))
    or held is not distinct from held_before
union all
select code_commune, null
from {{ ref("int_commune") }}
where code_commune not in (select territory_code from {{ ref("dim_territory_version") }})
