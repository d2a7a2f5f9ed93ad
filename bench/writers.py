"""Other ways to bring a Parquet file's rows into a PostgreSQL table, run by the interpreter of `requirements/bench.txt`.

`python writers.py duckdb|adbc FILE TABLE`, a JSON list of [column, header] on standard input, the database's URL in BENCH_URL. Prints
seconds and the peak memory in MB, as JSON. Nothing of this project is imported: its packages are not there.
"""

import json
import os
import sys
import time
from pathlib import Path

SCHEMA = "raw_candidate"


def duckdb_writer(path: str, url: str, table: str, columns: list) -> None:
    """DuckDB's own PostgreSQL writer: binary COPY."""
    import duckdb  # noqa: PLC0415
    import duckdb_extension_postgres_scanner  # noqa: PLC0415

    folder = Path(duckdb_extension_postgres_scanner.__file__).parent / "extensions"
    db = duckdb.connect(config={"allow_unsigned_extensions": "true"})
    db.execute(f"LOAD '{next(folder.rglob('postgres_scanner.duckdb_extension'))}'")
    db.execute(f"ATTACH '{url}' AS there (TYPE postgres)")
    names = ", ".join(f'"{column}"' for column, _ in columns)
    headers = ", ".join(f'"{header}"' for _, header in columns)
    db.execute(f"INSERT INTO there.{SCHEMA}.{table} ({names}) SELECT {headers} FROM read_parquet(?)", [path])


def adbc_writer(path: str, url: str, table: str, columns: list) -> None:
    """Arrow's driver: batches into binary COPY. It wants the table's very types, which Parquet's are not: it makes its own table."""
    import adbc_driver_postgresql.dbapi as adbc  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    file = pq.ParquetFile(path)
    schema = file.schema_arrow
    told = pa.schema([schema.field(header).with_name(column) for column, header in columns])
    batches = (
        pa.RecordBatch.from_arrays([batch.column(header) for _, header in columns], schema=told)
        for batch in file.iter_batches(batch_size=65536, columns=[header for _, header in columns])
    )
    with adbc.connect(url) as db, db.cursor() as cursor:
        cursor.execute(f"drop table {SCHEMA}.{table}")
        reader = pa.RecordBatchReader.from_batches(told, batches)
        cursor.adbc_ingest(table, reader, mode="create", db_schema_name=SCHEMA)
        db.commit()


WRITERS = {"duckdb": duckdb_writer, "adbc": adbc_writer}


def peak_mb() -> float:
    """Peak memory of this program."""
    status = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1024


if __name__ == "__main__":
    peer, path, table = sys.argv[1:]
    began = time.perf_counter()
    WRITERS[peer](path, os.environ["BENCH_URL"], table, json.load(sys.stdin))
    sys.stdout.write(json.dumps({"seconds": time.perf_counter() - began, "peak_mb": peak_mb()}))
