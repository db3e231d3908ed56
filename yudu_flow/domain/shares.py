"""Shares of a whole in percent with one place, which add up to 100.0: what rounding leaves goes to who lost most."""

from collections.abc import Sequence

PLACES = 1000
"""A thousandth is the smallest that is told."""


def shares(counts: Sequence[int]) -> list[float]:
    """One a count, in their order; of nothing all are 0."""
    whole = sum(counts)
    if not whole:
        return [0.0] * len(counts)
    parts = [divmod(count * PLACES, whole) for count in counts]
    left = PLACES - sum(part for part, _ in parts)
    lost = sorted(range(len(counts)), key=lambda place: -parts[place][1])[:left]
    return [(part + (place in lost)) / 10 for place, (part, _) in enumerate(parts)]
