"""An Airflow DAG, written by `make docs` from ingestion/sources/insee_tourisme.py: change that."""

from dags.builder import ingestion_dag

dag = ingestion_dag("insee_tourisme")
