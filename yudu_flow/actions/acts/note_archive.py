"""That a year was archived is noted, with the code by which the archive can be known again."""

from datetime import datetime

from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.roster import Who
from yudu_flow.storage import audit

BUILT = "archive_built"


def note_archive(bureau: Bureau, year: int, code: str, actor: Who, now: datetime) -> None:
    """`code` is the SHA-256 of its list."""
    with bureau.writing(now) as db:
        audit.record(db, bureau.key, now, actor, BUILT, f"{year}年归档", {"sha256": code})
