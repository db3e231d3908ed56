"""Whatever people do and whenever the machine looks: rungs once, in order, never after the end, and no wake missed."""

from collections import Counter
from datetime import datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.acts import HOURS, Doing, lives
from tests.domain.cast import REAL, REPORT, RULES, Entry, Watch, hours
from yudu_flow.domain.quiet import next_allowed
from yudu_flow.domain.verdict import Family, Reason

LOOKS = st.lists(HOURS, max_size=25).map(sorted)
REACHED = st.sampled_from([("E+1", "E+3"), ("E+1",), ()])
DAYS = 80
"""Long enough for every limit and every page that is still in time when the month closes."""
AFTERWARDS = (Family.DECISION, Family.NUMBERS)
SLIPS = {rung.name: rung.days for rung in REPORT.kind.ladder(RULES).after}

PROPOSALS = ("E+5", "C")


def lived(doings: list[Doing], looks: list[int], reached: tuple[str, ...], repeats: bool = False) -> Watch:
    """A machine that is on only at `looks` and when somebody does something; in the end the period closes."""
    watch = Watch(reached=(*reached, *PROPOSALS), repeats=repeats)
    for hour, doing in sorted([*((look, None) for look in looks), *((d.hour, d) for d in doings)], key=lambda x: x[0]):
        _do(watch, doing)
        watch.settle(hours(watch.terms.opened_at, hour))
    return watch.settle(max(watch.state.closes_at, watch.terms.closes_at))


def _do(watch: Watch, doing: Doing | None) -> None:
    made = doing.on(watch) if doing else None
    if made:
        watch.record(made)


def slips_of(watch: Watch) -> dict[int, list[tuple[str, datetime]]]:
    """The slips that fired, by round, with the instant at which they went out."""
    rounds: dict[int, list[tuple[str, datetime]]] = {}
    for entry in watch.log:
        if entry.verdict.fired and entry.verdict.rung.name in SLIPS:
            rounds.setdefault(entry.round, []).append(
                (entry.verdict.rung.name, next_allowed(entry.at, RULES, REAL)),
            )
    return rounds


@given(lives(), LOOKS, REACHED, st.booleans())
def test_it_decides_each_rung_at_most_once(
    doings: list[Doing], looks: list[int], reached: tuple[str, ...], repeats: bool
) -> None:
    watch = lived(doings, looks, reached, repeats)
    assert max(Counter((e.round, e.verdict.rung.name) for e in watch.log).values(), default=1) == 1
    across = Counter(e.verdict.rung.name for e in watch.log if e.verdict.rung.name[0] in "ACD")
    assert max(across.values(), default=1) == 1


@given(lives(), LOOKS, REACHED)
def test_it_fires_slips_in_order_with_their_gaps(
    doings: list[Doing], looks: list[int], reached: tuple[str, ...]
) -> None:
    for fired in slips_of(lived(doings, looks, reached)).values():
        assert [name for name, _ in fired] == list(SLIPS)[: len(fired)]
        for (one, earlier), (other, later) in pairwise(fired):
            assert REAL.between(earlier.date(), later.date()) >= SLIPS[other] - SLIPS[one]


@given(lives(), LOOKS, st.booleans())
def test_it_fires_nothing_once_nothing_is_owed(doings: list[Doing], looks: list[int], repeats: bool) -> None:
    watch = lived(doings, looks, ("E+1", "E+3"), repeats)
    assert [e for e in watch.log if e.ended and e.verdict.fired and e.verdict.family not in AFTERWARDS] == []


@given(lives(), LOOKS, REACHED, st.booleans())
def test_it_flags_nobody_who_was_not_told(
    doings: list[Doing], looks: list[int], reached: tuple[str, ...], repeats: bool
) -> None:
    watch = lived(doings, looks, reached, repeats)
    for case in [e for e in watch.log if e.verdict.fired and e.verdict.family is Family.CASE]:
        needed = ["E+1"] if case.verdict.reason is Reason.REPETITION else ["E+1", "E+3"]
        assert all(_was_told(watch, case, name) for name in needed)


def _was_told(watch: Watch, case: Entry, name: str) -> bool:
    slip = next(e for e in watch.log if e.verdict.fired and (e.round, e.verdict.rung.name) == (case.round, name))
    sent = name in watch.reached and next_allowed(slip.at, RULES, REAL) <= case.at
    calls = [call.at for call in watch.state.calls if (call.rung, call.round) == (name, case.round)]
    return sent or any(slip.verdict.at <= call <= case.at for call in calls)


@given(lives(), LOOKS)
def test_it_says_at_one_look_at_most_one_rung_of_the_countdown(doings: list[Doing], looks: list[int]) -> None:
    watch = lived(doings, looks, ("E+1", "E+3"))
    said = Counter(e.at for e in watch.log if e.verdict.fired and e.verdict.family is Family.AHEAD)
    assert max(said.values(), default=1) == 1


def woken(doings: list[Doing], reached: tuple[str, ...]) -> Watch:
    """A machine that looks at every `wake_at` and after every act."""
    watch = Watch(reached=(*reached, *PROPOSALS))
    now = watch.terms.opened_at
    for doing in doings:
        if hours(watch.terms.opened_at, doing.hour) > now:
            watch.run(now, hours(watch.terms.opened_at, doing.hour))
            now = hours(watch.terms.opened_at, doing.hour)
        _do(watch, doing)
    return watch.run(now, hours(watch.terms.opened_at, DAYS * 24))


def ticked(doings: list[Doing], reached: tuple[str, ...]) -> Watch:
    """A machine that looks every hour."""
    watch = Watch(reached=(*reached, *PROPOSALS))
    for hour in range(DAYS * 24):
        for doing in doings:
            _do(watch, doing if doing.hour == hour else None)
        watch.settle(hours(watch.terms.opened_at, hour))
    return watch


@given(lives(), REACHED)
def test_it_misses_nothing_by_looking_only_when_it_asked_to(doings: list[Doing], reached: tuple[str, ...]) -> None:
    assert woken(doings, reached).log == ticked(doings, reached).log


@given(lives(), REACHED)
def test_it_comes_to_rest_when_the_period_has_closed(doings: list[Doing], reached: tuple[str, ...]) -> None:
    watch = woken(doings, reached)
    assert watch.state.closed_at is not None
    assert watch.state.closed_at >= watch.terms.closes_at
    assert watch.wake_at is None
