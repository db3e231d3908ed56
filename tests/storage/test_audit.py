"""The audit chain shows every edit and deletion, wherever it was made."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, delete, insert, update

from tests.bureau import JOBS, TRAINING, Desk, instant, report_of
from yudu_flow.actions.acts.file_report import file_report
from yudu_flow.actions.acts.review_report import accept_report, return_report
from yudu_flow.storage import audit
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.tables import AUDIT

Tampering = Callable[[Connection], object]


@pytest.fixture
def acts(desk: Desk) -> Desk:
    """Four acts on record: two filings, a return and an acceptance."""
    desk.at("2020-09-18T09:00")
    file_report(desk.bureau, report_of(JOBS), "苏禾", instant("2020-09-22T10:00"))
    file_report(desk.bureau, report_of(TRAINING), "唐宁", instant("2020-09-22T11:00"))
    return_report(desk.bureau, report_of(JOBS), "林秋", instant("2020-09-23T10:00"), "缺少数据")
    accept_report(desk.bureau, report_of(TRAINING), "林秋", instant("2020-09-23T11:00"))
    return desk


def broken(desk: Desk) -> list[int]:
    """The places at which the chain breaks."""
    with reading(desk.bureau.engine) as db:
        return [*audit.broken(db, "qingxi")]


def test_an_untouched_chain_holds(acts: Desk) -> None:
    """It has one link an act, in order."""
    with reading(acts.bureau.engine) as db:
        assert [row.act for row in audit.rows(db, "qingxi")] == ["filed", "filed", "returned", "accepted"]
    assert broken(acts) == []


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        (lambda db: db.execute(update(AUDIT).where(AUDIT.c.seq == 2).values(by="韩松")), [2]),
        (lambda db: db.execute(update(AUDIT).where(AUDIT.c.seq == 1).values(at=instant("2020-09-29T10:00"))), [1]),
        (lambda db: db.execute(update(AUDIT).where(AUDIT.c.seq == 3).values(detail="{}")), [3]),
        (lambda db: db.execute(delete(AUDIT).where(AUDIT.c.seq == 2)), [3]),
        (lambda db: db.execute(delete(AUDIT).where(AUDIT.c.seq == 1)), [2]),
        (lambda db: db.execute(delete(AUDIT).where(AUDIT.c.seq == 4)), [4]),
        (lambda db: db.execute(delete(AUDIT)), [1]),
    ],
    ids=["name changed", "instant changed", "words changed", "middle gone", "first gone", "last gone", "all gone"],
)
def test_tampering_is_found_where_it_was_done(acts: Desk, tampering: Tampering, found: list[int]) -> None:
    """It names the first place from which the record no longer holds."""
    with writing(acts.bureau.engine) as db:
        tampering(db)
    assert broken(acts) == found


def test_an_edit_with_its_own_hash_mended_is_found(acts: Desk) -> None:
    """It breaks at the next row, which holds the hash that was."""
    with writing(acts.bureau.engine) as db:
        row = {**audit.rows(db, "qingxi")[1]._asdict(), "by": "韩松"}
        db.execute(update(AUDIT).where(AUDIT.c.seq == 2).values(by="韩松", hash=audit.link(row["previous"], row)))
    assert broken(acts) == [3]


def test_a_row_put_on_at_the_end_is_found(acts: Desk) -> None:
    """It does not pass for an act, however well it is chained."""
    with writing(acts.bureau.engine) as db:
        last = audit.rows(db, "qingxi")[-1]._asdict()
        forged = {**last, "id": 5, "seq": 5, "by": "顾明远", "previous": last["hash"]}
        db.execute(insert(AUDIT), {**forged, "hash": audit.link(forged["previous"], forged)})
    assert broken(acts) == [6]
