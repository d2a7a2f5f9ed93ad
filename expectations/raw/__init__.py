"""Suites of the raw tables, one module per source."""
