{{ config(materialized="table") }}

-- Sales in force. The seller is whom the blocks of former owners name, the buyer any other party; when they
-- name nobody and there are two parties, nothing tells who sells.
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
        {{ sirens_in(
            "concat_ws(' , ', registre, listepersonnes, listeprecedentproprietaire, listeprecedentexploitant)"
        ) }} as parties,
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
        {{ values_of("etablissements", "codePostal") }} as codes_postaux,
        {{ values_of("etablissements", "ville") }} as villes,
        {{ first_value_of("acte_lu", "categorieVente") }} as categorie,
        {{ first_value_of("acte_lu", "dateCommencementActivite") }} as commencement
    from read
),

priced as materialized (
    select
        *,
        array(
            select distinct {{ french_amount("found[1]") }}
            from unnest(origines) as origine
            cross join regexp_matches(origine, 'prix[^\d]*(\d[\d\s\u00a0\u202f.,'']*)', 'gi') as found
        ) as montants,
        array_to_string(origines, ' ') ~* '\d\s*(francs?|f)\y' as is_in_francs
    from told
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
    {{ only_siren("vendeurs") }} as siren_vendeur,
    case when cardinality(acquereurs) = 1 then acquereurs[1] end as siren_acquereur,
    coalesce(case when cardinality(codes_postaux) = 1 then codes_postaux[1] end, cp) as code_postal,
    coalesce(case when cardinality(villes) = 1 then villes[1] end, ville) as ville,
    case
        when cardinality(montants) = 0 then 'missing'
        when is_in_francs then 'not_in_euros'
        when cardinality(montants) > 1 then 'multiple'
        else 'published'
    end as statut_prix,
    case when cardinality(montants) = 1 and not is_in_francs then montants[1]::numeric(14, 2) end as prix,
    {{ unmangled("categorie") }} as categorie_vente,
    {{ french_date("commencement") }} as date_commencement_activite,
    is_json_unreadable
from priced
