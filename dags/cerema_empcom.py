"""An Airflow DAG, written by `make docs` from ingestion/sources/cerema_empcom.py: change that."""

from dags.builder import ingestion_dag

dag = ingestion_dag("cerema_empcom")
