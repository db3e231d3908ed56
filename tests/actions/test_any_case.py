"""Whatever people try about a case, and in whatever order: nobody is flagged but in the one way there is.

Each life is played on a real database from the day of the proposal. Most of what is tried is refused; what was recorded
is then read back and judged by the rules as they stand in words, not by the program's own.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bureau import CLERK, INSURANCE, LEADER, OTHER_CLERK, OTHER_LEADER, Desk, desk_in, report_of
from tests.memory import Memory
from yudu_flow.actions.acts.appeal_case import appeal_case, decide_appeal
from yudu_flow.actions.acts.case_measures import check_measures, measure_case
from yudu_flow.actions.acts.file_report import register_report
from yudu_flow.actions.acts.note import note
from yudu_flow.actions.acts.settle_case import close_case, decide_case, object_to_case
from yudu_flow.actions.acts.waive import waive
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import see
from yudu_flow.domain.errors import Refusal
from yudu_flow.domain.facts import AppealChoice, CaseChoice, CheckChoice, FactKind
from yudu_flow.domain.period import ZONE
from yudu_flow.storage import obligations
from yudu_flow.storage.rows import EventRow

SILENT, UNIT = report_of(INSURANCE), "白桦"
PROPOSED = "2020-10-10T09:00"
PEOPLE = (UNIT, CLERK, OTHER_CLERK, LEADER, OTHER_LEADER)
Do = Callable[[Bureau, str, datetime], object]


def _soon(now: datetime) -> date:
    """A working day some days on: no break falls into these weeks."""
    then = now.astimezone(ZONE).date() + timedelta(days=3)
    return then + timedelta(days=max(0, 7 - then.weekday()) % 7 if then.weekday() > 4 else 0)


DEEDS: dict[str, Do] = {
    "object": lambda bureau, by, now: object_to_case(bureau, SILENT, by, now, "口径有变"),
    "confirm": lambda bureau, by, now: decide_case(bureau, SILENT, by, now, CaseChoice.CONFIRM, "属实"),
    "dismiss": lambda bureau, by, now: decide_case(bureau, SILENT, by, now, CaseChoice.DISMISS, "成立"),
    "time": lambda bureau, by, now: decide_case(bureau, SILENT, by, now, "time", "再看", _soon(now)),
    "appeal": lambda bureau, by, now: appeal_case(bureau, SILENT, by, now, "停电"),
    "uphold": lambda bureau, by, now: decide_appeal(bureau, SILENT, by, now, AppealChoice.UPHOLD, "属实"),
    "overturn": lambda bureau, by, now: decide_appeal(bureau, SILENT, by, now, AppealChoice.OVERTURN, "成立"),
    "note": lambda bureau, by, now: note(bureau, SILENT, by, now, "停电半天"),
    "measure": lambda bureau, by, now: measure_case(bureau, SILENT, by, now, "明确专人", _soon(now)),
    "mended": lambda bureau, by, now: check_measures(bureau, SILENT, by, now, CheckChoice.FULFILLED),
    "unmended": lambda bureau, by, now: check_measures(
        bureau, SILENT, by, now, CheckChoice.UNFULFILLED, "没有", _soon(now)
    ),
    "close": lambda bureau, by, now: close_case(bureau, SILENT, by, now),
    "waive": lambda bureau, by, now: waive(bureau, SILENT, by, now, "停办"),
    "paper": lambda bureau, by, now: register_report(bureau, SILENT, by, now, now - timedelta(days=30), "补登"),
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


def lived(home: Path, folder: Path, life: list[tuple[int, str, str]]) -> list[EventRow]:
    """What was recorded of that life; the program looks each morning, as it would."""
    desk = desk_in(home, f"sqlite:///{folder / f'{next(NUMBERS)}.db'}")
    desk.memory = Memory()
    desk.until(PROPOSED)
    desk.memory = None
    for hours, deed, by in life:
        _passes(desk, hours)
        try:
            DEEDS[deed](desk.bureau, by or RIGHT.get(deed, CLERK), desk.clock())
        except Refusal:
            continue
    with desk.bureau.reading() as db:
        [sight] = see(
            desk.bureau, db, obligations.listed(db, desk.bureau.key, unit=INSURANCE, period="2020-09", duty="report")
        )
    desk.bureau.engine.dispose()
    return sight.events


def _passes(desk: Desk, hours: int) -> None:
    """So many hours go by."""
    then = desk.clock().astimezone(ZONE) + timedelta(hours=hours)
    desk.until(f"{then:%Y-%m-%dT%H:%M}")


def faults(events: list[EventRow]) -> Iterator[str]:
    """What must never be, each said by what came before it."""
    for place, row in enumerate(events):
        before = events[:place]
        kinds = [one.kind for one in before]
        confirmed = [one for one in before if one.kind == FactKind.CASE_DECIDED and one.choice == "confirm"]
        if row.kind == FactKind.CASE_DECIDED and row.choice == "confirm":
            yield from _unfair(row, before)
        if row.kind in (FactKind.CASE_APPEALED, FactKind.CASE_MEASURED, FactKind.CASE_CLOSED) and not confirmed:
            yield f"{row.kind} without a confirmation"
        if row.kind == FactKind.CASE_APPEALED and (row.kind in kinds or _late(row, confirmed[0].until)):
            yield "a second appeal, or a late one"
        if row.kind == FactKind.APPEAL_DECIDED and (row.by != LEADER or (kinds[-1:] and row.kind in kinds)):
            yield "an appeal heard by another than the principal leader, or twice"
        if row.kind == FactKind.CASE_CHECKED and FactKind.CASE_MEASURED not in kinds:
            yield "a check of nothing"
        if row.kind == FactKind.CASE_CHECKED and row.by in {one.by for one in before if one.kind == "case_measured"}:
            yield "somebody checked what they wrote"
        if row.kind == FactKind.CASE_CLOSED:
            yield from _too_soon(before)


def _unfair(row: EventRow, before: list[EventRow]) -> Iterator[str]:
    """Told → asked → time → the named leader."""
    told = [one for one in before if one.kind == FactKind.CASE_TOLD]
    given = [one.day for one in before if one.kind == FactKind.INSTRUCTED and one.day]
    kinds = {one.kind for one in before}
    if not told or not _late(row, told[-1].until):
        yield "confirmed before the unit was told and its time was over"
    if row.by != OTHER_LEADER:
        yield f"confirmed by {row.by}"
    if given and row.at.astimezone(ZONE).date() <= given[-1]:
        yield "confirmed while the unit had time"
    if FactKind.WAIVED in kinds or FactKind.CASE_DECIDED in kinds:
        yield "confirmed what is over"
    if any(one.received and one.received < told[0].at - timedelta(days=13) for one in before if told):
        yield "confirmed what had come in time"


def _late(row: EventRow, until: datetime | None) -> bool:
    return until is None or row.at >= until


def _too_soon(before: list[EventRow]) -> Iterator[str]:
    last = [one.choice for one in before if one.kind == FactKind.CASE_CHECKED][-1:]
    appeals = [one.kind for one in before if one.kind in (FactKind.CASE_APPEALED, FactKind.APPEAL_DECIDED)]
    if last != ["fulfilled"] or appeals[-1:] == [FactKind.CASE_APPEALED]:
        yield "closed before it was mended, or while an appeal waited"
    if any(one.choice in ("dismiss", "overturn") for one in before):
        yield "closed what was dismissed"


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LIVES)
def test_nobody_is_flagged_but_in_the_one_way(home: Path, tmp_path: Path, life: list[tuple[int, str, str]]) -> None:
    assert [*faults(lived(home, tmp_path, life))] == []


WHOLE = [
    (70, "confirm", OTHER_LEADER),
    (50, "confirm", OTHER_LEADER),
    (2, "appeal", UNIT),
    (2, "uphold", LEADER),
    (2, "measure", UNIT),
    (2, "mended", CLERK),
    (1, "close", CLERK),
]


def test_the_one_way_is_open(home: Path, tmp_path: Path) -> None:
    """What is judged above does happen: else nothing would be judged."""
    kinds = [row.kind for row in lived(home, tmp_path, WHOLE)]
    assert kinds[-6:] == [
        *("case_decided", "case_appealed", "appeal_decided"),
        *("case_measured", "case_checked", "case_closed"),
    ]


@pytest.mark.long
@settings(settings.get_profile("many"), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LIVES)
def test_nobody_is_flagged_in_many_lives(home: Path, tmp_path: Path, life: list[tuple[int, str, str]]) -> None:
    assert [*faults(lived(home, tmp_path, life))] == []
