"""Obligations are put in one statement, each owner's once, word for word."""

import json
from dataclasses import fields
from typing import Any

import pytest
from sqlalchemy import select

from tests.bureau import JOBS, Desk
from yudu_flow.domain.expected import Owner, borne_by
from yudu_flow.storage import obligations
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.new_rows import NewObligations
from yudu_flow.storage.tables import OBLIGATION

NEWCOMER = '新"一"科\\'
NEW = Owner(NEWCOMER, "it's", (), ("7",), None, quota=3, firms=("甲'厂", '乙"厂'))


def reports(desk: Desk) -> dict[str, dict[str, Any]]:
    """The reports owed, by owner, in the order in which they were numbered."""
    query = select(OBLIGATION).where(OBLIGATION.c.duty == "report").order_by(OBLIGATION.c.id)
    with reading(desk.bureau.engine) as db:
        return {row.owner: row._asdict() for row in db.execute(query)}


def put_anew(desk: Desk) -> None:
    """The period put again, with a new owner and with an old one under another decider."""
    row = reports(desk)[JOBS]
    shared = NewObligations(**{field.name: row[field.name] for field in fields(NewObligations)})
    changed = Owner(**{**{name: row[name] for name in Owner._fields}, "decider": "another"})
    with writing(desk.bureau.engine) as db:
        obligations.put(db, shared, [changed, NEW])


def test_it_numbers_them_in_document_order(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    plan, roster = desk.bureau.content.plans[0], desk.bureau.roster
    assert [*reports(desk)] == [*borne_by(plan, roster, desk.clock().date())]


def test_it_passes_over_an_owner_who_has_one(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    before = reports(desk)
    put_anew(desk)
    assert reports(desk) == {**before, NEWCOMER: reports(desk)[NEWCOMER]}


def test_it_keeps_every_word_and_what_all_have_in_common(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    put_anew(desk)
    owed = reports(desk)
    assert owed[NEWCOMER] == {**owed[JOBS], **json.loads(json.dumps(NEW._asdict())), "id": owed[NEWCOMER]["id"]}


def test_it_finds_what_owners_owe_by_their_indexes(desk: Desk) -> None:
    """A visitor's own items cost the same however many units and months a bureau has.

    A unit is an owner like any other: by which of the two indexes it is found is all one.
    """
    if desk.bureau.engine.dialect.name != "sqlite":
        pytest.skip("the plan is SQLite's own")
    asked = obligations.OF_OWNERS.compile(desk.bureau.engine)
    with reading(desk.bureau.engine) as db:
        plan = db.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", ("[]",) * len(asked.positiontup or ())).all()
    read = [step for *_, step in plan if step.split()[1] == "obligation" and "PRIMARY KEY" not in step]
    assert [step for *_, step in plan if step.split()[1] == "event"] == [
        "SEARCH event USING INDEX ix_event_obligation (obligation_id=?)"
    ]
    found = [step.partition("(bureau=? AND ")[2].removesuffix("=?)") for step in read]
    assert ({*found} - {"unit"}, len(found)) == ({"person", "owner"}, 3)
