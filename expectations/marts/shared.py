"""Closed lists and advice that several marts share."""

LEVELS = ("commune", "departement", "epci", "france", "population_band", "programme", "region")
ZONES = ("all", "centre", "rest", "unlocated")
OURS = "Our own model made this row: find the model, run its tests, rebuild."
POSITIVE = "A count cannot be negative: look at the measure behind it."
