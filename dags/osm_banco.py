"""An Airflow DAG, written by `make docs` from ingestion/sources/osm_banco.py: change that."""

from dags.builder import ingestion_dag

dag = ingestion_dag("osm_banco")
