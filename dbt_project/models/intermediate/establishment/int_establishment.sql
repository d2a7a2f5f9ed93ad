-- One row per SIRET and reference commune (two communes only where a dead code was split, weights then sum to
-- one). Property companies (SCI) and public bodies are out; a unit whose legal form is unknown stays in.
select
    etablissement.siret,
    etablissement.siren,
    etablissement.code_commune as code_commune_publie,
    succession.code_to as code_commune,
    coalesce(succession.weight, 1) as weight,
    -- Of several successors, the one that holds the middle of the shared-out whole.
    coalesce(
        succession.cumulative_weight > 0.5 and succession.cumulative_weight - succession.weight <= 0.5, true
    ) as is_principal,
    etablissement.date_creation,
    etablissement.jour_creation,
    unite.categorie_juridique = '1000' as is_sole_trader,
    extract(year from unite.date_creation)::integer as unit_creation_year
from {{ ref("stg_sirene__etablissement") }} as etablissement
left join {{ ref("stg_sirene__unite_legale") }} as unite using (siren)
left join {{ ref("int_commune_succession") }} as succession
    on etablissement.code_commune = succession.code_from
    and succession.cog_from = 0
where
    unite.categorie_juridique is null
    or (unite.categorie_juridique not in ('6540', '6541') and unite.categorie_juridique not like '7%')
