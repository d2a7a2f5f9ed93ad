-- Premises and those that fibre reaches, one row per commune and quarter. Technologies overlap: none is added.
select
    code_insee as code_commune,
    left(vintage, 4)::integer as annee,
    right(vintage, 1)::integer as trimestre,
    date_trimestre,
    nbr as locaux,
    elig_ftth as locaux_ftth,
    vintage
from {{ source("arcep", "arcep_commune_techno") }}
where
    vintage in {{ vintages_in_use("arcep_commune_techno") }}
    and coalesce(type, 'all') = 'all'
