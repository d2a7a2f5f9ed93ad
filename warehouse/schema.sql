-- The warehouse's schemas, group roles and bookkeeping tables. Idempotent: run at every `prepare`.

CREATE SCHEMA IF NOT EXISTS raw;
CREATE SCHEMA IF NOT EXISTS raw_candidate;
CREATE SCHEMA IF NOT EXISTS staging;
CREATE SCHEMA IF NOT EXISTS intermediate;
CREATE SCHEMA IF NOT EXISTS marts_candidate;
CREATE SCHEMA IF NOT EXISTS marts;
CREATE SCHEMA IF NOT EXISTS quality;
CREATE SCHEMA IF NOT EXISTS ops;
CREATE SCHEMA IF NOT EXISTS centre;

COMMENT ON SCHEMA raw IS 'Publishers'' files as published, one partition per vintage.';
COMMENT ON SCHEMA raw_candidate IS 'Tables being loaded and checked, before they become a partition of raw.';
COMMENT ON SCHEMA staging IS 'One model per raw table: names, types, the vintage in use.';
COMMENT ON SCHEMA intermediate IS 'Steps between staging and marts; no promise to readers.';
COMMENT ON SCHEMA marts_candidate IS 'Marts being built and checked, before they are released.';
COMMENT ON SCHEMA marts IS 'What readers see: views over the current release.';
COMMENT ON SCHEMA quality IS 'What was checked, and what changed from release to release; open to readers.';
COMMENT ON SCHEMA ops IS 'Loads, transfers, releases and revisions.';
COMMENT ON SCHEMA centre IS 'Town-centre perimeters, frozen once drawn; every version is kept.';

-- ops -------------------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS ops.load (
    load_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source text NOT NULL,
    resource text NOT NULL,
    raw_table text,
    vintage text,
    url text,
    etag text,
    last_modified text,
    sha256 text,
    bytes bigint,
    licence text,
    is_simulated boolean NOT NULL DEFAULT false,
    rows_read bigint,
    rows_loaded bigint,
    rows_rejected bigint,
    rows_repaired bigint,
    unknown_columns text[] NOT NULL DEFAULT '{}',
    started_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    outcome text NOT NULL DEFAULT 'running'
        CHECK (outcome IN ('running', 'published', 'unchanged', 'failed', 'unavailable', 'replaced', 'retired')),
    message text,
    dag_run_id text
);
CREATE INDEX IF NOT EXISTS load_resource ON ops.load (source, resource, vintage, load_id DESC);
CREATE INDEX IF NOT EXISTS load_raw_table ON ops.load (raw_table, vintage, load_id DESC);
COMMENT ON TABLE ops.load IS 'One line per attempt to bring one file of a publisher into raw.';
COMMENT ON COLUMN ops.load.load_id IS 'Number of the attempt; every raw row carries the one that brought it.';
COMMENT ON COLUMN ops.load.source IS 'Publisher, as declared in ingestion.';
COMMENT ON COLUMN ops.load.resource IS 'File of that publisher, as declared in ingestion.';
COMMENT ON COLUMN ops.load.raw_table IS 'Table of schema raw it feeds, without the schema.';
COMMENT ON COLUMN ops.load.vintage IS 'Publisher''s vintage: text that sorts in time.';
COMMENT ON COLUMN ops.load.url IS 'Publisher''s address of the file (not the mirror''s).';
COMMENT ON COLUMN ops.load.etag IS 'ETag the server sent, for the next conditional request.';
COMMENT ON COLUMN ops.load.last_modified IS 'Last-Modified the server sent, as sent.';
COMMENT ON COLUMN ops.load.sha256 IS 'SHA-256 of the file, in hexadecimal.';
COMMENT ON COLUMN ops.load.bytes IS 'Size of the file in bytes.';
COMMENT ON COLUMN ops.load.licence IS 'Publisher''s licence of the file.';
COMMENT ON COLUMN ops.load.is_simulated IS 'True when the file was written by the simulated publishers.';
COMMENT ON COLUMN ops.load.rows_read IS 'Rows found in the file.';
COMMENT ON COLUMN ops.load.rows_loaded IS 'Rows that reached the table.';
COMMENT ON COLUMN ops.load.rows_rejected IS 'Rows set aside; why is in ops.reject.';
COMMENT ON COLUMN ops.load.rows_repaired IS 'Rows mended on the way (a code that lost its leading zero, for one).';
COMMENT ON COLUMN ops.load.unknown_columns IS 'Columns of the file that the declaration does not know.';
COMMENT ON COLUMN ops.load.started_at IS 'When the attempt began.';
COMMENT ON COLUMN ops.load.finished_at IS 'When it ended; null while running.';
COMMENT ON COLUMN ops.load.outcome IS
    'running, published, unchanged, failed, unavailable; replaced or retired: published once, no longer standing.';
