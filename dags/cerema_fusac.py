"""An Airflow DAG, written by `make docs` from ingestion/sources/cerema_fusac.py: change that."""

from dags.builder import ingestion_dag

dag = ingestion_dag("cerema_fusac")
