{{ config(materialized="table") }}

-- Sales in force. The seller is whom the blocks of former owners name, the buyer any other party; when they
-- name nobody and there are two parties, nothing tells who sells. An amount in francs, or what a gift or a
-- contribution was valued at, is no price: it stands in `montant`, never converted.
with notice as materialized (
    {{ notices_in_force(source("bodacc", "bodacc_vente")) }}
),

read as materialized (
    select
        id,
        dateparution,
        typeavis,
        numerodepartement,
        cp,
        ville,
        {{ json_or_null("listeetablissements") }} as etablissements,
        {{ json_or_null("acte") }} as acte_lu,
        {{ parties_of(["listepersonnes", "listeprecedentproprietaire", "listeprecedentexploitant"]) }} as parties,
        {{ sirens_in("concat_ws(' , ', listeprecedentproprietaire, listeprecedentexploitant)") }} as vendeurs,
        'not JSON' in (
            coalesce(listeetablissements, ''),
            coalesce(acte, ''),
            coalesce(listepersonnes, ''),
            coalesce(listeprecedentproprietaire, ''),
            coalesce(listeprecedentexploitant, '')
        ) as is_json_unreadable
    from notice
),

told as materialized (
    select
        *,
        array(select siren from unnest(parties) as siren where siren <> all(vendeurs)) as acquereurs,
        {{ values_of("etablissements", "origineFonds") }} || {{ values_of("acte_lu", "descriptif") }} as origines,
        {{ postcodes(values_of("etablissements", "codePostal"), "cp") }} as codes,
        {{ values_of("etablissements", "ville") }} as villes,
        cardinality({{ values_of("etablissements", "codePostal") }}) > 0 as has_address,
        {{ values_of("etablissements", "siret") }} as sirets,
        coalesce(
            jsonb_array_length(jsonb_path_query_array(etablissements, 'lax $.etablissement[*]')), 0
        ) as etablissements_cites,
        {{ first_value_of("acte_lu", "categorieVente") }} as categorie,
        {{ first_value_of("acte_lu", "dateCommencementActivite") }} as commencement
    from read
),

priced as materialized (
    select told.*, amounts.*
    from told
    cross join lateral (
        select
            coalesce(array_agg(distinct kind), '{}') as kinds,
            coalesce(array_agg(distinct montant) filter (where kind = 'price'), '{}') as prices,
            case when min(montant) = max(montant) and min(devise) = max(devise) then min(montant) end as montant,
            case when min(montant) = max(montant) and min(devise) = max(devise) then min(devise) end as devise
        from ({{ amounts_told("told.origines") }}) as amount
    ) as amounts
),

judged as materialized (
    select
        *,
        case
            when cardinality(kinds) = 0 then 'missing'
            when 'undetermined' = any(kinds) then 'undetermined'
            when cardinality(prices) > 1 or kinds @> '{price,not_in_euros}' then 'multiple'
            when 'price' = any(kinds) then 'published'
            when 'not_in_euros' = any(kinds) then 'not_in_euros'
            else 'valuation'
        end as statut_prix
    from priced
)

select
    id,
    dateparution as date_parution,
    typeavis = 'rectificatif' as is_rectificatif,
    numerodepartement as code_departement,
    case
        when cardinality(vendeurs) = 0 and cardinality(parties) > 1 then 'undetermined'
        when cardinality(vendeurs) > 1 or cardinality(acquereurs) > 1 then 'multiple'
        when cardinality(parties) = 0 then 'missing'
        when cardinality(vendeurs) = 0 then 'buyer_only'
        when cardinality(acquereurs) = 0 then 'seller_only'
        else 'published'
    end as statut_parties,
    {{ only_one("vendeurs") }} as siren_vendeur,
    {{ only_one("acquereurs") }} as siren_acquereur,
    nullif(array_to_string(parties, ','), '') as sirens,
    case when ({{ only_one("sirets") }}) ~ '^\d{14}$' then sirets[1] end as siret,
    has_address as is_place_of_establishment,
    {{ postcode_columns("codes") }},
    case when cardinality(villes) = 0 then ville else {{ only_one("villes") }} end as ville,
    etablissements_cites,
    {% for kind in ["sale", "gift", "lease"] -%}
    {{ tells("array_to_string(origines, ' ; ')", kind) }} as tells_{{ kind }},
    {% endfor -%}
    statut_prix,
    case when statut_prix = 'published' then prices[1]::numeric(14, 2) end as prix,
    montant::numeric(14, 2) as montant,
    devise,
    {{ unmangled("categorie") }} as categorie_vente,
    {{ french_date("commencement") }} as date_commencement_activite,
    is_json_unreadable
from judged
