-- What is known of each town, variable by variable, under the version of the method in use.
select
    town.code_commune,
    town.stratum,
    town.was_in_programme,
    known.version,
    known.variable,
    known.weight,
    known.value
from intermediate.int_peer_town as town
inner join intermediate.int_peer_value as known using (code_commune)
order by town.code_commune, known.variable
