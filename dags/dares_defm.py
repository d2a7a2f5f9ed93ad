"""An Airflow DAG, written by `python -m ingestion pages` from ingestion/sources/dares_defm.py: change that."""

from dags.builder import ingestion_dag

dag = ingestion_dag("dares_defm")
