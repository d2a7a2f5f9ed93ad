-- What was lost on the way is told: cells left empty besides rows left out, and what the reader had to do.

ALTER TABLE ops.load ADD COLUMN cells_emptied bigint;
COMMENT ON COLUMN ops.load.cells_emptied IS 'Cells of loaded rows that are null: not read, or said to tell nothing.';
ALTER TABLE ops.load ADD COLUMN remarks text[];
COMMENT ON COLUMN ops.load.remarks IS 'What was skipped, left out or left empty, in sentences, with the first places.';
COMMENT ON COLUMN ops.load.rows_rejected IS 'Rows left out; why is in ops.reject.';

-- Until now a row was left out whatever its column.
ALTER TABLE ops.reject ADD COLUMN is_row_left_out boolean NOT NULL DEFAULT TRUE;
COMMENT ON COLUMN ops.reject.is_row_left_out IS 'True: the row was not loaded. False: it was, with this cell null.';
COMMENT ON TABLE ops.reject IS 'The first cells of each column that could not be loaded as published, with the reason.';
COMMENT ON COLUMN ops.reject.load_id IS 'Attempt that read the file.';

-- Vintages that stand: figures in the plain form that loads give them from now on (1234.5), as staging read them until
-- now; commune codes of a list parted by commas.
DO $$
DECLARE
    blanks constant text := '[\s\u00A0\u202F\u2009]';
    known record;
BEGIN
    FOR known IN
        SELECT attrelid::regclass AS place, attname AS name
        FROM pg_attribute
        WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'raw'::regnamespace AND relkind IN ('r', 'p'))
            AND atttypid = 'text'::regtype AND NOT attisdropped
            AND (
                attname IN ('obs_value', 'pp_vacant', 'pp_vacant_plus_2ans', 'pp_total', 'demandeurs')
                OR attname IN ('met', 'xmet', 'smet', 'taux')
            )
            AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = attrelid)
    LOOP
        EXECUTE format(
            'UPDATE %1$s SET %2$I = replace(regexp_replace(%2$I, %3$L, '''', ''g''), '','', ''.'') '
            'WHERE regexp_replace(%2$I, %3$L, '''', ''g'') ~ ''^-?\d+([.,]\d+)?$'' AND %2$I !~ ''^-?\d+([.]\d+)?$''',
            known.place, known.name, blanks
        );
    END LOOP;
    IF to_regclass('raw.anct_qpv') IS NOT NULL THEN
        UPDATE raw.anct_qpv SET insee_com = regexp_replace(trim(insee_com), '[\s,;|/]+', ',', 'g')
        WHERE insee_com ~ '[\s;|/]';
    END IF;
END
$$;
