"""When targets are judged by their figures; what is slow (进度缓慢). Source: notice 三（三）, 6-duties "Targets"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from yudu_flow.domain.obligation import State
from yudu_flow.domain.progress import Pace

LATE = frozenset((Pace.YELLOW, Pace.RED))


@dataclass(frozen=True, slots=True)
class Judged:
    """The targets of an obligation by their figures, by name: newly `behind` the calendar, not known twice in a row
    (`dark`), and `slow`, so that a case is proposed. Nothing of it before the figures are due.
    """

    behind: tuple[str, ...] = ()
    dark: tuple[str, ...] = ()
    slow: tuple[str, ...] = ()


def judged(paces: Mapping[str, Sequence[Pace]], afresh: Mapping[str, Sequence[Pace]]) -> Judged:
    """By target, its paces from the newest on; `afresh` are those that no case was proposed for."""
    return Judged(
        tuple(name for name, found in paces.items() if _is_newly_behind(found)),
        tuple(name for name, found in paces.items() if is_dark(found)),
        tuple(name for name, found in afresh.items() if is_slow(found)),
    )


def is_slow(paces: Sequence[Pace]) -> bool:
    """One red, or two yellows in a row."""
    return [*paces[:1]] == [Pace.RED] or [*paces[:2]] == [Pace.YELLOW, Pace.YELLOW]


def is_dark(paces: Sequence[Pace]) -> bool:
    """Whether nobody has known it twice in a row."""
    return [*paces[:2]] == [Pace.UNKNOWN, Pace.UNKNOWN]


def _is_newly_behind(paces: Sequence[Pace]) -> bool:
    return bool(LATE & {*paces[:1]}) and not LATE & {*paces[1:2]}


def figures_at(state: State) -> datetime | None:
    """When its figures came, or should have come at the latest; None while a request waits, and of what is waived."""
    if state.waived_at or state.frozen:
        return None
    if state.form_at and (state.complete or state.unsealed_at):
        return max(state.form_at, state.figured_at or state.form_at)
    return state.late_from
