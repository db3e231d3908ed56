"""A change of the roster from a page: tried as `check` would, written back to its file, audited.

The audit row is committed after the file was replaced; where that fails, the file gets its old text back. Only a power
cut between the two leaves a change without its row, as an edit by hand would.
"""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from yudu_flow.actions.access.judging import check_office
from yudu_flow.actions.acts.act import who
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.content.findings import BrokenContent, Finding, Level
from yudu_flow.content.home import Content, read_content
from yudu_flow.content.roster.changes import AddPerson, Change, ChangeHolder, SetFirms, SetInCharge
from yudu_flow.content.roster.edit import FILE, difference, edited
from yudu_flow.domain.errors import BadRequest, Conflict
from yudu_flow.domain.roster import Roster
from yudu_flow.storage import audit, bureaus
from yudu_flow.storage.database import writing
from yudu_flow.wording.record import Record

ROSTER_CHANGED = "roster_changed"
BOM = b"\xef\xbb\xbf"
ELSEWHERE = "名册刚刚被别人改过，您的修改没有保存；请看过最新的名册再改"


class BrokenRoster(BadRequest):
    """The content would hold errors, or holds some already; nothing was written. `findings` are the errors."""

    code = "broken_content"

    def __init__(self, broken: BrokenContent) -> None:
        self.findings: tuple[Finding, ...] = tuple(f for f in broken.findings if f.level is Level.ERROR)
        super().__init__("；".join(_told(finding) for finding in self.findings))


def fingerprint(home: Path) -> str:
    """The SHA-256 of the roster's file as it stands: an editor's page keeps it for `was`."""
    return _digest((home / FILE).read_bytes())


def edit_roster(home: Path, bureau: Bureau, by: str, now: datetime, change: Change, *, was: str) -> Content:
    """Make one change; returns the content with it, or as it was where nothing changes.

    `was` is the `fingerprint` of what the editor saw. Raises Conflict where the file is another by now, BrokenRoster
    with every error where the content would not pass `check`, NotFound, BadRequest.
    """
    if not by.strip():
        raise BadRequest("请写明经办人", needs=("by",))
    check_office(bureau, who(bureau, by), now, "名册")
    path = (home / FILE).resolve()
    before = path.read_bytes()
    if _digest(before) != was:
        raise Conflict(ELSEWHERE)
    old = before.decode("utf-8-sig")
    try:
        new = edited(old, change)
        content = _content(home, new, now)
    except BrokenContent as broken:
        raise BrokenRoster(broken) from broken
    if new != old:
        after = (BOM if before.startswith(BOM) else b"") + new.encode()
        _keep(bureau, by, now, change, path, before, after)
    return content


def _content(home: Path, roster_text: str, now: datetime) -> Content:
    content, findings = read_content(home, local_day(now), roster_text=roster_text)
    if content is None:
        raise BrokenContent(findings)
    return content


def _keep(bureau: Bureau, by: str, now: datetime, change: Change, path: Path, before: bytes, after: bytes) -> None:
    """File and audit row, both or neither. The row makes editors queue up, so that the last look at the file holds."""
    old, new = difference(before.decode("utf-8-sig"), after.decode("utf-8-sig"))
    detail = {"change": type(change).__name__, "old": _masked(old), "new": _masked(new), "sha256": _digest(after)}
    replaced = committed = False
    try:
        with writing(bureau.engine) as db:
            bureaus.start(db, bureau.key, now)
            audit.record(db, bureau.key, now, who(bureau, by), ROSTER_CHANGED, _about(change, bureau.roster), detail)
            if path.read_bytes() != before:
                raise Conflict(ELSEWHERE)
            _replace(path, after)
            replaced = True
        committed = True
    finally:
        if replaced and not committed:
            _replace(path, before)


def _replace(path: Path, data: bytes) -> None:
    """Write beside the file, then take its place: a reader sees the old or the new text, never half of one."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        Path(draft).chmod(path.stat().st_mode & 0o7777)
        Path(draft).replace(path)
    finally:
        Path(draft).unlink(missing_ok=True)


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


def _told(finding: Finding) -> str:
    return f"{finding.message}（{finding.suggestion}）" if finding.suggestion else finding.message


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
