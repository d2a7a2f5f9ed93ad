"""An Airflow DAG, written by `make docs` from ingestion/sources/dares_defm.py: change that."""

from dags.builder import ingestion_dag

dag = ingestion_dag("dares_defm")
