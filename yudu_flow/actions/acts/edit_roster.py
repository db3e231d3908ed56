"""Changes of the roster, from whichever way: tried as `check` would, written back to its file, audited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from yudu_flow.actions.acts.roster_guards import check_traces, keeper
from yudu_flow.actions.acts.roster_words import meant
from yudu_flow.actions.acts.tried_beside import BrokenFiles, TriedBeside, as_it_stands, try_beside
from yudu_flow.actions.acts.whose_edit import standing
from yudu_flow.actions.acts.write_back import digest, write_tried
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.firm_book import Pen
from yudu_flow.actions.firms_handed_over import hand_over, take_back
from yudu_flow.content.findings import BrokenContent
from yudu_flow.content.home import Content
from yudu_flow.content.roster.changes import Change, EndUnit, LeavePerson, ResumeUnit, StayPerson
from yudu_flow.content.roster.declared import Of, fields_of
from yudu_flow.content.roster.edit import FILE, edited
from yudu_flow.content.yaml_text import difference
from yudu_flow.domain.channels import WAYS
from yudu_flow.domain.errors import Conflict
from yudu_flow.domain.roster import Roster, Who
from yudu_flow.storage import audit
from yudu_flow.wording.record import Record

ROSTER_CHANGED = "roster_changed"
ELSEWHERE = "名册刚刚被别人改过，您的修改没有保存；请看过最新的名册再改"


@dataclass(frozen=True, slots=True)
class Tried:
    """The roster's text as it is and as it would be, the content with it, and the changes by ids."""

    before: bytes
    text: str
    beside: TriedBeside
    changes: tuple[Change, ...]
    actor: Who

    @property
    def content(self) -> Content:
        """That of all files with it."""
        return self.beside.right()

    @property
    def changed(self) -> bool:
        """Whether anything would be another."""
        return self.text != self.before.decode("utf-8-sig")


def fingerprint(home: Path) -> str:
    """The SHA-256 of the roster's file as it stands: an editor's page keeps it for `was`. Empty where nobody can open
    the file, as a change then says: the roster in force is shown all the same.
    """
    try:
        return digest((home / FILE).read_bytes())
    except OSError:
        return ""


def try_roster(
    home: Path, bureau: Bureau, by: str, now: datetime, *changes: Change, was: str | None = None, admin: bool = False
) -> Tried:
    """What would come of the changes; nothing is written.

    `was` is the `fingerprint` of what the editor saw, None where nobody looked. Raises Conflict where the file is
    another by now, BrokenFiles with every error where the content would not pass `check`, NotFound, BadRequest,
    NotAllowed, NotYours.
    """
    actor = keeper(bureau, by, now, admin=admin)
    return try_known(home, bureau, actor, now, [meant(change, bureau.roster) for change in changes], was=was)


def try_known(
    home: Path, bureau: Bureau, actor: Who, now: datetime, changes: Sequence[Change], *, was: str | None = None
) -> Tried:
    """The same for changes whose names are led to ids already, by somebody who keeps the roster."""
    before, text = as_it_stands(home, FILE)
    if was is not None and digest(before) != was:
        raise Conflict(f"{ELSEWHERE}。{standing(bureau, home / FILE)}")
    with bureau.reading() as db:
        for change in changes:
            check_traces(bureau, db, change)
    try:
        text = edited(text, *changes)
    except BrokenContent as broken:
        raise BrokenFiles(broken) from broken
    tried = try_beside(home, FILE, text, now)
    tried.right()
    return Tried(before, text, tried, tuple(changes), actor)


def edit_roster(
    home: Path, bureau: Bureau, by: str, now: datetime, *changes: Change, was: str | None = None, admin: bool = False
) -> Content:
    """Make the changes, all or none; returns the content with them, or as it was where nothing changes. Raises as
    `try_roster` does.
    """
    tried = try_roster(home, bureau, by, now, *changes, was=was, admin=admin)
    if tried.changed:
        keep_tried(bureau, now, tried)
    return tried.content


def keep_tried(bureau: Bureau, now: datetime, tried: Tried, about: str = "") -> None:
    """Write what was tried; `about` is what the audit calls several at once."""
    old, new = difference(tried.before.decode("utf-8-sig"), tried.text, FILE)
    kinds = [type(change).__name__ for change in tried.changes]
    detail = {"change": "、".join(dict.fromkeys(kinds)), "old": _masked(old), "new": _masked(new)}
    named = about or _about(tried.changes[0], bureau.roster)

    def note(db: Connection, sha256: str) -> None:
        for change in tried.changes:  # records may have come since it was tried
            check_traces(bureau, db, change)
        audit.record(db, bureau.key, now, tried.actor, ROSTER_CHANGED, named, {**detail, "sha256": sha256})
        _pass_on_firms(Pen(replace(bureau, content=tried.content), db, tried.actor, now), tried.changes, bureau.roster)

    write_tried(bureau, tried.beside, tried.before, now, note, ELSEWHERE)


def _pass_on_firms(pen: Pen, changes: Sequence[Change], before: Roster) -> None:
    """With the roster that is kept: who ends, or does not after all, or on another day, and who comes after them."""
    for change in changes:
        match change:
            case EndUnit(unit=owner) | ResumeUnit(unit=owner) | LeavePerson(person=owner) | StayPerson(person=owner):
                take_back(pen, owner, before)
    hand_over(pen)


def _about(change: Change, roster: Roster) -> str:
    """What was changed, as the office calls it."""
    first = fields_of(type(change))[0]
    said = str(getattr(change, first.name))
    match first.said.of:
        case Of.PERSON | Of.OWNER if said in roster.people:
            return f"名册：{roster.people[said].name}"
        case Of.POST | Of.LEADING if said in roster.posts:
            return f"名册：{roster.posts[said].title}"
    return f"名册：{said}"


def _masked(record: Mapping[str, str]) -> Record:
    """138****0001: whoever reads the audit need not be able to call."""
    own = tuple(f".{way.field}" for way in WAYS.values() if not way.whole)
    return {place: f"{word[:3]}****{word[-4:]}" if place.endswith(own) else word for place, word in record.items()}
