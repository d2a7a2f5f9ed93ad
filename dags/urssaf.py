"""An Airflow DAG, written by `python -m ingestion pages` from ingestion/sources/urssaf.py: change that."""

from dags.builder import ingestion_dag

dag = ingestion_dag("urssaf")
