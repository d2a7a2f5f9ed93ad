{{ config(materialized="table") }}

-- A retraction upon third-party opposition withdraws the judgment it names, as an annulation does.
with notice as materialized (
    {{ notices_in_force(source("bodacc", "bodacc_collective"), "jugement ~* 'r.{1,2}tractation'") }}
),

read as materialized (
    select
        *,
        {{ json_or_null("jugement") }} ->> 'famille' as famille,
        {{ json_or_null("jugement") }} ->> 'nature' as nature,
        {{ json_or_null("jugement") }} ->> 'date' as jour,
        {{ parties_of(["listepersonnes"]) }} as sirens,
        {{ postcodes("array[]::text[]", "cp") }} as codes
    from notice
)

select
    id,
    dateparution as date_parution,
    typeavis = 'rectificatif' as is_rectificatif,
    numerodepartement as code_departement,
    {{ siren_status("sirens") }} as statut_siren,
    {{ only_one("sirens") }} as siren,
    {{ postcode_columns("codes") }},
    ville,
    {{ unmangled("famille") }} as famille_jugement,
    {{ unmangled("nature") }} as nature_jugement,
    coalesce(famille ~* 'ouverture', false) as is_opening,
    {{ french_date("jour") }} as date_jugement,
    coalesce(jugement = 'not JSON', false) as is_json_unreadable
from read
