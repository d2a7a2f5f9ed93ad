-- Every period of the establishments that were a storefront in at least one: stock, births and closures
-- are then counted from this one table. `is_storefront` holds the activity of that same period.
with storefront_code as (
    select naf_code
    from {{ ref("naf_group") }}
    where naf_group = 'VIT' and nomenclature = 'NAFRev2'
),

storefront as (
    select distinct siret
    from {{ ref("stg_sirene_periode") }}
    where nomenclature_activite = 'NAFRev2'
        and naf in (select naf_code from storefront_code)
)

select
    periode.siret,
    etablissement.code_commune,
    etablissement.date_creation,
    etablissement.jour_creation,
    periode.date_debut,
    periode.jour_debut,
    periode.jour_fin,
    periode.etat_administratif,
    storefront_code.naf_code is not null as is_storefront
from {{ ref("stg_sirene_periode") }} as periode
inner join storefront using (siret)
inner join {{ ref("stg_sirene_etablissement") }} as etablissement using (siret)
left join storefront_code
    on periode.naf = storefront_code.naf_code
    and periode.nomenclature_activite = 'NAFRev2'
