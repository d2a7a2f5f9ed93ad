"""DGFiP and Etalab: property sales. An Airflow DAG."""

from dags.builder import ingestion_dag

dag = ingestion_dag("dvf")
