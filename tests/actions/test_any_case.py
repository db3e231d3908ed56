"""Whatever people try about a case, and in whatever order: nobody is flagged but in the one way there is.

Each life is played on a real database from the day of the proposal: in October, over Spring Festival, and there with
days off and on that the place ordered. Most of what is tried is refused; what was recorded is then read back and judged
by the rules as they stand in words and by the days on the wall, not by the program's own.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path

import pytest
from chinese_calendar.constants import holidays, workdays
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bureau import (
    CLERK,
    INSURANCE,
    LEADER,
    OTHER_CLERK,
    OTHER_LEADER,
    Clock,
    Desk,
    build_home,
    change,
    desk_in,
    instant,
    report_of,
)
from tests.memory import Memory
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.appeal_case import appeal_case, decide_appeal
from yudu_flow.actions.acts.case_measures import check_measures, measure_case
from yudu_flow.actions.acts.file_report import register_report
from yudu_flow.actions.acts.note import note
from yudu_flow.actions.acts.settle_case import close_case, decide_case, object_to_case
from yudu_flow.actions.acts.waive import waive
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import see
from yudu_flow.domain.case import Case, CaseStep
from yudu_flow.domain.errors import Refusal
from yudu_flow.domain.facts import AppealChoice, CaseChoice, CheckChoice, FactKind
from yudu_flow.domain.period import ZONE
from yudu_flow.storage import obligations, work
from yudu_flow.storage.rows import EventRow

UNIT = "白桦"
PEOPLE = (UNIT, CLERK, OTHER_CLERK, LEADER, OTHER_LEADER)
Do = Callable[[Bureau, Sought, str, datetime], object]


@dataclass(frozen=True)
class Season:
    """When a life is played: the plan's day, from when its report is late, its proposal, and what the place orders."""

    begins: str
    late_from: str
    proposed: str
    off: frozenset[date] = frozenset()
    on: frozenset[date] = frozenset()

    @property
    def silent(self) -> Sought:
        """The report that never came."""
        return report_of(INSURANCE, self.begins[:7])

    def is_worked(self, day: date) -> bool:
        """By the days on the wall."""
        announced = day in workdays or (day.weekday() < 5 and day not in holidays)
        return day in self.on or (announced and day not in self.off)

    def end_of(self, start: datetime, count: int) -> datetime:
        """24:00 of the working day that is so many on, counted one by one."""
        day = start.astimezone(ZONE).date()
        while count:
            day += timedelta(days=1)
            count -= self.is_worked(day)
        return datetime.combine(day + timedelta(days=1), time(), ZONE)


AUTUMN = Season("2020-09-18", "2020-09-28T00:00", "2020-10-10T09:00")
FESTIVAL = Season("2021-01-04", "2021-01-28T00:00", "2021-02-03T09:00")
FROM, WEEKS = date(2021, 2, 4), st.integers(0, 40)


@st.composite
def ordered(draw: st.DrawFn) -> Season:
    """The festival with days off that the place ordered after the proposal, and rest days that it has worked."""
    off = frozenset(FROM + timedelta(days=n) for n in draw(st.sets(WEEKS, max_size=8)))
    on = frozenset(FROM + timedelta(days=n) for n in draw(st.sets(WEEKS, max_size=4)))
    return replace(FESTIVAL, off=frozenset(day for day in off if FESTIVAL.is_worked(day)), on=_rest(on))


def _rest(days: Iterable[date]) -> frozenset[date]:
    return frozenset(day for day in days if not FESTIVAL.is_worked(day))


def _soon(bureau: Bureau, now: datetime) -> date:
    """A working day some days on."""
    return bureau.calendar.on_or_after(now.astimezone(ZONE).date() + timedelta(days=3))


