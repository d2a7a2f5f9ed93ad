-- What each file says of codes that are no commune of the reference geography, and why it is in no total.
select
    raw_table,
    vintage,
    code_commune as native_code,
    cog_year,
    annee as period,
    measure_code,
    value,
    obs_status,
    case
        when code_commune ~ '^(975|977|978|98)' then 'overseas_collectivity'
        when code_commune ~ '(^99|999$)' then 'no_commune_told'
        when
            exists (
                select from {{ ref("stg_insee_cog__mouvement") }} as movement
                where code_commune in (movement.code_avant, movement.code_apres)
            )
            then 'territory_not_loaded'
        else 'unknown_code'
    end as reason
from {{ ref("int_not_carried") }}