COMMENT ON COLUMN ops.load.message IS 'What went wrong and where, or what is worth knowing.';
COMMENT ON COLUMN ops.load.dag_run_id IS 'Airflow''s run that made the attempt.';

CREATE TABLE IF NOT EXISTS ops.reject (
    load_id bigint NOT NULL REFERENCES ops.load ON DELETE CASCADE,
    row_number bigint,
    column_name text,
    reason text NOT NULL,
    value text
);
CREATE INDEX IF NOT EXISTS reject_load ON ops.reject (load_id);
COMMENT ON TABLE ops.reject IS 'Rows of a file that were set aside, with the reason.';
COMMENT ON COLUMN ops.reject.load_id IS 'Attempt during which the row was set aside.';
COMMENT ON COLUMN ops.reject.row_number IS 'Place of the row in the file, from 1, header apart.';
COMMENT ON COLUMN ops.reject.column_name IS 'Column at fault.';
COMMENT ON COLUMN ops.reject.reason IS 'Rule the value breaks.';
COMMENT ON COLUMN ops.reject.value IS 'Value as published.';

CREATE TABLE IF NOT EXISTS ops.transfer (
    source text NOT NULL,
    resource text NOT NULL,
    vintage text NOT NULL DEFAULT '',
    stage text NOT NULL,
    done bigint NOT NULL DEFAULT 0,
    total bigint,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (source, resource, vintage, stage)
);
COMMENT ON TABLE ops.transfer IS 'How far each file has come: what the progress bars read.';
COMMENT ON COLUMN ops.transfer.source IS 'Publisher.';
COMMENT ON COLUMN ops.transfer.resource IS 'File of that publisher.';
COMMENT ON COLUMN ops.transfer.vintage IS 'Vintage, empty while not known.';
COMMENT ON COLUMN ops.transfer.stage IS 'Stage of the walk: fetch or load.';
COMMENT ON COLUMN ops.transfer.done IS 'Bytes fetched, or rows loaded, so far.';
COMMENT ON COLUMN ops.transfer.total IS 'Bytes or rows expected; null when the publisher does not say.';
COMMENT ON COLUMN ops.transfer.updated_at IS 'When this line last moved.';

CREATE TABLE IF NOT EXISTS ops.release (
    release_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    released_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    fingerprint text NOT NULL,
    schema_name text NOT NULL,
    git_commit text,
    is_current boolean NOT NULL DEFAULT false,
    event text NOT NULL CHECK (event IN ('release', 'rollback'))
);
CREATE UNIQUE INDEX IF NOT EXISTS release_current ON ops.release (is_current) WHERE is_current;
COMMENT ON TABLE ops.release IS 'Each change of what readers see: a release, or a return to an earlier one.';
COMMENT ON COLUMN ops.release.release_id IS 'Number of the change.';
COMMENT ON COLUMN ops.release.released_at IS 'When readers began to see it.';
COMMENT ON COLUMN ops.release.fingerprint IS
    'What it was built from, raw data, models and town centres: a new build is due when these differ. A rollback '
    'keeps the one of the release it withdraws, so that the same data do not bring that release back by themselves.';
