"""`make bench`: the Parquet-to-table path against psql's \\copy and pandas' to_sql, in one run."""
