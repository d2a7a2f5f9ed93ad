"""ANCT: priority neighbourhoods. An Airflow DAG."""

from dags.builder import ingestion_dag

dag = ingestion_dag("anct_qpv")