COMMENT ON COLUMN ops.release.schema_name IS 'Schema that holds the tables readers see from then on.';
COMMENT ON COLUMN ops.release.git_commit IS 'Commit of the code that built them, when known.';
COMMENT ON COLUMN ops.release.is_current IS 'True for the one that readers see now.';
COMMENT ON COLUMN ops.release.event IS 'release or rollback.';

CREATE TABLE IF NOT EXISTS ops.revision (
    release_id bigint NOT NULL REFERENCES ops.release ON DELETE CASCADE,
    indicator_code text NOT NULL,
    territory_level text NOT NULL,
    territory_code text NOT NULL,
    zone text NOT NULL DEFAULT 'all',
    period integer NOT NULL,
    value_from numeric,
    value_to numeric,
    obs_status_from text,
    obs_status_to text
);
-- Warehouses made before zones existed: what was revised then were whole communes.
ALTER TABLE ops.revision ADD COLUMN IF NOT EXISTS zone text NOT NULL DEFAULT 'all';
DROP INDEX IF EXISTS ops.revision_key;
CREATE INDEX IF NOT EXISTS revision_grain
    ON ops.revision (indicator_code, territory_level, territory_code, zone, period, release_id);
CREATE INDEX IF NOT EXISTS revision_release ON ops.revision (release_id);
COMMENT ON TABLE ops.revision IS 'Published values that a release changed or withdrew.';
COMMENT ON COLUMN ops.revision.release_id IS 'Change of what readers see that revised the value.';
COMMENT ON COLUMN ops.revision.indicator_code IS 'Indicator.';
COMMENT ON COLUMN ops.revision.territory_level IS 'Level of the territory.';
COMMENT ON COLUMN ops.revision.territory_code IS 'Code of the territory.';
COMMENT ON COLUMN ops.revision.zone IS 'all: the whole territory; centre, rest or unlocated: that part of its towns.';
COMMENT ON COLUMN ops.revision.period IS 'Year.';
COMMENT ON COLUMN ops.revision.value_from IS 'Value before.';
COMMENT ON COLUMN ops.revision.value_to IS 'Value after; null when missing or withdrawn.';
COMMENT ON COLUMN ops.revision.obs_status_from IS 'Observation status before.';
COMMENT ON COLUMN ops.revision.obs_status_to IS 'Observation status after; null when the row is no longer published.';

CREATE TABLE IF NOT EXISTS ops.setting (
    key text PRIMARY KEY,
    value text NOT NULL
);
COMMENT ON TABLE ops.setting IS 'What this warehouse remembers about itself.';
COMMENT ON COLUMN ops.setting.key IS 'origin: which mirror fed it.';
COMMENT ON COLUMN ops.setting.value IS 'Value.';

CREATE TABLE IF NOT EXISTS ops.vintage_in_use (
    raw_table text NOT NULL,
    vintage text NOT NULL,
    load_id bigint NOT NULL REFERENCES ops.load,
    PRIMARY KEY (raw_table, vintage)
);
COMMENT ON TABLE ops.vintage_in_use IS
    'Vintages that the build under way, or the last one, reads: those that stood when it began, whatever loaders '
    'publish since. Replaced whole.';
COMMENT ON COLUMN ops.vintage_in_use.raw_table IS 'Table of schema raw, without the schema.';
COMMENT ON COLUMN ops.vintage_in_use.vintage IS 'Vintage of it that stood.';
COMMENT ON COLUMN ops.vintage_in_use.load_id IS 'Attempt that published it; the rest about it is in ops.load.';

