select
    'commune' as territory_level,
    code_commune as territory_code,
    version,
    valid_from,
    valid_to,
    is_current,
    nom_commune as territory_name,
    epci_code,
    is_epci_known,
    departement_code,
    region_code,
    is_acv,
    is_pvd,
    is_ort
from {{ ref("int_commune_version") }}
