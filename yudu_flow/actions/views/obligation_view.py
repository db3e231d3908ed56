"""One obligation as the office sees it: the report beside last month's, its papers, its whole trace. Reads only.

Only what was filed is shown: a unit's draft and the files that wait in it are its own until it files.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from yudu_flow.actions.access.judging import barred_from, why_not, why_not_decide
from yudu_flow.actions.acts.answer_hand_back import unanswered
from yudu_flow.actions.acts.file_report import register_report
from yudu_flow.actions.acts.firm_lost import undecided_losses
from yudu_flow.actions.acts.strike_visit import standing_visits
from yudu_flow.actions.acts.table import doors
from yudu_flow.actions.acts.withdraw_request import waiting_request
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.case_said import CaseSaid, case_said
from yudu_flow.actions.deciders import decider
from yudu_flow.actions.look import Sight
from yudu_flow.actions.paces import asked, figures_before
from yudu_flow.actions.papers.item_papers import papers_due
from yudu_flow.actions.proof import ToldProof, proved_by, to_tell
from yudu_flow.actions.views.board_lists import BoardItem, Lists
from yudu_flow.actions.views.differences import GONE, Piece, differences
from yudu_flow.actions.views.report import traced_by
from yudu_flow.domain.amount import Amount
from yudu_flow.domain.amount import whole as whole_amount
from yudu_flow.domain.duties.registry import WRITTEN
from yudu_flow.domain.plan import Assignment
from yudu_flow.domain.target import Target
from yudu_flow.storage import attachments, messages, notices, submissions
from yudu_flow.storage.rows import EventRow, Owed, SubmissionRow
from yudu_flow.wording.contents import CONTENTS, SECTIONS
from yudu_flow.wording.periods import nothing_new
from yudu_flow.wording.record import Record

PASSAGES = ("nothing_new", *SECTIONS)


@dataclass(frozen=True, slots=True)
class PassageShown:
    """A part of the report under its heading, beside what last month's said there."""

    heading: str
    pieces: tuple[Piece, ...]
    before: str

    @property
    def now(self) -> str:
        return "".join(text for tag, text in self.pieces if tag != GONE).strip()


@dataclass(frozen=True, slots=True)
class FigureShown:
    """A target with the value reported now and the last one before; a cumulative one that `fell` is questioned."""

    target: Target
    value: Amount | None
    before: Amount | None
    asked: bool

    @property
    def change(self) -> Amount | None:
        """By how much it rose or fell, to the places to which figures are kept; None where either is not known."""
        return None if self.value is None or self.before is None else whole_amount(self.value - self.before)

    @property
    def fell(self) -> bool:
        """Whether the reported value is below the one before: what is read anew each time may be."""
        return bool(self.change and self.change < 0) and not self.target.state


@dataclass(frozen=True, slots=True)
class FiledShown:
    """A report as it was filed: by whom and when; `brought` is who handed in a paper.

    Where there is `nothing_new`, last month's text was not struck out.
    """

    at: datetime
    by: str
    received: datetime | None
    brought: str
    questions: tuple[str, ...]
    passages: tuple[PassageShown, ...]
    before_period: str
    nothing_new: bool


@dataclass(frozen=True, slots=True)
class Scan:
    """A file that came in with a filing, at `at`. `seal` is seen, not_seen or unknown."""

    id: int
    name: str
    kind: str
    pages: int
    pictured: bool
    seal: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OfficeItem:
    """Everything about one obligation. `replies` says of messages that failed for good what the relay answered.

    `doors` are the names of the acts that fit it now; the acts themselves check again.

    `barred` says who judges it where the reader may not, `undecided_by` who decides what is asked for and waives it,
    `not_own` who registers paper for it and settles it.
    """

    item: BoardItem
    leaders: tuple[str, ...]
    decider: str
    assignments: tuple[Assignment, ...]
    filed: tuple[FiledShown, ...]
    figures: tuple[FigureShown, ...]
    files: tuple[Scan, ...]
    trace: Record
    replies: dict[str, str]
    asked: EventRow | None
    hand_backs: tuple[EventRow, ...]
    visits: tuple[EventRow, ...]
    losses: tuple[EventRow, ...]
    doors: frozenset[str]
    barred: str
    undecided_by: str
    not_own: str
    proof: tuple[ToldProof, ...]
    to_tell: tuple[tuple[str, str], ...]
    case: CaseSaid | None
    papers: tuple[tuple[str, str], ...]


