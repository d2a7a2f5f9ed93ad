"""INSEE: localised unemployment and employment zones. An Airflow DAG."""

from dags.builder import ingestion_dag

dag = ingestion_dag("insee_chomage")
