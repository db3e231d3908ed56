"""That the form of an item was opened for the first time: what a report costs its writer is counted from then.

No fact of the item (it changes nothing in it), and nothing about who opened it: an instant an item, once.
"""

from datetime import datetime

from yudu_flow.actions.access.judging import FILINGS
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.storage import burden
from yudu_flow.storage.database import writing


def note_opening(bureau: Bureau, sight: Sight, now: datetime) -> None:
    """Note it where nobody has; what was filed once is not written for the first time any more."""
    if any(row.by for row in sight.events if row.kind in FILINGS):
        return
    # Looked up first: each page that is only read would else take its turn to write.
    with bureau.reading() as db:
        known = burden.opening(db, bureau.key, sight.owed.id)
    if known is None:
        with writing(bureau.engine) as db:
            burden.note_opening(db, bureau.key, sight.owed.id, now)
