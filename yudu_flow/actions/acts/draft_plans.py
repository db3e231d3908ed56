"""Plans from documents (导入文件): a draft is kept, looked through, and started, each by the office and audited."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from yudu_flow.actions.access.judging import check_office
from yudu_flow.actions.acts.act import who
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.content.findings import BrokenContent, Finding, Level
from yudu_flow.content.home import read_content
from yudu_flow.documents import drafts
from yudu_flow.documents.draft import Draft
from yudu_flow.domain.errors import BadRequest, Conflict
from yudu_flow.storage import audit, bureaus
from yudu_flow.storage.database import writing

DRAFTED, STARTED, DROPPED = "plan_drafted", "plan_started", "draft_dropped"
WORDS = "方案"


class NotReady(BadRequest):
    """A draft that would not pass `check`; it stays a draft. `findings` are its errors."""

    code = "broken_content"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__("草稿还有错误，没有启用：" + "；".join(finding.message for finding in findings))


def keep_draft(home: Path, bureau: Bureau, by: str, now: datetime, draft: Draft) -> tuple[str, bool]:
    """Keep what was read from a document; its id, and whether it is new. Raises NotYours, Conflict."""
    check_office(bureau, who(bureau, by), now, WORDS)
    id, new = drafts.keep(home, draft)
    if new:
        _record(bureau, by, now, DRAFTED, draft, id)
    return id, new


def change_draft(home: Path, bureau: Bureau, by: str, now: datetime, id: str, draft: Draft) -> None:
    """Keep it as the page has it now. Raises NotYours, NotFound, Conflict."""
    check_office(bureau, who(bureau, by), now, WORDS)
    drafts.rewrite(home, id, draft)


def drop_draft(home: Path, bureau: Bureau, by: str, now: datetime, id: str) -> None:
    """Throw it away. Raises NotYours, NotFound."""
    check_office(bureau, who(bureau, by), now, WORDS)
    gone = drafts.kept(home, id)
    drafts.drop(home, id)
    _record(bureau, by, now, DROPPED, gone.draft, id)


def start_draft(home: Path, bureau: Bureau, by: str, now: datetime, id: str) -> Path:
    """Put a draft in force; returns its file. Raises NotYours, NotFound, Conflict, NotReady."""
    check_office(bureau, who(bureau, by), now, WORDS)
    kept = drafts.kept(home, id)
    target = start_file(home, kept.file, now)
    _record(bureau, by, now, STARTED, kept.draft, id)
    kept.file.with_suffix(".json").unlink(missing_ok=True)
    return target


def start_file(home: Path, file: Path, now: datetime) -> Path:
    """Move a draft's file among the plans where the content holds no error with it. Raises Conflict, NotReady."""
    target = home / "workflows" / file.name
    if target.exists():
        raise Conflict(f"已经有方案 {target.name}；要换掉它，先把原来的移走")
    file.rename(target)
    try:
        _check(home, now)
    except BrokenContent as broken:
        target.rename(file)
        raise NotReady(_errors(broken, lambda finding: finding.file.endswith(target.name))) from broken
    return target


def _check(home: Path, now: datetime) -> None:
    content, findings = read_content(home, local_day(now), until_year=local_day(now).year)
    if content is None:
        raise BrokenContent(findings)


def _errors(broken: BrokenContent, own: Callable[[Finding], bool]) -> tuple[Finding, ...]:
    errors = [one for one in broken.findings if one.level is Level.ERROR]
    return tuple([one for one in errors if own(one)] or errors)


def _record(bureau: Bureau, by: str, now: datetime, act: str, draft: Draft | None, id: str) -> None:
    about = (draft.title if draft else "") or id
    with writing(bureau.engine) as db:
        bureaus.start(db, bureau.key, now)
        audit.record(db, bureau.key, now, who(bureau, by), act, f"方案：{about}", {"draft": id})
