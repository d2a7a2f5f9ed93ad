"""Analyses of the marts that are no indicator: documented, experimental, never a score of a town."""