-- centre ----------------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS centre.perimeter (
    perimeter_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code_commune text NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    method text NOT NULL CHECK (method IN ('user', 'cluster', 'disc')),
    is_current boolean NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    reason text NOT NULL,
    epsg integer NOT NULL,
    area_m2 double precision NOT NULL CHECK (area_m2 > 0),
    geometry text NOT NULL,
    eps_m double precision,
    points integer NOT NULL,
    points_inside integer NOT NULL CHECK (points_inside BETWEEN 0 AND points),
    share_inside double precision,
    share_eps_75 double precision,
    share_eps_150 double precision,
    is_sensitive boolean NOT NULL,
    parameters jsonb NOT NULL,
    source_sha256 text,
    storefront_vintage text,
    is_simulated boolean NOT NULL,
    UNIQUE (code_commune, version),
    CHECK ((method = 'user') = (source_sha256 IS NOT NULL))
);
CREATE UNIQUE INDEX IF NOT EXISTS perimeter_is_current ON centre.perimeter (code_commune) WHERE is_current;
COMMENT ON TABLE centre.perimeter IS 'Town-centre perimeters: one row per version, one current per town.';
COMMENT ON COLUMN centre.perimeter.perimeter_id IS 'Number of the perimeter.';
COMMENT ON COLUMN centre.perimeter.code_commune IS 'Town, commune code of the reference COG.';
COMMENT ON COLUMN centre.perimeter.version IS 'Version within the town, from 1.';
COMMENT ON COLUMN centre.perimeter.method IS
    'user (a polygon that was given), cluster (densest storefronts near the town hall) or disc around it.';
COMMENT ON COLUMN centre.perimeter.is_current IS 'True for the version in use; it applies to every year.';
COMMENT ON COLUMN centre.perimeter.made_at IS 'When it was drawn.';
COMMENT ON COLUMN centre.perimeter.reason IS 'Why this version was drawn, and why by this method.';
COMMENT ON COLUMN centre.perimeter.epsg IS 'Local metric projection of area, parts and storefronts.';
COMMENT ON COLUMN centre.perimeter.area_m2 IS 'Area in that projection, square metres.';
COMMENT ON COLUMN centre.perimeter.geometry IS 'GeoJSON geometry, WGS84.';
COMMENT ON COLUMN centre.perimeter.eps_m IS 'Radius of the clustering, metres; null for a user''s polygon.';
COMMENT ON COLUMN centre.perimeter.points IS 'Located storefronts of the town at the drawing.';
COMMENT ON COLUMN centre.perimeter.points_inside IS 'Those of them within the perimeter.';
COMMENT ON COLUMN centre.perimeter.share_inside IS 'points_inside / points, 0 to 1; null without any point.';
COMMENT ON COLUMN centre.perimeter.share_eps_75 IS
    'Share of the same points within the perimeter redrawn at a radius of 75 m; null for a user''s polygon.';
COMMENT ON COLUMN centre.perimeter.share_eps_150 IS 'The same at 150 m.';
COMMENT ON COLUMN centre.perimeter.is_sensitive IS
    'True when either radius moves the share by more than 5 points of percentage.';
COMMENT ON COLUMN centre.perimeter.parameters IS 'Every threshold in use at the drawing.';
COMMENT ON COLUMN centre.perimeter.source_sha256 IS
    'SHA-256 of the geometry the user gave (canonical GeoJSON); null for what was computed.';
COMMENT ON COLUMN centre.perimeter.storefront_vintage IS 'Vintage of Sirene the storefronts came from.';
COMMENT ON COLUMN centre.perimeter.is_simulated IS
    'True when a simulated publisher wrote the storefronts: the shares, and all but a user''s polygon.';

CREATE TABLE IF NOT EXISTS centre.perimeter_part (
    perimeter_id bigint NOT NULL REFERENCES centre.perimeter ON DELETE CASCADE,
    part polygon NOT NULL
);
CREATE INDEX IF NOT EXISTS perimeter_part_key ON centre.perimeter_part (perimeter_id);
COMMENT ON TABLE centre.perimeter_part IS
    'The same perimeters as polygons without holes that share edges only: point(x, y) <@ part. A point on a '
    'shared edge lies in two parts: test for existence.';
