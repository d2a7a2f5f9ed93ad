"""From a publisher's file to a raw table. Knows nothing of Airflow, dbt or Great Expectations."""
