-- Month of Sirene that the storefronts come from, and whether any of its files was simulated.
select
    (select max(vintage) from staging.stg_sirene__vintage),
    coalesce(bool_or(is_simulated), false)
from ops.load
where outcome = 'published' and raw_table in ('sirene_etablissement_historique', 'sirene_geolocalisation')
