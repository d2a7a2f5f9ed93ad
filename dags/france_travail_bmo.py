"""France Travail: hiring plans. An Airflow DAG."""

from dags.builder import ingestion_dag

dag = ingestion_dag("france_travail_bmo")
