"""A change of the roster from a page: tried as `check` would, written back to its file, audited."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from yudu_flow.actions.access.judging import check_office
from yudu_flow.actions.acts.act import who
from yudu_flow.actions.acts.write_back import BrokenFiles, as_bytes, digest, write_back
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.content.findings import BrokenContent
from yudu_flow.content.home import Content, read_content
from yudu_flow.content.roster.changes import AddPerson, Change, ChangeHolder, SetFirms, SetInCharge
from yudu_flow.content.roster.edit import FILE, difference, edited
from yudu_flow.domain.errors import BadRequest, Conflict
from yudu_flow.domain.roster import Roster
from yudu_flow.storage import audit
from yudu_flow.wording.record import Record

ROSTER_CHANGED = "roster_changed"
ELSEWHERE = "名册刚刚被别人改过，您的修改没有保存；请看过最新的名册再改"


def fingerprint(home: Path) -> str:
    """The SHA-256 of the roster's file as it stands: an editor's page keeps it for `was`."""
    return digest((home / FILE).read_bytes())


def edit_roster(home: Path, bureau: Bureau, by: str, now: datetime, change: Change, *, was: str) -> Content:
    """Make one change; returns the content with it, or as it was where nothing changes.

    `was` is the `fingerprint` of what the editor saw. Raises Conflict where the file is another by now, BrokenFiles
    with every error where the content would not pass `check`, NotFound, BadRequest.
    """
    if not by.strip():
        raise BadRequest("请写明经办人", needs=("by",))
    check_office(bureau, who(bureau, by), now, "名册")
    path = (home / FILE).resolve()
    before = path.read_bytes()
    if digest(before) != was:
        raise Conflict(ELSEWHERE)
    old = before.decode("utf-8-sig")
    try:
        new = edited(old, change)
        content = _content(home, new, now)
    except BrokenContent as broken:
        raise BrokenFiles(broken) from broken
    if new != old:
        _keep(bureau, by, now, change, path, before, as_bytes(new, before))
    return content


def _content(home: Path, roster_text: str, now: datetime) -> Content:
    content, findings = read_content(home, local_day(now), roster_text=roster_text)
    if content is None:
        raise BrokenContent(findings)
    return content


def _keep(bureau: Bureau, by: str, now: datetime, change: Change, path: Path, before: bytes, after: bytes) -> None:
    old, new = difference(before.decode("utf-8-sig"), after.decode("utf-8-sig"))
    detail = {"change": type(change).__name__, "old": _masked(old), "new": _masked(new), "sha256": digest(after)}

    def note(db: Connection) -> None:
        audit.record(db, bureau.key, now, who(bureau, by), ROSTER_CHANGED, _about(change, bureau.roster), detail)

    write_back(bureau, path, before, after, now, note, ELSEWHERE)


def _about(change: Change, roster: Roster) -> str:
    """What was changed, as the office calls it."""
    match change:
        case AddPerson():
            return f"名册：{change.name}"
        case ChangeHolder():
            post = roster.posts.get(change.post)
            return f"名册：{post.title if post else change.post}"
        case SetInCharge():
            return f"名册：{change.unit}"
        case SetFirms():
            return f"名册：{_name(change.owner, roster)}"
        case _:
            return f"名册：{_name(change.person, roster)}"


def _name(owner: str, roster: Roster) -> str:
    return roster.people[owner].name if owner in roster.people else owner


def _masked(record: Mapping[str, str]) -> Record:
    """138****0001: whoever reads the audit need not be able to call."""
    return {
        place: f"{word[:3]}****{word[-4:]}" if place.endswith(".mobile") else word for place, word in record.items()
    }
