"""The command line. `main` is the entry point; each group of commands has its file."""

import gc
import os

# pydantic looks through every installed package for plugins at its first import: 30 ms of each command.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

# Nearly all that a command makes lives until its end: looking for garbage meanwhile is a tenth of its time. Its start
# alone makes 170,000 objects.
gc.set_threshold(200_000, 20, 20)

from yudu_flow.cli.app import main  # noqa: E402 - after the two settings above

__all__ = ["main"]
