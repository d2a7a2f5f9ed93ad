-- Years published: from the first one to the last that Sirene's full years or any other measure reaches.
select period
from generate_series(
    {{ var("first_period") }},
    greatest((select max(annee) from {{ ref("int_measure_year") }}), {{ var("first_period") }})
) as period
