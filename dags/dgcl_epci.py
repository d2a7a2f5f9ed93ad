"""An Airflow DAG, written by `make docs` from ingestion/sources/dgcl_epci.py: change that."""

from dags.builder import ingestion_dag

dag = ingestion_dag("dgcl_epci")
