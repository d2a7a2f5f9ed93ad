"""An Airflow DAG, written by `python -m ingestion pages` from ingestion/sources/france_travail_bmo.py: change that."""

from dags.builder import ingestion_dag

dag = ingestion_dag("france_travail_bmo")