COMMENT ON COLUMN centre.perimeter_part.perimeter_id IS 'Perimeter.';
COMMENT ON COLUMN centre.perimeter_part.part IS 'Polygon without holes, metres of the perimeter''s epsg.';

-- quality ---------------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS quality.validation (
    validation_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    load_id bigint,
    suite text NOT NULL,
    asset text NOT NULL,
    vintage text,
    success boolean NOT NULL,
    severity_failed text CHECK (severity_failed IN ('critical', 'warning')),
    evaluated integer,
    failed integer,
    message text,
    result jsonb,
    run_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS validation_asset ON quality.validation (suite, asset, run_at DESC);
CREATE INDEX IF NOT EXISTS validation_load ON quality.validation (load_id);
COMMENT ON TABLE quality.validation IS 'Each run of a suite of expectations, with its result.';
COMMENT ON COLUMN quality.validation.validation_id IS 'Number of the run.';
COMMENT ON COLUMN quality.validation.load_id IS 'Load that was checked; null for marts.';
COMMENT ON COLUMN quality.validation.suite IS 'Suite of expectations.';
COMMENT ON COLUMN quality.validation.asset IS 'Table that was checked.';
COMMENT ON COLUMN quality.validation.vintage IS 'Vintage that was checked; null for marts.';
COMMENT ON COLUMN quality.validation.success IS 'True when no expectation failed.';
COMMENT ON COLUMN quality.validation.severity_failed IS 'Worst severity that failed: critical, warning, or null.';
COMMENT ON COLUMN quality.validation.evaluated IS 'Expectations evaluated.';
COMMENT ON COLUMN quality.validation.failed IS 'Expectations that failed.';
COMMENT ON COLUMN quality.validation.message IS 'What failed, in words.';
COMMENT ON COLUMN quality.validation.result IS 'Full result, from which the pages are drawn.';
COMMENT ON COLUMN quality.validation.run_at IS 'When the suite ran.';

CREATE OR REPLACE VIEW quality.release AS
SELECT release_id, released_at, event, is_current, git_commit, fingerprint, schema_name FROM ops.release;
COMMENT ON VIEW quality.release IS 'Each change of what readers see: a release, or a return to an earlier one.';

CREATE OR REPLACE VIEW quality.revision AS
SELECT
    revision.release_id,
    release.released_at,
    release.event,
    revision.indicator_code,
    revision.territory_level,
    revision.territory_code,
    revision.period,
    revision.value_from,
    revision.value_to,
    revision.obs_status_from,
    revision.obs_status_to,
    -- Last, where a view that stands can take a column.
    revision.zone
FROM ops.revision
INNER JOIN ops.release USING (release_id);
COMMENT ON VIEW quality.revision IS 'Published values that a release changed or withdrew, and when.';

-- The views' columns say what the columns behind them say.
DO $$
DECLARE
    line record;
BEGIN
    FOR line IN
        SELECT DISTINCT ON (shown.attrelid, shown.attname)
            shown.attrelid::regclass AS view_name, shown.attname, said.description
        FROM pg_attribute AS shown
        INNER JOIN pg_attribute AS kept ON kept.attname = shown.attname
        INNER JOIN pg_description AS said
            ON said.objoid = kept.attrelid AND said.objsubid = kept.attnum AND said.classoid = 'pg_class'::regclass
        WHERE shown.attnum > 0
            AND shown.attrelid IN ('quality.release'::regclass, 'quality.revision'::regclass)
            AND kept.attrelid IN ('ops.release'::regclass, 'ops.revision'::regclass)
        ORDER BY shown.attrelid, shown.attname, kept.attrelid
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', line.view_name, line.attname, line.description);
    END LOOP;
END
$$;
