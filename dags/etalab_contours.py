"""An Airflow DAG, written by `make docs` from ingestion/sources/etalab_contours.py: change that."""

from dags.builder import ingestion_dag

dag = ingestion_dag("etalab_contours")
