-- Grain: predecessor × successor. What a declared link of succession is: a move (same legal unit, another place)
-- or a takeover in place (another legal unit carries on the same activity at the same place, by the register's own
-- rule of continuity: two of unit, activity and place). A link told twice keeps its first date.
{{ config(indexes=[{"columns": ["siret_predecesseur"]}, {"columns": ["siret_successeur"]}]) }}

with link as (
    select
        siret_predecesseur,
        siret_successeur,
        min(date_lien) as date_lien,
        bool_or(continuite_economique) as is_continuity,
        bool_or(is_same_legal_unit) as is_same_unit
    from {{ ref("stg_sirene__lien_succession") }}
    group by siret_predecesseur, siret_successeur
),

party as (
    select left(siret_predecesseur, 9) as siren
    from link
    where not is_same_unit
    union all
    select left(siret_successeur, 9)
    from link
    where not is_same_unit
),

-- Read here for every unit: int_establishment leaves some out, and a link to one of them is told all the same.
unit as materialized (
    {{ looked_up(ref("stg_sirene__unite_legale"), "siren", "party", "siren") }}
)

select
    link.siret_predecesseur,
    link.siret_successeur,
    link.date_lien,
    extract(year from link.date_lien)::integer as annee,
    link.is_continuity,
    link.is_same_unit,
    link.is_continuity and not link.is_same_unit as is_takeover,
    -- A sole trader who becomes a company takes over from himself, as far as the register tells.
    coalesce(before.categorie_juridique = '1000' and after.categorie_juridique <> '1000', false)
    and not link.is_same_unit
        as is_incorporation
from link
left join unit as before on left(link.siret_predecesseur, 9) = before.siren
left join unit as after on left(link.siret_successeur, 9) = after.siren
where link.date_lien is not null
