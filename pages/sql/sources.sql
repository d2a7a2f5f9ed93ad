-- What the sources are called, who publishes them, how often and under which licence.
select
    source,
    title_fr,
    producer_fr,
    frequency_fr,
    licence_fr,
    homepage,
    late_after_days
from marts.dim_source
order by source
