"""In each process of a rehearsal: the files are simulated, though LIVE has no manifest that could tell.

Python imports this by itself, being on PYTHONPATH. It waits for `ingestion.lander`, and imports nothing.
"""

import sys
from importlib.machinery import PathFinder


class _Waiting:
    """Finds `ingestion.lander` as Python does, and marks all that it lands as simulated."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name != "ingestion.lander":
            return None
        spec = PathFinder.find_spec(name, path, target)
        run = spec.loader.exec_module

        def exec_module(module):
            run(module)
            module.Lander.is_simulated = lambda _self, _url: True

        spec.loader.exec_module = exec_module
        return spec


sys.meta_path.insert(0, _Waiting)
