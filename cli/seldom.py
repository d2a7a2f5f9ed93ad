"""`python -m cli.seldom MODULE …`: a program of this environment, as `python -m MODULE …`, that looks for garbage seldom."""

import runpy
import sys

from warehouse import garbage

if __name__ == "__main__":
    garbage.seldom()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
