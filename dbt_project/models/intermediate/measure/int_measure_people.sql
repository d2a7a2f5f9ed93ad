-- Figures of each census, of its year only; a commune that a file does not hold is not known and has no row.
{{ config(materialized="view", meta={"parts": "rows"}) }}

select
    code_commune,
    annee,
    measure_code,
    value,
    obs_status,
    raw_table,
    vintage
from {{ parts_of(ref("int_figure_carried"), "raw_table", [
    "insee_rp_population",
    "insee_rp_scolarisation",
    "insee_rp_emploi_travail",
    "insee_rp_emploi_residence",
    "insee_rp_serie_historique",
]) }} as figure
where
    measure_code in (
        'residents',
        'residents_65_plus',
        'residents_18_24',
        'enrolled_18_24',
        'jobs_at_workplace',
        'residents_employed',
        'natural_change', 'migratory_change', 'person_years'
    )
