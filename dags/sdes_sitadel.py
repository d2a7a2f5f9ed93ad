"""An Airflow DAG, written by `make docs` from ingestion/sources/sdes_sitadel.py: change that."""

from dags.builder import ingestion_dag

dag = ingestion_dag("sdes_sitadel")
