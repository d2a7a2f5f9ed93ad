"""SDES: non-residential permits. An Airflow DAG."""

from dags.builder import ingestion_dag

dag = ingestion_dag("sdes_sitadel")
