{# The table is a migration's, so that readers' rights and views on it stand: its rows are replaced, it never is. #}
{{
    config(
        schema="quality",
        alias="control_total",
        materialized="incremental",
        incremental_strategy="append",
        full_refresh=false,
        pre_hook="{% if is_incremental() %}delete from {{ this }}{% endif %}",
    )
}}
select
    source,
    raw_table,
    vintage,
    level,
    territory_code,
    measure,
    year,
    label_en,
    label_fr,
    ours,
    theirs,
    difference,
    tolerance,
    is_compared,
    is_within_tolerance,
    reason,
    reason_en,
    reason_fr,
    published_in
from {{ ref("int_control_total") }}
