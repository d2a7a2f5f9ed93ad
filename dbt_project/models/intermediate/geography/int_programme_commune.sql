select
    programme,
    code_commune,
    programme_id,
    signed_on,
    amended_on
from {{ ref("int_programme_membership") }}
where left_on is null
