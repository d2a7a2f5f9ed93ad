"""An Airflow DAG, written by `make docs` from ingestion/sources/local.py: change that."""

from dags.builder import ingestion_dag

dag = ingestion_dag("local")
