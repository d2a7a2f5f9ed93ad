"""DGALN and Cerema: vacant homes. An Airflow DAG."""

from dags.builder import ingestion_dag

dag = ingestion_dag("lovac")
