"""An Airflow DAG, written by `make docs` from ingestion/sources/sirene_geolocalisation.py: change that."""

from dags.builder import ingestion_dag

dag = ingestion_dag("sirene_geolocalisation")
