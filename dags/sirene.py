"""INSEE: Sirene's establishments and their history. An Airflow DAG."""

from dags.builder import ingestion_dag

dag = ingestion_dag("sirene")
