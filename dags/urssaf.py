"""Urssaf: private establishments and employees. An Airflow DAG."""

from dags.builder import ingestion_dag

dag = ingestion_dag("urssaf")
