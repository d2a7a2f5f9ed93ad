"""An Airflow DAG, written by `make docs` from ingestion/sources/france_travail_bmo.py: change that."""

from dags.builder import ingestion_dag

dag = ingestion_dag("france_travail_bmo")