DEEDS: dict[str, Do] = {
    "object": lambda bureau, silent, by, now: object_to_case(bureau, silent, by, now, "口径有变"),
    "confirm": lambda bureau, silent, by, now: decide_case(bureau, silent, by, now, CaseChoice.CONFIRM, "属实"),
    "dismiss": lambda bureau, silent, by, now: decide_case(bureau, silent, by, now, CaseChoice.DISMISS, "成立"),
    "time": lambda bureau, silent, by, now: decide_case(bureau, silent, by, now, "time", "再看", _soon(bureau, now)),
    "appeal": lambda bureau, silent, by, now: appeal_case(bureau, silent, by, now, "停电"),
    "uphold": lambda bureau, silent, by, now: decide_appeal(bureau, silent, by, now, AppealChoice.UPHOLD, "属实"),
    "overturn": lambda bureau, silent, by, now: decide_appeal(bureau, silent, by, now, AppealChoice.OVERTURN, "成立"),
    "note": lambda bureau, silent, by, now: note(bureau, silent, by, now, "停电半天"),
    "measure": lambda bureau, silent, by, now: measure_case(bureau, silent, by, now, "明确专人", _soon(bureau, now)),
    "mended": lambda bureau, silent, by, now: check_measures(bureau, silent, by, now, CheckChoice.FULFILLED),
    "unmended": lambda bureau, silent, by, now: check_measures(
        bureau, silent, by, now, CheckChoice.UNFULFILLED, "没有", _soon(bureau, now)
    ),
    "close": lambda bureau, silent, by, now: close_case(bureau, silent, by, now),
    "waive": lambda bureau, silent, by, now: waive(bureau, silent, by, now, "停办"),
    "paper": lambda bureau, silent, by, now: register_report(bureau, silent, by, now, now - timedelta(days=30), "补登"),
}
USUAL = ("confirm", "measure", "mended", "close", "appeal", "uphold", "object", "unmended")
RIGHT = {"confirm": OTHER_LEADER, "dismiss": OTHER_LEADER, "time": OTHER_LEADER, "uphold": LEADER, "overturn": LEADER}
RIGHT |= dict.fromkeys(("object", "appeal", "measure"), UNIT)
STEPS = st.tuples(
    st.integers(1, 60),
    st.sampled_from([*DEEDS, *USUAL, *USUAL]),
    st.sampled_from(["", "", "", "", *PEOPLE]),
)
"""After so many hours somebody tries something; where nobody is named, mostly the one who may: the clerk else."""
LIVES = st.lists(STEPS, min_size=4, max_size=14)
NUMBERS = count()


def lived(home: Path, folder: Path, life: list[tuple[int, str, str]], season: Season = AUTUMN) -> list[EventRow]:
    """What was recorded of that life; the program looks each morning, as it would."""
    desk = desk_in(home, f"sqlite:///{folder / f'{next(NUMBERS)}.db'}", Clock(instant(f"{season.begins}T08:30")))
    desk.memory = Memory()
    desk.until(season.proposed)
    desk.memory = None
    for hours, deed, by in life:
        _passes(desk, hours)
        try:
            DEEDS[deed](desk.bureau, season.silent, by or RIGHT.get(deed, CLERK), desk.clock())
        except Refusal:
            continue
    with desk.bureau.reading() as db:
        found = obligations.listed(db, desk.bureau.key, unit=INSURANCE, period=season.begins[:7], duty="report")
        [sight] = see(db, found)
        listed = {row.obligation_id: (row.opens, row.appealed) for row in work.undecided(db, desk.bureau.key)}
        goes_on = sight.owed.id in work.cases(db, desk.bureau.key)
    desk.bureau.engine.dispose()
    assert (goes_on, listed.get(sight.owed.id)) == as_folded(sight.state.case)
    return sight.events


def as_folded(case: Case | None) -> tuple[bool, tuple[datetime | None, bool] | None]:
    """What the lists of cases, which the database chooses, are to say of it: as its facts fold."""
    waits = case is not None and case.step in (CaseStep.PROPOSED, CaseStep.APPEALED)
    goes_on = case is not None and case.step not in (CaseStep.DISMISSED, CaseStep.CLOSED)
    return goes_on, (case.decidable_from, case.appeal_waits) if case and waits else None


def home_in(folder: Path, season: Season) -> Path:
    """A home whose plan begins then, with the days that the place ordered."""
    home = build_home(folder / f"home-{next(NUMBERS)}")
    change(home, "workflows/plan.yaml", "dated: 2020-09-18", f"dated: {season.begins}")
    for name, days in (("rest", season.off), ("worked", season.on)):
        change(home, "config/calendar.yaml", f"  {name}: []", f"  {name}: [{', '.join(map(str, sorted(days)))}]")
    return home


def _passes(desk: Desk, hours: int) -> None:
    """So many hours go by."""
    then = desk.clock().astimezone(ZONE) + timedelta(hours=hours)
    desk.until(f"{then:%Y-%m-%dT%H:%M}")


