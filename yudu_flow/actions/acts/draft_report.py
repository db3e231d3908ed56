"""A report being written: words kept on the server, files that wait for the filing.

A draft is no fact: nothing but a file that is taken out again is audited until the report is filed. It can be changed
only while one can be filed.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from yudu_flow.actions.access.judging import check_doer, who
from yudu_flow.actions.acts.act import Keep, Scene, Sought, find
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.letters import spell_instant
from yudu_flow.actions.look import Sight
from yudu_flow.domain.deeds import Deed, Doers
from yudu_flow.domain.duties.registry import REPORTED, WRITTEN
from yudu_flow.domain.errors import BadRequest, Conflict, NotAllowed, NotFound
from yudu_flow.domain.roster import Who
from yudu_flow.intake.limits import LIMIT_FILES
from yudu_flow.intake.paper import TakenIn
from yudu_flow.storage import attachments, audit, drafts, obligations
from yudu_flow.storage.attachments import Store
from yudu_flow.storage.database import writing
from yudu_flow.storage.new_rows import NewAttachment
from yudu_flow.storage.rows import Owed

DRAFT = Deed(Doers.OWNERS, "草稿")
VIEW = "view"
"""What tells one opened page from another: a page is never in its own way."""
ENDED = "本期已经报送或免报，不能再修改；如需更正，请联系办公室退回"
LARGEST = 200_000
"""Characters of a draft; the longest report of a county's unit is a tenth of it."""


def takes_words(sight: Sight) -> bool:
    """Whether a report can still be written."""
    return sight.owed.kind in WRITTEN and _takes_papers(sight)


def _takes_papers(sight: Sight) -> bool:
    """Whether files may wait: for a report, or for what its owner says was done."""
    known = sight.owed.kind in WRITTEN or sight.owed.kind in REPORTED
    return known and not (sight.state.complete or sight.state.waived_at)


def with_papers(scene: Scene, files: Sequence[Path], store: Store | None) -> Keep:
    """What keeps, with what its owner says, the `files` that came along and those that waited."""

    def keep(db: Connection, sight: Sight, event_id: int) -> None:
        attachments.put(db, store, scene.bureau.key, sight.owed.id, event_id, files)
        attachments.claim(db, scene.bureau.key, sight.owed.id, event_id)

    return keep


def save_draft(
    bureau: Bureau, sight: Sight, words: Mapping[str, Any], by: str, now: datetime, known: str | None = None
) -> None:
    """Keep what is written so far. `known` is the mark of the draft that the writer's page showed; None asks nothing.

    Raises Conflict where another page has saved since, were it the same person's; `words[VIEW]` tells pages apart.
    """
    refuse_too_long(words)
    actor = who(bureau, by)
    check_doer(bureau, sight, DRAFT, actor, now)
    with writing(bureau.engine) as db:
        refuse_ended(_now(bureau, db, sight.owed))
        if clash := other_draft(db, sight, words, actor, known):
            raise Conflict(clash)
        drafts.save(db, bureau.key, sight.owed.id, words, actor, now)


def mark(saved_at: datetime | None) -> str:
    """How a page remembers which draft it showed; empty for none."""
    return saved_at.isoformat() if saved_at else ""


def refuse_too_long(words: Mapping[str, Any]) -> None:
    """Raises BadRequest for more than anybody writes."""
    if sum(len(str(value)) for value in words.values()) > LARGEST:
        raise BadRequest("内容过长，请把详细材料作为附件上传")


def other_draft(db: Connection, sight: Sight, words: Mapping[str, Any], by: Who, known: str | None) -> str:
    """That another page saved a draft since that page was opened, in words; empty where none did."""
    draft, view = drafts.find(db, sight.owed.bureau, sight.owed.id), str(words.get(VIEW, ""))
    if draft is None or known is None or mark(draft.saved_at) == known or (view and draft.words.get(VIEW) == view):
        return ""
    by_whom = "您在另一个窗口或另一台设备" if draft.saved_by_id == by.id else draft.saved_by
    return f"{by_whom}{spell_instant(draft.saved_at)}也保存了一份草稿，没有被覆盖"


