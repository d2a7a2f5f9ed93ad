"""ANCT and DGALN: towns of Action Cœur de Ville, Petites villes de demain, ORT. An Airflow DAG."""

from dags.builder import ingestion_dag

dag = ingestion_dag("programmes")
