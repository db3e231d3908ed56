"""Deciding more than one batch: it …"""

from typing import Any

import pytest
from sqlalchemy import select

from tests.actions.ahead import Steps
from tests.benchmarks.ground import furnished
from tests.benchmarks.province import R5, START, bureau
from tests.bureau import instant
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine import decide as decide_module
from yudu_flow.actions.engine.decide import Decided, decide
from yudu_flow.actions.engine.make_pass import make_pass
from yudu_flow.domain.verdict import Family
from yudu_flow.storage import obligations, rungs
from yudu_flow.storage.database import reading
from yudu_flow.storage.tables import EVENT, NOTICE, OBLIGATION, RUNG

UNITS, BATCH = 20, 8


@pytest.fixture
def crowd(database: str, monkeypatch: pytest.MonkeyPatch) -> Bureau:
    """Twenty reports to be decided, eight at once."""
    monkeypatch.setattr(decide_module, "BATCH", BATCH)
    office = bureau(UNITS, furnished(database))
    make_pass(office, {}, lambda: START)
    return office


def is_on_server(office: Bureau) -> bool:
    return office.engine.dialect.name == "postgresql"


def written(office: Bureau) -> list[tuple[Any, ...]]:
    """What was decided, row by row; but for a month's numbers, told with whichever report of a batch comes first."""
    rows = select(OBLIGATION.c.owner, RUNG.c.rung, RUNG.c.verdict, NOTICE.c.recipient, NOTICE.c.channel)
    rows = rows.join_from(OBLIGATION, RUNG).outerjoin(
        NOTICE, (NOTICE.c.obligation_id == OBLIGATION.c.id) & (NOTICE.c.rung == RUNG.c.rung)
    )
    rows = rows.where(RUNG.c.family != Family.NUMBERS)
    facts = select(OBLIGATION.c.owner, EVENT.c.kind, EVENT.c.at).join_from(OBLIGATION, EVENT)
    with reading(office.engine) as db:
        return sorted(map(tuple, db.execute(rows)), key=str) + sorted(map(tuple, db.execute(facts)), key=str)


def test_it_writes_what_one_batch_of_all_writes(
    crowd: Bureau, second_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = bureau(UNITS, furnished(second_database))
    make_pass(whole, {}, lambda: START)
    for when in (R5, instant("2020-09-28T09:00")):
        decide(crowd, when)
        with monkeypatch.context() as patch:
            patch.setattr(decide_module, "BATCH", 1000)
            decide(whole, when)
        assert written(crowd) == written(whole)
    assert {row[1] for row in written(crowd)} >= {"R-5", "overdue"}


def steps_of(monkeypatch: pytest.MonkeyPatch) -> Steps:
    """Which obligations are looked at and whose verdicts are written."""
    steps = Steps()
    monkeypatch.setattr(obligations, "still_due", steps.looking(obligations.still_due))
    monkeypatch.setattr(rungs, "put", steps.writing(rungs.put))
    return steps


def test_it_thinks_the_next_over_while_a_server_writes(crowd: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = steps_of(monkeypatch)
    steps.waits_for_the_next = is_on_server(crowd)
    assert decide(crowd, R5).counts["notices"] == UNITS
    assert steps.taken.count("write") == 3
    assert (steps.taken[:2] == ["look", "look"]) is is_on_server(crowd)


def test_it_writes_facts_before_it_looks_at_the_next(crowd: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    """An owner is judged by what was recorded of their other reports."""
    decide(crowd, R5)
    steps = steps_of(monkeypatch)
    decided: Decided = decide(crowd, instant("2020-09-28T09:00"))
    assert decided.counts["overdue"] == UNITS
    assert steps.taken == ["look", "write"] * 3


def test_it_says_what_a_write_failed_with_and_keeps_the_others(crowd: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    put = rungs.put
    calls: list[int] = []

    def putting(db: Any, rows: Any) -> None:
        calls.append(len(rows))
        if len(calls) == 1:
            raise ValueError("the first one")
        put(db, rows)

    monkeypatch.setattr(rungs, "put", putting)
    with pytest.raises(ValueError, match="the first one"):
        decide(crowd, R5)
    monkeypatch.setattr(rungs, "put", put)
    decide(crowd, R5)
    assert len([row for row in written(crowd) if row[1] == "R-5"]) == UNITS
