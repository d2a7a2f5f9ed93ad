"""An Airflow DAG, written by `make docs` from ingestion/sources/anct_qpv.py: change that."""

from dags.builder import ingestion_dag

dag = ingestion_dag("anct_qpv")
