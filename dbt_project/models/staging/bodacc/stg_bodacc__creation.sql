{{ config(materialized="table") }}

with notice as materialized (
    {{ notices_in_force(source("bodacc", "bodacc_creation")) }}
),

read as materialized (
    select
        *,
        {{ json_or_null("acte") }} as acte_lu,
        {{ json_or_null("listeetablissements") }} as etablissements,
        {{ sirens_in("coalesce(registre, listepersonnes)") }} as sirens
    from notice
),

told as materialized (
    select
        *,
        {{ values_of("etablissements", "codePostal") }} as codes_postaux,
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
    {{ only_siren("sirens") }} as siren,
    coalesce(case when cardinality(codes_postaux) = 1 then codes_postaux[1] end, cp) as code_postal,
    coalesce(case when cardinality(villes) = 1 then villes[1] end, ville) as ville,
    {{ unmangled("categorie") }} as categorie_creation,
    {{ french_date("immatriculation") }} as date_immatriculation,
    {{ french_date("commencement") }} as date_commencement_activite,
    'not JSON' in (coalesce(acte, ''), coalesce(listeetablissements, '')) as is_json_unreadable
from told
