"""INSEE: FLORES, employing establishments and jobs. An Airflow DAG."""

from dags.builder import ingestion_dag

dag = ingestion_dag("insee_flores")
