"""DILA: notices of the BODACC. An Airflow DAG."""

from dags.builder import ingestion_dag

dag = ingestion_dag("bodacc")
