-- Households at each census, and those gained since the census before. A commune that one of the two does not tell has
-- no gain.
with carried as (
    select *
    from {{ parts_of(
        ref("int_figure_carried"), "raw_table", ["insee_rp_menage", "insee_rp_serie_historique"]
    ) }} as figure
    where measure_code = 'households'
),

census as (
    select annee, lag(annee) over (order by annee) as annee_before
    from (select distinct annee from carried) as held
)

select
    code_commune,
    annee,
    measure_code,
    value,
    obs_status,
    raw_table,
    vintage
from carried
union all
select
    now.code_commune,
    now.annee,
    'households_gained',
    now.value - before.value,
    case
        when 'Q' in (now.obs_status, before.obs_status) then 'Q'
        when 'E' in (now.obs_status, before.obs_status) then 'E'
        else 'A'
    end,
    now.raw_table,
    now.vintage
from carried as now
inner join census using (annee)
inner join carried as before
    on now.code_commune = before.code_commune
    and census.annee_before = before.annee
