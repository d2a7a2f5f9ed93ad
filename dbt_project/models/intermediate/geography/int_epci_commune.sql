select
    code_commune,
    epci_code,
    nom_epci,
    departement_code
from {{ ref("int_epci_membership") }}
where is_latest
