"""Superset beside the warehouse: its environment, its settings, and dashboards kept as YAML (ADR 19)."""
