"""INSEE: where Sirene's establishments are. An Airflow DAG."""

from dags.builder import ingestion_dag

dag = ingestion_dag("sirene_geolocalisation")
