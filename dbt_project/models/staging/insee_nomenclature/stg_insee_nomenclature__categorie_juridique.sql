select
    code as categorie_juridique,
    trim(libelle) as libelle
from {{ source("insee_nomenclature", "insee_categorie_juridique") }}
where vintage = {{ latest_vintage("insee_categorie_juridique") }}
