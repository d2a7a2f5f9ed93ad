-- What was rejected, in the order of the files: by one load, or by the last one that read each vintage.
WITH shown AS (
    SELECT DISTINCT ON (load.raw_table, load.vintage)
        load.load_id,
        load.raw_table,
        load.vintage
    FROM ops.load
    WHERE
        coalesce(%(raw_table)s, load.raw_table) = load.raw_table
        AND (load.load_id = %(load_id)s OR (%(load_id)s::bigint IS NULL AND load.rows_read IS NOT NULL))
    ORDER BY load.raw_table, load.vintage, load.load_id DESC
)

SELECT
    shown.raw_table,
    shown.vintage,
    shown.load_id,
    reject.row_number,
    reject.column_name,
    reject.reason,
    reject.value,
    reject.is_row_left_out
FROM shown
INNER JOIN ops.reject USING (load_id)
ORDER BY shown.raw_table, shown.vintage, reject.row_number, reject.column_name;
