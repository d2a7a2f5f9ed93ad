with notice as (
    {{ notices_in_force(source("bodacc", "bodacc_creation")) }}
),

read as (
    select
        *,
        {{ json_or_null("acte") }} as acte_lu,
        {{ json_or_null("listeetablissements") }} as etablissements,
        {{ parties_of(["listepersonnes"]) }} as sirens
    from notice
),

told as (
    select
        *,
        {{ postcodes(values_of("etablissements", "codePostal"), "cp") }} as codes,
        {{ values_of("etablissements", "ville") }} as villes,
        {{ first_value_of("acte_lu", "categorieCreation") }} as categorie,
        {{ first_value_of("acte_lu", "dateImmatriculation") }} as immatriculation,
        {{ first_value_of("acte_lu", "dateCommencementActivite") }} as commencement
    from read
)

select
    id,
    dateparution as date_parution,
    typeavis = 'rectificatif' as is_rectificatif,
    numerodepartement as code_departement,
    {{ siren_status("sirens") }} as statut_siren,
    {{ only_one("sirens") }} as siren,
    {{ postcode_columns("codes") }},
    case when cardinality(villes) = 0 then ville else {{ only_one("villes") }} end as ville,
    {{ unmangled("categorie") }} as categorie_creation,
    {{ french_date("immatriculation") }} as date_immatriculation,
    {{ french_date("commencement") }} as date_commencement_activite,
    'not JSON' in (coalesce(acte, ''), coalesce(listeetablissements, '')) as is_json_unreadable
from told
