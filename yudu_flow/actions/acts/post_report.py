"""What a unit sends from its form, in one transaction: the report is filed, or its words are kept as the draft."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from yudu_flow.actions.access.judging import check_doer, who
from yudu_flow.actions.acts.act import Done, Sought, find
from yudu_flow.actions.acts.draft_report import DRAFT, other_draft, refuse_ended, refuse_too_long, save_draft
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.domain.errors import Refusal
from yudu_flow.storage import drafts


@dataclass(frozen=True, slots=True)
class Filing:
    """A report that is ready to be filed."""

    report: Report
    sealed: bool
    page_stands: bool


Examine = Callable[[Connection, Sight, str], Filing | None]
"""What a page makes of what was written: None where it has a question first. It is told of another draft."""


def post_report(
    bureau: Bureau,
    sought: Sought,
    by: str,
    now: datetime,
    words: Mapping[str, Any],
    known: str | None,
    examine: Examine,
) -> Done | None:
    """File what `examine` makes of it, else keep the words; None where it was not filed.

    `known` is the mark of the draft that the page showed. What is refused is kept as a draft all the same.
    """
    refuse_too_long(words)
    actor = who(bureau, by)
    try:
        with bureau.writing(now) as db:
            sight = find(bureau, db, sought)
            check_doer(bureau, sight, DRAFT, actor, now)
            refuse_ended(sight)
            clash = other_draft(db, sight, words, actor, known)
            if filing := examine(db, sight, clash):
                report, sealed, stands = filing.report, filing.sealed, filing.page_stands
                return file_report.within(
                    db, bureau, sight, actor, now, sought.seen, report, sealed=sealed, page_stands=stands
                )
            if not clash:
                drafts.save(db, bureau.key, sight.owed.id, words, actor, now)
            return None
    except Refusal:
        # What refuses the draft as well is not to hide why the report was refused.
        with suppress(Refusal):
            _keep(bureau, sought, by, now, words, known)
        raise


def _keep(bureau: Bureau, sought: Sought, by: str, now: datetime, words: Mapping[str, Any], known: str | None) -> None:
    with bureau.reading() as db:
        sight = find(bureau, db, sought, lock=False)
    save_draft(bureau, sight, words, by, now, known)
