"""The command line. `main` is the entry point; each group of commands has its file."""

import os

# pydantic looks through every installed package for plugins at its first import: 30 ms of each command.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from yudu_flow.cli.app import main

__all__ = ["main"]
