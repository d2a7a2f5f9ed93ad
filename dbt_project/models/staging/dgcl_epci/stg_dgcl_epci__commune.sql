select
    siren as epci_code,
    raison_sociale as nom_epci,
    nature_juridique,
    dept as departement_code,
    insee as code_commune,
    pmun as population,
    vintage::integer as cog_year,
    vintage = {{ latest_vintage("dgcl_epci_composition") }} as is_latest
from {{ source("dgcl_epci", "dgcl_epci_composition") }}
where insee is not null
