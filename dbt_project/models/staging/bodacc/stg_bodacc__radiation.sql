-- The rectificatif « rapport de radiation d'office » takes a striking off back: it withdraws what it names.
with notice as (
    {{ notices_in_force(
        source("bodacc", "bodacc_radiation"),
        "(typeavis = 'rectificatif' and radiationaurcs ~* 'rapport de (la )?radiation')"
    ) }}
),

read as (
    select
        *,
        {{ first_value_of(json_or_null("radiationaurcs"), "dateCessationActivitePP") }} as cessation,
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
    {{ french_date("cessation") }} as date_cessation,
    coalesce(radiationaurcs ~* 'radiation d''office', false) as is_by_authority,
    coalesce(radiationaurcs = 'not JSON', false) as is_json_unreadable
from read
