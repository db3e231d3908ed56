"""A pass that broke off is noted, so that `doctor` says what is wrong and since when; the log has all of it."""

from datetime import datetime

from yudu_flow.actions.bureau import Bureau
from yudu_flow.storage import bureaus
from yudu_flow.storage.database import writing

LONGEST = 200


def note_broken(bureau: Bureau, error: Exception, now: datetime) -> None:
    """Keep since when passes break off, and the kind and first line of the last error."""
    first, *_ = f"{error}".splitlines() or [""]
    with writing(bureau.engine) as db:
        bureaus.note_fault(db, bureau.key, now, f"{type(error).__name__}: {first}"[:LONGEST])
