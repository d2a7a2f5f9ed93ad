-- A nomenclature nobody declared, as NAF 2025 will be one day: its codes would silently count nowhere.
with published as (
    select distinct nomenclature_activite from {{ ref("stg_sirene__etablissement") }}
    union
    select distinct nomenclature_activite from {{ ref("stg_sirene__periode") }}
    union
    select distinct nomenclature_activite from {{ ref("stg_sirene__unite_legale") }}
    union
    select distinct nomenclature_activite from {{ ref("stg_sirene__unite_legale_periode") }}
)

select nomenclature_activite
from published
where nomenclature_activite not in ('NAFRev2', 'NAFRev1', 'NAF1993', 'NAP')
