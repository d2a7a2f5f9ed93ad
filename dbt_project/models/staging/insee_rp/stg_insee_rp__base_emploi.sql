-- Each file holds its census and two earlier ones: of a census, the newest file's figures are read.
with census as (
    select annee, max(vintage) as vintage
    from {{ source("insee_rp", "insee_rp_base_emploi") }}
    group by annee
)

select
    codgeo as code_commune,
    codgeo ~ '^(751\d\d|6938\d|132\d\d)$' as is_district,
    annee::integer as annee,
    pop1564 as population_15_64,
    act1564 as actifs_15_64,
    actocc1564 as actifs_occupes_15_64,
    chom1564 as chomeurs_15_64,
    inact1564 as inactifs_15_64,
    emplt as emplois,
    emplt_sal as emplois_salaries,
    vintage
from {{ source("insee_rp", "insee_rp_base_emploi") }}
inner join census using (annee, vintage)
