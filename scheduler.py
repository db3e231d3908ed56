"""Launcher: `python scheduler.py` is `yudu-flow run`. Nothing imports it."""

import sys

from yudu_flow.cli import main

if __name__ == "__main__":
    main(["run", *sys.argv[1:]])