def whole(bureau: Bureau, db: Connection, sight: Sight, now: datetime, reader: str) -> OfficeItem:
    """One obligation at `now`, the latest filing first; `reader` is the id of whoever looks at it."""
    owed = sight.owed
    found = tuple(bureau.assignments(owed.plan, owed.assignments))
    day = local_day(now)
    leader = decider(bureau, owed, day)
    names = [_name(bureau, post, day) for post in owed.leaders]
    told = notices.of(db, bureau.key, [owed.id]).get(owed.id, [])
    record = traced_by(bureau, sight, told, now)
    return OfficeItem(
        Lists(bureau, now).item(sight),
        tuple(dict.fromkeys(name for name in names if name)),
        leader.name if leader else "",
        found,
        tuple(_filings(bureau, db, sight, found)),
        tuple(_figures(bureau, db, owed)) if owed.kind in WRITTEN else (),
        tuple(_scans(db, sight)),
        record,
        _replies(bureau, db, record),
        waiting_request(sight),
        tuple(unanswered(sight.events)),
        tuple(standing_visits(sight.events)) if sight.state.closed_at is None else (),
        tuple(undecided_losses(sight)),
        doors(sight, now),
        why_not(bureau, sight, reader, day),
        why_not_decide(bureau, sight, reader, day),
        barred_from(bureau, sight, register_report.deed.doers, reader, day),
        proved_by(bureau, sight, told),
        tuple(to_tell(bureau, db, sight)),
        case_said(bureau, sight, now),
        papers_due(bureau, db, sight, now),
    )


def _name(bureau: Bureau, post: str, day: date) -> str:
    """Who fills a leader's post on the day; a leader without a post is named in person."""
    holder = bureau.roster.holder(post, day) or bureau.roster.people.get(post)
    return holder.name if holder else ""


def _filings(bureau: Bureau, db: Connection, sight: Sight, found: Sequence[Assignment]) -> Iterator[FiledShown]:
    rows = submissions.of(db, bureau.key, sight.owed.id)
    if not rows:
        return
    before, earlier = submissions.latest(db, bureau.key, sight.owed) or ("", None)
    happened = {row.id: row for row in sight.events}
    for row in reversed(rows):
        event = happened[row.event_id]
        yield FiledShown(
            event.at,
            event.by,
            event.received,
            str(event.detail.get("brought", "")),
            tuple(str(name) for name in event.detail.get("questions", [])),
            tuple(_passages(row, earlier, found, sight.owed.period)),
            before,
            bool(row.nothing_new.strip()),
        )


def _passages(
    row: SubmissionRow, earlier: SubmissionRow | None, found: Sequence[Assignment], period: str
) -> Iterator[PassageShown]:
    """By assignment where the form took it so, else the progress as a whole; then the other sections."""
    before = earlier.parts if earlier else {}
    for assignment in found if row.parts else ():
        text = str(row.parts.get(assignment.id, ""))
        yield from _passage(f"{assignment.id} {assignment.summary}", text, str(before.get(assignment.id, "")))
    if not row.parts:
        yield from _passage(CONTENTS["progress"], row.progress, earlier.progress if earlier else "")
    headings = {"nothing_new": nothing_new(period), **SECTIONS}
    for name in PASSAGES:
        yield from _passage(headings[name], getattr(row, name), getattr(earlier, name) if earlier else "")


def _passage(heading: str, now: str, before: str) -> Iterator[PassageShown]:
    if now.strip() or before.strip():
        yield PassageShown(heading, tuple(differences(before, now)), before)


def _figures(bureau: Bureau, db: Connection, owed: Owed) -> Iterator[FigureShown]:
    """What is asked for, and what was given all the same: units were asked for each other's figures once."""
    values = {row.target: row.value for row in submissions.readings(db, bureau.key, owed.id)}
    mine = {target.name for target in asked(bureau, owed)}
    before = figures_before(bureau, db, owed)
    for target in (one for a in bureau.assignments(owed.plan, owed.assignments) for one in a.targets):
        if target.name in mine or target.name in values:
            yield FigureShown(target, values.get(target.name), before.get(target.name), target.name in mine)


def _scans(db: Connection, sight: Sight) -> Iterator[Scan]:
    """What was filed, the latest first; a file that waits in a draft has no event."""
    happened = {row.id: row.at for row in sight.events}
    for row in reversed(attachments.of(db, sight.owed.bureau, sight.owed.id)):
        if row.event_id in happened:
            at = happened[row.event_id]
            yield Scan(row.id, row.name, row.kind, row.pages, bool(row.thumb), row.seal or "unknown", at)


def _replies(bureau: Bureau, db: Connection, record: Record) -> dict[str, str]:
    told = (notice for rung in record["rungs"] for notice in rung["notices"])
    failed = {notice["message"] for notice in told if notice["state"] == "failed" and notice["message"]}
    return {row.id: row.reply for row in messages.by_id(db, bureau.key, failed).values()} if failed else {}
