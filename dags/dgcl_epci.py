"""DGCL: composition of the EPCI. An Airflow DAG."""

from dags.builder import ingestion_dag

dag = ingestion_dag("dgcl_epci")
