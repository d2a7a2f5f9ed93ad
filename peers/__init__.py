"""Peer groups: for each town the towns that were most like it before the programme, drawn once, kept by version."""
