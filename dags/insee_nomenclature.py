"""INSEE: activities and legal forms. An Airflow DAG."""

from dags.builder import ingestion_dag

dag = ingestion_dag("insee_nomenclature")
