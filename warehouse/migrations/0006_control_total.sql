-- Publishers' totals beside what a build reads: dbt replaces the rows, the table stays, so that readers' rights and
-- views on it do.

CREATE TABLE quality.control_total (
    source text NOT NULL,
    raw_table text NOT NULL,
    vintage text NOT NULL,
    level text NOT NULL,
    territory_code text NOT NULL,
    measure text NOT NULL,
    year integer,
    label_en text NOT NULL,
    label_fr text NOT NULL,
    ours numeric,
    theirs numeric NOT NULL,
    difference numeric,
    tolerance numeric NOT NULL,
    is_compared boolean NOT NULL,
    is_within_tolerance boolean,
    reason text NOT NULL,
    reason_en text NOT NULL,
    reason_fr text NOT NULL,
    published_in text NOT NULL,
    UNIQUE NULLS NOT DISTINCT (raw_table, vintage, level, territory_code, measure, year)
);
COMMENT ON TABLE quality.control_total IS 'Publishers'' totals, beside what the last build read.';
COMMENT ON COLUMN quality.control_total.source IS 'Publisher, as declared in ingestion.';
COMMENT ON COLUMN quality.control_total.raw_table IS 'Table of schema raw, without the schema.';
COMMENT ON COLUMN quality.control_total.vintage IS 'Vintage in use, else that of the total.';
COMMENT ON COLUMN quality.control_total.level IS 'france, departement: own row; commune, zone: added; file: rows.';
COMMENT ON COLUMN quality.control_total.territory_code IS 'F France, FM metropolitan, a department or a commune.';
COMMENT ON COLUMN quality.control_total.measure IS 'What is counted.';
COMMENT ON COLUMN quality.control_total.year IS 'Year of the figure; null where a file tells one only.';
COMMENT ON COLUMN quality.control_total.label_en IS 'Label in English.';
COMMENT ON COLUMN quality.control_total.label_fr IS 'Label in French.';
COMMENT ON COLUMN quality.control_total.ours IS 'What the build reads; null when it reads no such figure.';
COMMENT ON COLUMN quality.control_total.theirs IS 'Total as published.';
COMMENT ON COLUMN quality.control_total.difference IS 'ours - theirs; null when not compared.';
COMMENT ON COLUMN quality.control_total.tolerance IS 'Largest difference that is none.';
COMMENT ON COLUMN quality.control_total.is_compared IS 'False when there is nothing to compare: see reason.';
COMMENT ON COLUMN quality.control_total.is_within_tolerance IS 'Null when not compared.';
COMMENT ON COLUMN quality.control_total.reason IS 'compared, not_loaded, simulated, no_figure or partial.';
COMMENT ON COLUMN quality.control_total.reason_en IS 'The same in English words.';
COMMENT ON COLUMN quality.control_total.reason_fr IS 'The same in French words.';
COMMENT ON COLUMN quality.control_total.published_in IS 'Where the total was published.';
