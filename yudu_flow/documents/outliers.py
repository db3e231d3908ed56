"""What one assignment lacks though nearly all others of its document have it, and who stands twice in one."""

from collections.abc import Iterator, Sequence

from yudu_flow.documents.charged import Attribution
from yudu_flow.documents.labels import Role

LEAST = 5
"""Assignments from which on what nearly all have says something of the others."""
NEARLY_ALL = 0.8
"""The share that has a leader, from which on a leader is missed in the others."""
ALL_BUT_ONE = 0.9
"""The same of time limits, which documents leave out more often."""


def outliers(every: Sequence[Attribution], dated: Sequence[bool]) -> Iterator[tuple[int, str]]:
    """The place of each assignment that a person should look at, and why, in Chinese; `dated`: it says by when."""
    led = [bool(one.of(Role.LEADER)) for one in every]
    for at in _lacking(led, NEARLY_ALL):
        yield at, "没有读出责任领导，别的各项大多有，请核对"
    for at in _lacking(dated, ALL_BUT_ONE):
        yield at, "没有读出完成时限，别的各项大多有，请核对"


def _lacking(have: Sequence[bool], share: float) -> list[int]:
    if len(have) < LEAST or sum(have) < share * len(have):
        return []
    return [at for at, one in enumerate(have) if not one]


def twice(one: Attribution) -> Iterator[str]:
    """Names that both have the work and help with it."""
    helping = {name.name for name in one.of(Role.CO_UNIT)}
    for name in dict.fromkeys(name.name for name in one.of(Role.LEAD, Role.UNIT) if name.name in helping):
        yield f"“{name}”既是责任单位又是配合单位，请核对"
