-- Figures whose code leads to no reference commune, and why: they stay under it, and are in no sum. What is not
-- known (O) is no figure.
with stray as (
    select code.code_commune, code.cog_year
    from {{ ref("int_figure_code") }} as code
    left join {{ ref("int_commune_succession") }} as succession
        on code.code_commune = succession.code_from
        and code.cog_from = succession.cog_from
    where succession.code_from is null
)

select
    figure.raw_table,
    figure.vintage,
    figure.code_commune,
    figure.cog_year,
    figure.annee,
    figure.measure_code,
    figure.value,
    figure.obs_status,
    case
        when figure.code_commune ~ '^(975|977|978|98)' then 'overseas_collectivity'
        when figure.code_commune ~ '(^99|999$)' then 'no_commune_told'
        when
            figure.code_commune in (
                select code_avant from {{ ref("stg_insee_cog__mouvement") }}
                union all
                select code_apres from {{ ref("stg_insee_cog__mouvement") }}
            )
            then 'territory_not_loaded'
        else 'unknown_code'
    end as reason
from {{ ref("int_figure") }} as figure
inner join stray
    on figure.code_commune = stray.code_commune
    and figure.cog_year = stray.cog_year
where figure.obs_status <> 'O'
