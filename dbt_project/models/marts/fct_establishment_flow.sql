{{ config(indexes=[{"columns": ["code_commune", "zone", "activity_set", "period"], "unique": true}]) }}

select
    code_commune,
    zone,
    activity_set,
    annee as period,
    opening_stock::double precision as opening_stock,
    births::double precision as births,
    reopenings::double precision as reopenings,
    activity_entries::double precision as activity_entries,
    unknown_entries::double precision as unknown_entries,
    closures::double precision as closures,
    activity_exits::double precision as activity_exits,
    unknown_exits::double precision as unknown_exits,
    births_new::double precision as births_new,
    closures_final::double precision as closures_final,
    closures_without_link::double precision as closures_without_link,
    closures_taken_over::double precision as closures_taken_over,
    closures_taken_over_by_another::double precision as closures_taken_over_by_another,
    closing_stock::double precision as closing_stock
from {{ ref("int_establishment_balance") }}
