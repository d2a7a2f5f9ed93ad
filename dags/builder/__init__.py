"""What the DAG files are made with. Nothing here reads a file, a database or the network at import."""

from dags.builder.ingestion import ingestion_dag

__all__ = ["ingestion_dag"]
