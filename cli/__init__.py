"""`make run`, `make up`, `make down`: Airflow supervised, progress shown, results told."""
