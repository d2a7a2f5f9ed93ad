-- What a build reads stands still while it is under way: the vintages are taken once, at its start.

CREATE TABLE ops.vintage_in_use (
    raw_table text NOT NULL,
    vintage text NOT NULL,
    load_id bigint NOT NULL REFERENCES ops.load,
    PRIMARY KEY (raw_table, vintage)
);
COMMENT ON TABLE ops.vintage_in_use IS 'Vintages that the build under way uses, taken at its start.';
COMMENT ON COLUMN ops.vintage_in_use.raw_table IS 'Table of schema raw, without the schema.';
COMMENT ON COLUMN ops.vintage_in_use.vintage IS 'Vintage of that table.';
COMMENT ON COLUMN ops.vintage_in_use.load_id IS 'Load that brought it.';

-- As if a build had just begun: dbt run by hand works at once.
INSERT INTO ops.vintage_in_use (raw_table, vintage, load_id)
SELECT raw_table, vintage, max(load_id)
FROM ops.load
WHERE outcome = 'published' AND raw_table IS NOT NULL AND vintage IS NOT NULL
GROUP BY raw_table, vintage;
