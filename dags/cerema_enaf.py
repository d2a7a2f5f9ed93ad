"""Cerema: land consumption. An Airflow DAG."""

from dags.builder import ingestion_dag

dag = ingestion_dag("cerema_enaf")
