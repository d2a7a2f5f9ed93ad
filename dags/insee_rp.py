"""INSEE: census, employment, ages, enrolment, households. An Airflow DAG."""

from dags.builder import ingestion_dag

dag = ingestion_dag("insee_rp")
