"""DARES: jobseekers by commune. An Airflow DAG."""

from dags.builder import ingestion_dag

dag = ingestion_dag("dares_defm")
