"""The bookkeeping tables of schema `ops`: every statement on them is in this package, a module a table.

Callers give a connection and keep their transaction; nothing here commits.
"""
