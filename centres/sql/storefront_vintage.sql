-- Month of Sirene that the storefronts come from.
select max(vintage) from staging.stg_sirene__vintage
