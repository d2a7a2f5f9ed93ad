-- Notices of sales in force: whether each is a sale, of which business, and where. Notices of the same parties in the
-- same place, each within a year of the one before, tell one sale. The town is that of the establishment (by its SIRET
-- where Sirene has it, of a party, in the same department as its address; else by its address), else of the seller's
-- seat, else of the notice.
{{ config(indexes=[{"columns": ["sale_id"]}]) }}

with judged as (
    select
        *,
        case
            when tells_lease or categorie_vente ~* 'location|gérance' then 'lease'
            when statut_prix = 'valuation' or (tells_gift and not tells_sale) then 'gift_or_contribution'
            when statut_prix in ('published', 'multiple', 'not_in_euros') then 'sale'
            when categorie_vente ~* 'apport|attribution|fusion|scission' and not (tells_sale and not tells_gift)
                then 'gift_or_contribution'
            else 'sale'
        end as kind
    from {{ ref("stg_bodacc__vente") }}
),

seller as materialized (
    {{ looked_up(ref("stg_sirene__unite_legale"), "siren", "judged", "siren_vendeur") }}
),

establishment as materialized (
    {{ looked_up(
        ref("stg_sirene__etablissement"),
        "siret",
        "(select siret from judged union all select siret_siege from seller) as named",
        "siret"
    ) }}
),

placed as (
    select
        judged.*,
        etablissement.siret as siret_known,
        case when etablissement.siret is not null then by_siret.code_to end as of_siret,
        coalesce(by_postcode.code_commune, case when by_postcode.area is null then by_department.code_commune end)
            as of_address,
        coalesce(by_postcode.communes, by_department.communes) as candidates,
        by_seat.code_to as of_seat
    from judged
    left join {{ ref("int_postal_town") }} as by_postcode
        on judged.code_postal = by_postcode.area
        and {{ town_name("judged.ville") }} = by_postcode.town
    left join {{ ref("int_postal_town") }} as by_department
        on {{ postcode_department("judged.code_postal") }} = by_department.area
        and {{ town_name("judged.ville") }} = by_department.town
    left join establishment as etablissement
        on judged.siret = etablissement.siret
        and etablissement.siren = any(string_to_array(judged.sirens, ','))
        and coalesce(left(etablissement.code_postal, 2) = left(judged.code_postal, 2), true)
    left join {{ ref("int_commune_succession") }} as by_siret
        on etablissement.code_commune = by_siret.code_from
        and by_siret.cog_from = 0
        and by_siret.cumulative_weight > 0.5
        and by_siret.cumulative_weight - by_siret.weight <= 0.5
    left join seller on judged.siren_vendeur = seller.siren
    left join establishment as seat on seller.siret_siege = seat.siret
    left join {{ ref("int_commune_succession") }} as by_seat
        on seat.code_commune = by_seat.code_from
        and by_seat.cog_from = 0
        and by_seat.cumulative_weight > 0.5
        and by_seat.cumulative_weight - by_seat.weight <= 0.5
),

located as (
    select
        *,
        coalesce(of_siret, case when is_place_of_establishment then of_address end, of_seat, of_address)
            as code_commune,
        case
            when of_siret is not null then 'establishment_siret'
            when is_place_of_establishment and of_address is not null then 'establishment_address'
            when of_seat is not null then 'seller_seat'
            when of_address is not null then 'notice_address'
        end as place_source,
        case
            when of_address is not null then 'matched'
            when code_postal is null or ville is null then 'no_single_place'
            when candidates > 1 then 'ambiguous'
            else 'unknown_place'
        end as address_match
    from placed
),

followed as (
    select
        *,
        concat_ws(
            '/', kind, coalesce(sirens, id), coalesce(siret_known, code_commune, code_postal)
        ) as business
    from located
),

parted as (
    select
        *,
        coalesce(
            date_parution - lag(date_parution) over (partition by business order by date_parution, id) > 365, true
        ) as is_first
    from followed
),

counted as (
    select *, sum(is_first::integer) over (partition by business order by date_parution, id) as sale_rank
    from parted
)

select
    id,
    date_parution,
    kind,
    first_value(id) over (partition by business, sale_rank order by date_parution, id) as sale_id,
    is_first,
    siren_vendeur,
    siren_acquereur,
    siret_known as siret,
    code_commune,
    place_source,
    address_match,
    case
        when prix > 0 then prix
        when statut_prix = 'not_in_euros' and devise = 'FRF' and montant > 0
            then round(montant / {{ var("francs_per_euro") }}, 2)
    end as price,
    coalesce(statut_prix = 'not_in_euros' and devise = 'FRF' and montant > 0, false) as is_from_francs
from counted
