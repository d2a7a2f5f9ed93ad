select
    source, title_en, title_fr, frequency_en, frequency_fr, days_since_published, late_after_days, late_on, last_vintage
from quality.source_freshness
where is_late
order by source
