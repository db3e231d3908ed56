"""yudu-flow: what a bureau's plan orders is reported, chased, and where it is not done, decided on."""

__version__ = "0.1.0"
