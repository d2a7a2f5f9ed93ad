-- Values that readers saw in {old} and that {new} changes or no longer publishes.
INSERT INTO ops.revision (
    release_id, indicator_code, territory_level, territory_code, period,
    value_from, value_to, obs_status_from, obs_status_to
)
SELECT
    %(release_id)s,
    indicator_code,
    territory_level,
    territory_code,
    period,
    before.value,
    after.value,
    before.obs_status,
    after.obs_status
FROM {old}.fct_indicator_value AS before
LEFT JOIN {new}.fct_indicator_value AS after
    USING (indicator_code, territory_level, territory_code, period)
WHERE after.tableoid IS NULL
    OR before.value IS DISTINCT FROM after.value
    OR before.obs_status IS DISTINCT FROM after.obs_status