def faults(events: list[EventRow], season: Season = AUTUMN) -> Iterator[str]:
    """What must never be, each said by what came before it."""
    for place, row in enumerate(events):
        before = events[:place]
        kinds = [one.kind for one in before]
        confirmed = [one for one in before if one.kind == FactKind.CASE_DECIDED and one.choice == "confirm"]
        if row.kind == FactKind.CASE_DECIDED and row.choice == "confirm":
            yield from _unfair(row, before, season)
        if row.kind in (FactKind.CASE_APPEALED, FactKind.CASE_MEASURED, FactKind.CASE_CLOSED) and not confirmed:
            yield f"{row.kind} without a confirmation"
        if row.kind == FactKind.CASE_APPEALED and (row.kind in kinds or row.at >= season.end_of(confirmed[0].at, 5)):
            yield "a second appeal, or a late one"
        if row.kind == FactKind.APPEAL_DECIDED and (row.by != LEADER or (kinds[-1:] and row.kind in kinds)):
            yield "an appeal heard by another than the principal leader, or twice"
        if row.kind == FactKind.CASE_CHECKED and FactKind.CASE_MEASURED not in kinds:
            yield "a check of nothing"
        if row.kind == FactKind.CASE_CHECKED and row.by in {one.by for one in before if one.kind == "case_measured"}:
            yield "somebody checked what they wrote"
        if row.kind in (FactKind.CASE_MEASURED, FactKind.CASE_CHECKED) and row.day and not season.is_worked(row.day):
            yield "a day for measures that nobody works on"
        if row.kind == FactKind.CASE_CLOSED:
            yield from _too_soon(before)


def _unfair(row: EventRow, before: list[EventRow], season: Season) -> Iterator[str]:
    """Told → asked → time → the named leader."""
    told = [one for one in before if one.kind == FactKind.CASE_TOLD]
    given = [one.day for one in before if one.kind == FactKind.INSTRUCTED and one.day]
    kinds = {one.kind for one in before}
    if not told or row.at < season.end_of(told[-1].at, 3):
        yield "confirmed before the unit was told and its time was over"
    if row.last_day is None or _end(row.last_day) != season.end_of(row.at, 3):
        yield "confirmed with another day for measures than the third"
    if row.by != OTHER_LEADER:
        yield f"confirmed by {row.by}"
    if given and row.at < _end(given[-1]):
        yield "confirmed while the unit had time"
    if FactKind.WAIVED in kinds or FactKind.CASE_DECIDED in kinds:
        yield "confirmed what is over"
    if any(one.received and one.received < instant(season.late_from) for one in before):
        yield "confirmed what had come in time"


def _end(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), ZONE)


def _too_soon(before: list[EventRow]) -> Iterator[str]:
    last = [one.choice for one in before if one.kind == FactKind.CASE_CHECKED][-1:]
    appeals = [one.kind for one in before if one.kind in (FactKind.CASE_APPEALED, FactKind.APPEAL_DECIDED)]
    if last != ["fulfilled"] or appeals[-1:] == [FactKind.CASE_APPEALED]:
        yield "closed before it was mended, or while an appeal waited"
    if any(one.choice in ("dismiss", "overturn") for one in before):
        yield "closed what was dismissed"


NO_FIXTURE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
MANY = settings(settings.get_profile("many"), suppress_health_check=[HealthCheck.function_scoped_fixture])


@settings(NO_FIXTURE, max_examples=8)
@given(LIVES)
def test_nobody_is_flagged_but_in_the_one_way(home: Path, tmp_path: Path, life: list[tuple[int, str, str]]) -> None:
    assert [*faults(lived(home, tmp_path, life))] == []


@settings(NO_FIXTURE, max_examples=4)
@given(LIVES, ordered())
def test_nor_over_spring_festival_whatever_the_place_orders(
    tmp_path: Path, life: list[tuple[int, str, str]], season: Season
) -> None:
    assert [*faults(lived(home_in(tmp_path, season), tmp_path, life, season), season)] == []


WHOLE = [
    (70, "confirm", OTHER_LEADER),
    (50, "confirm", OTHER_LEADER),
    (2, "appeal", UNIT),
    (2, "uphold", LEADER),
    (2, "measure", UNIT),
    (2, "mended", CLERK),
    (1, "close", CLERK),
]


@pytest.mark.parametrize("season", [AUTUMN, FESTIVAL], ids=["autumn", "festival"])
def test_the_one_way_is_open(tmp_path: Path, season: Season) -> None:
    """What is judged above does happen: else nothing would be judged."""
    kinds = [row.kind for row in lived(home_in(tmp_path, season), tmp_path, WHOLE, season)]
    assert kinds[-6:] == [
        *("case_decided", "case_appealed", "appeal_decided"),
        *("case_measured", "case_checked", "case_closed"),
    ]


@pytest.mark.long
@settings(MANY)
@given(LIVES)
def test_nobody_is_flagged_in_many_lives(home: Path, tmp_path: Path, life: list[tuple[int, str, str]]) -> None:
    assert [*faults(lived(home, tmp_path, life))] == []


@pytest.mark.long
@settings(MANY, max_examples=100)
@given(LIVES, ordered())
def test_nor_over_many_festivals(tmp_path: Path, life: list[tuple[int, str, str]], season: Season) -> None:
    assert [*faults(lived(home_in(tmp_path, season), tmp_path, life, season), season)] == []
