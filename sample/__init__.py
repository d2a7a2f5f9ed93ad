"""Simulated publishers: a mirror of their files, in their exact formats, from real facts and a seed."""

from sample.mirror import ensure_mirror, ensure_nation, write_mirror, write_nation

__all__ = ["ensure_mirror", "ensure_nation", "write_mirror", "write_nation"]
