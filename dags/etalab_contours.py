"""An Airflow DAG, written by `python -m ingestion pages` from ingestion/sources/etalab_contours.py: change that."""

from dags.builder import ingestion_dag

dag = ingestion_dag("etalab_contours")
