"""A rehearsal of LIVE=1: the simulated files, answered under the publishers' own names as publishers answer.

`python -m tests.live MIRROR COMMAND…` runs a command against them: the product knows nothing of it.
"""
