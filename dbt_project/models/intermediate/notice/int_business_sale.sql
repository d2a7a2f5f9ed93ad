-- Grain: one business sold, on the day it was first announced. Its price is that of the last notice that tells one.
{{ config(indexes=[{"columns": ["code_commune", "sold_on"]}]) }}

select
    sale_id,
    min(date_parution) as sold_on,
    extract(year from min(date_parution))::integer as annee,
    min(siren_vendeur) as siren_vendeur,
    min(siren_acquereur) as siren_acquereur,
    min(notice.siret) as siret,
    (array_agg(notice.code_commune order by date_parution, id))[1] as code_commune,
    min(zone.zone) as zone,
    (array_agg(place_source order by date_parution, id))[1] as place_source,
    (array_agg(price order by date_parution desc, id desc) filter (where price is not null))[1] as price,
    coalesce(
        (array_agg(is_from_francs order by date_parution desc, id desc) filter (where price is not null))[1], false
    ) as is_price_from_francs,
    count(*) as notices
from {{ ref("int_sale_notice") }} as notice
left join {{ ref("int_establishment_zone") }} as zone
    on notice.siret = zone.siret
    and notice.code_commune = zone.code_commune
where kind = 'sale'
group by sale_id