def add_papers(
    bureau: Bureau, owed: Owed, papers: Sequence[TakenIn], store: Store, still: Callable[[Connection], None]
) -> list[str]:
    """Files that wait for the filing, at most LIMIT_FILES; returns the names of those that found no room.

    The bytes are on disk before the rows. One that waits already under its name is not put there again: it was sent
    twice, or with a filing that was refused. `still` refuses whoever has lost the right meanwhile.
    """
    for paper in papers:
        attachment_row(store, paper)
    with writing(bureau.engine) as db:
        # Only now: while a photo was looked through, the report may have been filed or the link ended.
        still(db)
        if not _takes_papers(_now(bureau, db, owed)):
            raise NotAllowed(ENDED)
        rows = [attachment_row(store, paper, db) for paper in papers]  # still there: see storage.attachments.sweep
        there = {(row.sha256, row.name) for row in attachments.of(db, bureau.key, owed.id) if row.event_id is None}
        fresh = {(row.sha256, row.name): row for row in rows if (row.sha256, row.name) not in there}
        room, wanted = max(0, LIMIT_FILES - len(there)), [*fresh.values()]
        refuse_too_much(bureau, db, owed, wanted[:room])
        for row in wanted[:room]:
            attachments.add(db, bureau.key, owed.id, row)
    return [row.name for row in wanted[room:]]


def spell_no_room(names: Sequence[str]) -> str:
    """What is said of files that found no room."""
    which = f"“{names[0]}”" + (f"等{len(names)}个" if len(names) > 1 else "")
    return f"附件最多{LIMIT_FILES}个，{which}没有收下；请删去不需要的再传"


def refuse_too_much(bureau: Bureau, db: Connection, owed: Owed, rows: Sequence[NewAttachment]) -> None:
    """Raises BadRequest where a unit's files of one period would grow beyond the bureau's limit."""
    kept = attachments.size_of(db, bureau.key, owed.unit, owed.period)
    if kept + sum(row.size for row in rows) > bureau.kept_mb * 2**20:
        raise BadRequest(
            f"{owed.unit}本期的附件已有{kept // 2**20}MB，合计不能超过{bureau.kept_mb}MB；"
            "请删去不需要的，或改用较低的清晰度扫描、拍照"
        )


def attachment_row(store: Store, paper: TakenIn, db: Connection | None = None) -> NewAttachment:
    """What the table keeps of a paper whose bytes are in `store`."""
    return NewAttachment(
        sha256=attachments.keep(store, paper.data, db),
        name=paper.name,
        size=len(paper.data),
        kind=paper.kind,
        pages=paper.pages,
        thumb=attachments.keep(store, paper.thumb, db) if paper.thumb else "",
        seal=paper.seal,
    )


def remove_paper(bureau: Bureau, sight: Sight, attachment: int, by: str, now: datetime) -> None:
    """Take a file out of the draft; what was filed stays. The audit keeps its name and hash, the disk not for long."""
    actor = who(bureau, by)
    check_doer(bureau, sight, DRAFT, actor, now)
    with bureau.writing(now) as db:
        row = attachments.find(db, bureau.key, attachment)
        if row is None or row.obligation_id != sight.owed.id or not attachments.remove(db, bureau.key, attachment):
            raise NotFound("没有这个待报的附件")
        gone = {"name": row.name, "sha256": row.sha256, "size": row.size}
        audit.record(db, bureau.key, now, actor, "paper_removed", obligations.name(sight.owed), gone)


def _now(bureau: Bureau, db: Connection, owed: Owed) -> Sight:
    """As it is now: a photo takes seconds to look through, and the report may have been filed meanwhile."""
    return find(bureau, db, Sought(owed.owner, owed.period, owed.duty))


def refuse_ended(sight: Sight) -> None:
    """Raises NotAllowed where no report can be written any more."""
    if not takes_words(sight):
        raise NotAllowed(ENDED)
