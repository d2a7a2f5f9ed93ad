"""INSEE: communes, movements, departments and regions (code officiel géographique). An Airflow DAG."""

from dags.builder import ingestion_dag

dag = ingestion_dag("insee_cog")
