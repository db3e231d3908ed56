"""What was scanned of a paper that the office registers for a unit (代为登记): it goes in with the act."""

from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import Connection

from yudu_flow.actions.acts.act import Keep
from yudu_flow.actions.acts.draft_report import attachment_row, refuse_too_much
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.intake.paper import TakenIn
from yudu_flow.storage import attachments
from yudu_flow.storage.attachments import Store

Still = Callable[[Connection], None]


def brought_in(bureau: Bureau, store: Store, papers: Sequence[TakenIn], still: Still = lambda _db: None) -> Keep:
    """Keeps the papers with the event of a registration; they are written to disk now, so that no row points nowhere.

    `still` refuses whoever has lost the right while the files came and were looked through.
    """
    for paper in papers:
        attachment_row(store, paper)

    def keep(db: Connection, sight: Sight, event_id: int) -> None:
        still(db)
        rows = [attachment_row(store, paper, db) for paper in papers]  # still there: see storage.attachments.sweep
        refuse_too_much(bureau, db, sight.owed, rows)
        for row in rows:
            attachments.add(db, bureau.key, sight.owed.id, row, event_id)

    return keep


def scanned(bureau: Bureau, store: Store, files: Sequence[Path]) -> Keep:
    """The same for files of the machine that a command is run on."""

    def keep(db: Connection, sight: Sight, event_id: int) -> None:
        attachments.put(db, store, bureau.key, sight.owed.id, event_id, files)

    return keep
