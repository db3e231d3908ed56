"""September 2020 on a file and on a server: every message, every book, every act is the same to the byte."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, select

from tests.bureau import (
    CLERK,
    DISPUTES,
    INSURANCE,
    JOBS,
    OFFICE,
    SEPTEMBER,
    TRAINING,
    VISITOR,
    Desk,
    desk_in,
    instant,
    report_of,
)
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.explanation import explain
from yudu_flow.actions.acts.extension import ask_extension, decide_extension
from yudu_flow.actions.acts.record_visit import record_visit
from yudu_flow.actions.acts.review_report import accept_report, return_report
from yudu_flow.actions.acts.settle_case import case_of
from yudu_flow.actions.engine.reconcile import reconcile
from yudu_flow.actions.views.report import statuses
from yudu_flow.domain.facts import ExtensionChoice
from yudu_flow.storage.database import reading
from yudu_flow.storage.every_table import METADATA

pytestmark = pytest.mark.only_postgresql
BY_CHANCE = {"claimed_by", "claimed_until", "decided_at", "delivered_at"}
"""What names the process at work, and when it was, by the database's own time."""


@pytest.fixture
def both(home: Path, database: str, tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """The same bureau on a file and on a server."""
    desks = desk_in(home, f"sqlite:///{tmp_path / 'var' / 'file.db'}"), desk_in(home, database)
    yield desks
    for desk in desks:
        desk.bureau.engine.dispose()


def september(desk: Desk) -> list[Any]:
    """The month: reminders, a visit, a return, an extension, a slip, a case; every message in its order."""
    bureau, sent = desk.bureau, []

    def on(when: str) -> None:
        desk.until(when)
        sent.extend([*desk.email.sent, *desk.sms.sent])

    for when in ("2020-09-18T09:00", "2020-09-21T09:00"):
        on(when)
    record_visit(bureau, Sought(JOBS, SEPTEMBER), "苏禾", instant("2020-09-22T10:00"), "长河电子")
    desk.file(JOBS, "2020-09-23T21:30", "苏禾")
    on("2020-09-24T09:00")
    ask_extension(bureau, report_of(TRAINING), "唐宁", instant("2020-09-24T10:00"), date(2020, 10, 12), "讲师未到位")
    return_report(bureau, report_of(JOBS), CLERK, instant("2020-09-24T16:00"), "缺困难问题一节")
    on("2020-09-25T09:00")
    desk.file(OFFICE, "2020-09-25T09:00:30", CLERK)
    accept_report(bureau, report_of(OFFICE), "gu-mingyuan", instant("2020-09-25T15:00"))
    decide_extension(bureau, report_of(TRAINING), CLERK, instant("2020-09-26T10:00"), ExtensionChoice.APPROVE)
    for when in ("2020-09-27T09:00", "2020-09-28T09:00"):
        on(when)
    explain(bureau, report_of(DISPUTES), "叶舟", instant("2020-09-29T10:00"), "系统故障")
    record_visit(bureau, Sought(VISITOR, SEPTEMBER), VISITOR, instant("2020-09-29T15:00"))
    on("2020-09-30T09:00")
    desk.file(DISPUTES, "2020-09-30T15:00")
    for when in ("2020-10-10T09:00", "2020-10-15T09:00"):
        on(when)
    return sent


def rows_of(desk: Desk, table: Table) -> list[dict[str, Any]]:
    """What stands in a table, in the order of its key."""
    with reading(desk.bureau.engine) as db:
        rows = db.execute(select(table).order_by(*table.primary_key.columns)).all()
    return [{key: value for key, value in row._asdict().items() if key not in BY_CHANCE} for row in rows]


def test_the_month_is_the_same_on_either(both: tuple[Desk, Desk]) -> None:
    """The server of the tests speaks Chinese, and orders words as it does: that must not show."""
    on_file, on_server = both
    sent = september(on_file)
    assert len(sent) > 40
    assert september(on_server) == sent
    for table in METADATA.sorted_tables:
        assert rows_of(on_server, table) == rows_of(on_file, table), table.name
    now = instant("2020-10-16T09:00")
    assert statuses(on_server.bureau, now) == statuses(on_file.bureau, now)
    [one, other] = (case_of(desk.bureau, report_of(INSURANCE), now) for desk in both)
    assert one == other
    assert reconcile(on_server.bureau, now) == reconcile(on_file.bureau, now)
    assert {row["unit"] for row in statuses(on_server.bureau, now)} >= {INSURANCE}
