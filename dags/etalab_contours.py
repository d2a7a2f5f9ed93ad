"""Etalab: contours of communes, town halls. An Airflow DAG."""

from dags.builder import ingestion_dag

dag = ingestion_dag("etalab_contours")
