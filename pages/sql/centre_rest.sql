-- The centre beside the rest of the town, the last year that has a figure of the centre.
select
    town,
    indicator_code,
    period,
    value_all,
    value_centre,
    value_rest,
    obs_status_all,
    obs_status_centre,
    obs_status_rest,
    status_centre_fr,
    status_rest_fr,
    change_since_2022_centre,
    change_since_2022_rest,
    change_unit_fr,
    centre_against_rest,
    centre_against_rest_fr,
    is_across_break
from
    (
        select distinct on (code_commune, indicator_code)
            code_commune as town,
            *
        from marts.mart_centre_periphery
        where obs_status_centre <> 'O'
        order by code_commune, indicator_code, period desc
    ) as latest
order by town collate "C", indicator_code
