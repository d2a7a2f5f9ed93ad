{{ config(materialized="table") }}

-- A retraction upon third-party opposition withdraws the judgment it names, as an annulation does.
with notice as (
    {{ bodacc_in_force("collective", "jugement ~* 'r.{1,2}tractation'") }}
),

read as (
    select
        *,
        {{ json_or_null("jugement") }} as jugement_lu,
        {{ sirens_in("coalesce(registre, listepersonnes)") }} as sirens
    from notice
)

select
    id,
    dateparution as date_parution,
    typeavis = 'rectificatif' as est_rectificatif,
    numerodepartement as code_departement,
    {{ siren_status("sirens") }} as statut_siren,
    {{ only_siren("sirens") }} as siren,
    cp as code_postal,
    ville,
    {{ unmangled("jugement_lu ->> 'famille'") }} as famille_jugement,
    {{ unmangled("jugement_lu ->> 'nature'") }} as nature_jugement,
    coalesce(jugement_lu ->> 'famille' ~* 'ouverture', false) as est_ouverture,
    {{ french_date("jugement_lu ->> 'date'") }} as date_jugement,
    coalesce(jugement = 'not JSON', false) as json_illisible
from read
