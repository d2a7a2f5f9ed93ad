select
    mod as type_mouvement,
    date_eff as date_effet,
    typecom_av as type_avant,
    com_av as code_avant,
    libelle_av as nom_avant,
    typecom_ap as type_apres,
    com_ap as code_apres,
    libelle_ap as nom_apres
from {{ source("insee_cog", "insee_cog_mouvement") }}
where vintage = {{ latest_vintage("insee_cog_mouvement") }}
