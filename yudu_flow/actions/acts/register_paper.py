"""The office registers for a unit what came on paper (代为登记): a report, or the sealed page of one.

What was scanned goes in with the act, in one transaction; the bytes are on disk before the rows are committed.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.acts.act import Done, Keep, Target
from yudu_flow.actions.acts.draft_report import attachment_row, refuse_too_much
from yudu_flow.actions.acts.file_report import Report, file_report, seal_report
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.letters import spell_instant
from yudu_flow.actions.look import Sight
from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake.paper import Paper
from yudu_flow.storage import attachments
from yudu_flow.storage.attachments import Store

Still = Callable[[Connection], None]


def register_report(
    bureau: Bureau,
    target: Target,
    by: str,
    now: datetime,
    received: datetime,
    brought: str,
    reason: str,
    papers: Sequence[Paper],
    store: Store,
    report: Report | None = None,
    *,
    still: Still = lambda _db: None,
) -> Done:
    """File a sealed report that came on paper at `received`; `brought` is who handed it in, `reason` why so.

    `still` refuses whoever has lost the right while the files came and were looked through.
    """
    if not brought.strip():
        raise BadRequest("请写明由谁送来")
    said = report or Report(progress=f"详见{spell_instant(received)}收到的纸质报告")
    keep = _keeping(bureau, store, papers, still)
    brought = brought.strip()
    return file_report(
        bureau, target, by, now, said, received=received, store=store, papers=keep, brought=brought, reason=reason
    )


def register_page(
    bureau: Bureau,
    target: Target,
    by: str,
    now: datetime,
    received: datetime,
    reason: str,
    papers: Sequence[Paper],
    store: Store,
    *,
    still: Still = lambda _db: None,
) -> Done:
    """The sealed page of a report that was filed without it came on paper at `received`; `still` as above."""
    keep = _keeping(bureau, store, papers, still)
    return seal_report(bureau, target, by, now, store=store, papers=keep, received=received, reason=reason)


def _keeping(bureau: Bureau, store: Store, papers: Sequence[Paper], still: Still) -> Keep:
    """Keeps the papers with the event; written to disk now, so that no row points nowhere."""
    for paper in papers:
        attachment_row(store, paper)

    def keep(db: Connection, sight: Sight, event_id: int) -> None:
        still(db)
        rows = [attachment_row(store, paper, db) for paper in papers]  # still there: see storage.attachments.sweep
        refuse_too_much(bureau, db, sight, rows)
        for row in rows:
            attachments.add(db, bureau.key, sight.owed.id, {**row, "event_id": event_id})

    return keep
