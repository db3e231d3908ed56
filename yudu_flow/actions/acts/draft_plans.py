"""Plans from documents (导入文件): a draft is kept, looked through, and started, each by the office and audited."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection

from yudu_flow.actions.access.judging import of_office
from yudu_flow.actions.acts.edit_file import FormSheet, Proposal, propose, sheet
from yudu_flow.actions.acts.tried_beside import BrokenFiles
from yudu_flow.actions.acts.whose_edit import BY_HAND, saved_by
from yudu_flow.actions.acts.write_back import as_bytes, digest, write_back
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.content.entries import Row
from yudu_flow.content.findings import BrokenContent, Finding, Level
from yudu_flow.content.home import read_content
from yudu_flow.content.plan.names import NOBODY
from yudu_flow.content.plan.outline import WHOLE, with_ids
from yudu_flow.content.read_source import source_in
from yudu_flow.documents import drafts
from yudu_flow.documents.draft import Draft
from yudu_flow.domain.errors import BadRequest, Conflict
from yudu_flow.domain.period import ZONE
from yudu_flow.domain.roster import Who
from yudu_flow.storage import audit

DRAFTED, TYPED, CHANGED = "plan_drafted", "plan_typed", "draft_changed"
STARTED, DROPPED = "plan_started", "draft_dropped"
WORDS = "方案"
DOCUMENT = "document"
ENDS = {STARTED: "启用", DROPPED: "删去"}


def keep_draft(home: Path, bureau: Bureau, by: str, now: datetime, draft: Draft) -> tuple[str, bool]:
    """Keep what was read from a document; its id, and whether it is new. Raises NotYours, Conflict."""
    actor = of_office(bureau, by, now, WORDS)
    with bureau.alone(now) as db:  # two at once would take the same file
        id, new = drafts.keep(home, draft)
        if new:
            _record(bureau, db, actor, now, DRAFTED, draft.plan, id, drafts.kept(home, id).file)
    return id, new


def blank_draft(home: Path, bureau: Bureau, by: str, now: datetime, title: str, number: str, dated: date) -> str:
    """A draft that is typed from nothing; its id. Raises NotYours, BadRequest, Conflict."""
    actor = of_office(bureau, by, now, WORDS)
    named = " ".join(title.split())
    if not named:
        raise BadRequest("请填写标题", needs=("title",))
    with bureau.alone(now) as db:
        id = drafts.blank(home, named, " ".join(number.split()), dated)
        _record(bureau, db, actor, now, TYPED, named, id, drafts.kept(home, id).file)
    return id


def spell_gone(bureau: Bureau, home: Path, draft: str) -> str:
    """What became of a draft that is not there any more, and by whom."""
    with bureau.reading() as db:
        row = audit.noting(db, bureau.key, "draft", draft)
    end = ENDS.get(row.act) if row else None
    if row and end:
        return f"这份草稿{row.by}{row.at.astimezone(ZONE):%Y-%m-%d %H:%M}{end}了；{row.about}"
    if (home / "workflows" / f"{Path(draft).name}.yaml").is_file():
        return "这份草稿已经启用，请到“方案”里看"
    return "这份草稿不在了，操作记录里没有是谁启用或删去的" if row else "没有这份草稿"


def draft_sheet(home: Path, id: str) -> FormSheet:
    """A draft's whole text as an editor sees it. Raises NotFound."""
    return sheet(home, drafts.shown(drafts.kept(home, id).id), WHOLE)


def propose_draft(home: Path, id: str, row: Row, seen: str, now: datetime) -> Proposal:
    """What a form makes of a draft, tried among the plans. Raises NotFound, Conflict, BadRequest."""
    return propose(home, drafts.shown(drafts.kept(home, id).id), with_ids(row, id), seen, now)


def write_draft(home: Path, bureau: Bureau, by: str, now: datetime, proposal: Proposal) -> None:
    """Keep it, whatever is still wrong with it: only what is started must be right. Raises NotYours, Conflict."""
    actor = of_office(bureau, by, now, WORDS)
    after, file = as_bytes(proposal.text, proposal.before), home / proposal.file

    def note(db: Connection) -> None:
        title = proposal.row.said.get("title", "")
        detail = {"draft": file.stem, "sha256": digest(after)}
        audit.record(db, bureau.key, now, actor, CHANGED, _about(title, file.stem), detail)

    write_back(bureau, file, proposal.before, after, now, note, drafts.ELSEWHERE)


