-- What the checks of the marts found in this run: one line per mart.
select asset, evaluated, failed, severity_failed as severity, message
from quality.validation
where load_id is null and run_at >= %(since)s
order by validation_id;
