"""The command line. `main` is the entry point; each group of commands has its file."""

from yudu_flow.cli.app import main

__all__ = ["main"]
