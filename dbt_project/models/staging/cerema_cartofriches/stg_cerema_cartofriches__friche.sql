-- The publisher keeps no history: each release is a snapshot, and the last of each year stands for it.
select
    left(vintage, 4)::integer as annee,
    site_id,
    site_nom as nom,
    site_type as type_friche,
    site_statut as statut,
    coalesce(site_statut <> 'friche potentielle', false) as is_verified,
    {{ commune_code("comm_insee") }} as code_commune,
    {{ list_date("site_identif_date") }} as date_identification,
    {{ list_date("site_actu_date") }} as date_actualisation,
    case when site_reconv_annee ~ '^\d{4}$' then site_reconv_annee::integer end as annee_reconversion,
    activite_libelle as ancienne_activite,
    unite_fonciere_surface as surface_m2,
    bati_surface as surface_batie_m2,
    nullif(translate(unite_fonciere_refcad, '|{}', ','), '') as parcelles,
    substring(geompoint from '^POINT ?\((-?\d+(?:\.\d+)?) ')::numeric as longitude,
    substring(geompoint from '^POINT ?\(-?[0-9.]+ (-?\d+(?:\.\d+)?)\)')::numeric as latitude,
    source_nom,
    vintage
from {{ source("cerema_cartofriches", "cerema_cartofriches_site") }}
where
    vintage in (
        select max(in_use.vintage)
        from {{ vintages_in_use("cerema_cartofriches_site") }} as in_use
        group by left(in_use.vintage, 4)
    )
