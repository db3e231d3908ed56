"""Random lives of an obligation: what people do at whole hours, each act only where the rules of acting allow it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from hypothesis import strategies as st

from tests.domain.cast import REAL, Watch, hours
from yudu_flow.domain.facts import Choice, ExtensionChoice, Fact, FactKind, ReasonChoice
from yudu_flow.domain.ladder import return_limit
from yudu_flow.domain.obligation import Pending, State
from yudu_flow.domain.period import ZONE

Make = Callable[[State, datetime], Fact | None]


@dataclass(frozen=True)
class Doing:
    """What somebody does, so many hours after the opening; nothing where it is not allowed then."""

    hour: int
    what: str

    def on(self, watch: Watch) -> Fact | None:
        """The fact that it becomes on this obligation."""
        state, now = watch.state, hours(watch.terms.opened_at, self.hour)
        return None if state.closed_at else MAKE[self.what](state, now)


def _file(state: State, now: datetime) -> Fact | None:
    return None if state.ended else Fact(FactKind.FILED, now)


def _file_form(state: State, now: datetime) -> Fact | None:
    return None if state.ended or state.unsealed_at else Fact(FactKind.FILED_UNSEALED, now)


def _return(state: State, now: datetime) -> Fact | None:
    if state.waived_at or not (state.complete or state.unsealed_at):
        return None
    return Fact(FactKind.RETURNED, now, until=return_limit(state, REAL.plus(now.astimezone(ZONE).date(), 2), REAL))


def _ask(state: State, now: datetime) -> Fact | None:
    if (
        state.ended
        or (state.pending and not state.is_overdue(now))
        or (state.unsealed_at and not state.is_overdue(now))
    ):
        return None
    return Fact(FactKind.EXPLAINED if state.is_overdue(now) else FactKind.EXTENSION_ASKED, now)


def _grant(state: State, now: datetime) -> Fact | None:
    latest = max(now.astimezone(ZONE).date(), state.deadline.last_day)
    return _answer(state, now, (ExtensionChoice.APPROVE, ReasonChoice.ACCEPT), REAL.plus(latest, 3).isoformat())


def _refuse(state: State, now: datetime) -> Fact | None:
    return _answer(state, now, (ExtensionChoice.REFUSE, ReasonChoice.REJECT))


def _answer(state: State, now: datetime, choices: tuple[Choice, Choice], to: str = "") -> Fact | None:
    day = datetime.fromisoformat(to).date() if to else None
    if state.pending is Pending.EXTENSION:
        return Fact(FactKind.EXTENSION_DECIDED, now, day=day, choice=choices[0])
    if state.pending is Pending.EXPLANATION:
        return Fact(FactKind.EXPLANATION_DECIDED, now, day=day, choice=choices[1])
    return None


def _withdraw(state: State, now: datetime) -> Fact | None:
    return Fact(FactKind.REQUEST_WITHDRAWN, now) if state.waits else None


def _waive(state: State, now: datetime) -> Fact | None:
    return None if state.ended else Fact(FactKind.WAIVED, now)


def _call(state: State, now: datetime) -> Fact:
    return Fact(FactKind.CALLED, now, subject="E+3" if state.calls else "E+1")


MAKE: dict[str, Make] = {
    "file": _file,
    "file_form": _file_form,
    "return": _return,
    "ask": _ask,
    "grant": _grant,
    "refuse": _refuse,
    "withdraw": _withdraw,
    "waive": _waive,
    "call": _call,
}
OFTEN = st.sampled_from(
    ["ask", "ask", "grant", "refuse", "refuse", "withdraw", "file_form", "return", "call", "file", "waive"]
)
HOURS = st.integers(15 * 24, 58 * 24)


@st.composite
def lives(draw: st.DrawFn) -> list[Doing]:
    """Up to seven doings in order of time."""
    return sorted(draw(st.lists(st.builds(Doing, HOURS, OFTEN), max_size=7)), key=lambda doing: doing.hour)
