"""`python -m yudu_flow` is `yudu-flow`."""

from yudu_flow.cli import main

main()