def change_draft(home: Path, bureau: Bureau, by: str, now: datetime, id: str, draft: Draft, *, seen: str) -> None:
    """Keep it as the page has it now; `seen` is the mark of what the page showed.

    Raises NotYours, NotFound, Conflict where somebody has changed it since.
    """
    actor = of_office(bureau, by, now, WORDS)
    with bureau.alone(now) as db:
        was = drafts.kept(home, id)
        try:
            drafts.rewrite(home, id, draft, seen)
        except Conflict as problem:
            whose = saved_by(bureau, db, was.file.read_bytes()) or BY_HAND
            raise Conflict(f"{problem}。{whose}") from problem
        if draft != was.draft:
            _record(bureau, db, actor, now, CHANGED, draft.plan, id, was.file)


def drop_draft(home: Path, bureau: Bureau, by: str, now: datetime, id: str) -> None:
    """Throw it away. Raises NotYours, NotFound."""
    actor = of_office(bureau, by, now, WORDS)
    with bureau.alone(now) as db:
        gone = drafts.kept(home, id)
        _record(bureau, db, actor, now, DROPPED, _title(gone), id)
        drafts.drop(home, id)


def start_draft(home: Path, bureau: Bureau, by: str, now: datetime, id: str) -> Path:
    """Put a draft in force; returns its file. Raises NotYours, NotFound, Conflict, BrokenFiles."""
    actor = of_office(bureau, by, now, WORDS)
    moved: tuple[Path, Path] | None = None
    committed = False
    try:
        with bureau.alone(now) as db:  # nobody starts, changes or drops it between the look and the move
            kept = drafts.kept(home, id)
            target = ready_place(home, kept.file, now)
            _record(bureau, db, actor, now, STARTED, _title(kept), id, kept.file, kept.draft.text if kept.draft else "")
            kept.file.rename(target)
            moved = kept.file, target
        committed = True
    finally:
        # What could not be noted is not started either.
        if moved and not committed:
            moved[1].rename(moved[0])
    drafts.forget(kept)
    return target


def ready_place(home: Path, file: Path, now: datetime) -> Path:
    """Where a draft's file goes among the plans, tried there before it does: whoever runs meets no broken plan.

    Raises Conflict where a plan has that name, BrokenFiles where the content would hold errors, or the plan charges a
    group that is nobody yet.
    """
    target = home / "workflows" / file.name
    if target.exists():
        raise Conflict(
            f"已经有方案 {target.name}；修订它的，请与执行中的方案比较，选要改的写进去；要整份换掉的，先把原来的移走"
        )
    today, shown = local_day(now), f"workflows/{target.name}"
    data = file.read_bytes()
    if (broken := source_in(data, shown)).findings:
        raise BrokenFiles(BrokenContent(broken.findings))
    text = data.decode("utf-8-sig")
    content, findings = read_content(home, today, until_year=today.year, tried={shown: text})
    if content is None:
        raise BrokenFiles(BrokenContent(_own(findings, shown)))
    if nobody := [one for one in findings if one.file == shown and NOBODY in one.message]:
        raise BrokenFiles(BrokenContent(replace(one, level=Level.ERROR) for one in nobody))
    return target


def _own(findings: list[Finding], shown: str) -> list[Finding]:
    """The draft's own errors; where it has none, what is wrong elsewhere."""
    errors = [one for one in findings if one.level is Level.ERROR]
    return [one for one in errors if one.file == shown] or errors


def _title(kept: drafts.Kept) -> str:
    return kept.title or (kept.draft.plan if kept.draft else "")


def _about(title: str, id: str) -> str:
    return f"方案：{title or id}"


def _record(
    bureau: Bureau,
    db: Connection,
    actor: Who,
    now: datetime,
    act: str,
    title: str,
    id: str,
    file: Path | None = None,
    source: str = "",
) -> None:
    """With the sum of what the file says by then: whoever comes second is told whose it is; and of the document that a
    plan was read from, which may come again.
    """
    detail = {"draft": id} | ({"sha256": digest(file.read_bytes())} if file else {})
    detail |= {DOCUMENT: digest(source.encode())} if source else {}
    audit.record(db, bureau.key, now, actor, act, _about(title, id), detail)
