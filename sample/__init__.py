"""Simulated publishers: a mirror of their files, in their exact formats, from real facts and a seed."""

from sample.mirror import ensure_mirror, write_mirror

__all__ = ["ensure_mirror", "write_mirror"]
