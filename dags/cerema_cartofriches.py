"""An Airflow DAG, written by `python -m ingestion pages` from ingestion/sources/cerema_cartofriches.py: change that."""

from dags.builder import ingestion_dag

dag = ingestion_dag("cerema_cartofriches")
