"""Today's work of the office as lists: to review, to urge, to decide, cases, calls, hand-backs. Reads only.

Each is put in order and counted whole; only the part of it that is wanted is worked out in full.
"""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import Connection

from yudu_flow.actions.access.judging import why_not, why_not_decide
from yudu_flow.actions.acts.answer_hand_back import unanswered
from yudu_flow.actions.acts.urge_all import to_urge
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.deciders import decider_name
from yudu_flow.actions.engine.office_list import call_of, tells, to_call, to_confirm
from yudu_flow.actions.letters import ASKED, PENDING, Writer, given_words, last_words
from yudu_flow.actions.look import Sight, day_of
from yudu_flow.actions.views.board_figures import time_left
from yudu_flow.actions.views.part import WHOLE, Slice
from yudu_flow.domain.duties.kind import Words
from yudu_flow.domain.duties.registry import CLOSED, GIVEN, KINDS, WRITTEN
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.obligation import Pending, flags
from yudu_flow.domain.period import ZONE
from yudu_flow.storage.notice_rows import NoticeAnswered
from yudu_flow.storage.rows import EventRow
from yudu_flow.wording.cases import stage
from yudu_flow.wording.standings import Stand, Stands


@dataclass(frozen=True, slots=True)
class BoardItem:
    """One obligation in a list. `note` says what matters there; `marks` are 内容雷同 and 内容为空.

    `barred` says who judges it, where the reader may not; `given` is what was said where somebody gave it.
    """

    id: int
    owner: str
    title: str
    kind: str
    period: str
    now: Stand
    flags: tuple[str, ...]
    deadline: datetime
    filed_at: datetime | None
    accepted_at: datetime | None
    note: str = ""
    since: datetime | None = None
    marks: tuple[str, ...] = ()
    seen: int = 0
    barred: str = ""
    given: str = ""

    @property
    def words(self) -> Words:
        """How its kind speaks."""
        return KINDS[self.kind].words

    @property
    def acts(self) -> dict[str, str]:
        """What its facts are called where a report's words would be wrong."""
        return dict(self.words.acts)

    @property
    def written(self) -> bool:
        """Whether it is reported in words."""
        return self.kind in WRITTEN


@dataclass(frozen=True, slots=True)
class ToCall:
    """Somebody whom no message reaches. `phone` is empty where none is registered."""

    item: BoardItem
    person: str
    phone: str
    why: str
    slip: str = ""


@dataclass(frozen=True, slots=True)
class HandBack:
    """An assignment that a unit says is not its business; `event` is what an answer names."""

    item: BoardItem
    event: int
    assignment: str
    reason: str
    by: str


@dataclass
class Lists:
    """Sorts obligations into today's lists, and shows the `wanted` part of each.

    What waits for a judgement says who gives it where the `reader`, by id, may not.
    """

    bureau: Bureau
    now: datetime
    wanted: slice = field(default_factory=lambda: WHOLE)
    reader: str = ""
    stands: Stands = field(init=False)

    def __post_init__(self) -> None:
        self.stands = Stands(self.bureau.rules, self.bureau.calendar, self.now)

    def showing(self, wanted: slice) -> "Lists":
        """The same with another part of each."""
        # Copied, not made anew: what is known of the states goes along, which many obligations share.
        other = copy(self)
        other.wanted = wanted
        return other

    def item(self, sight: Sight, note: str = "", since: datetime | None = None) -> BoardItem:
        """One obligation as any list shows it."""
        owed, state = sight.owed, sight.state
        marks = tuple(sight.questions)
        return BoardItem(
            owed.id,
            owed.owner,
            owed.title,
            owed.kind,
            owed.period,
            self.stands.of(state),
            (*flags(state), *(["provisional"] if owed.provisional else [])),
            state.late_from,
            state.filed_at or state.unsealed_at,
            state.accepted_at,
            note,
            since,
            marks,
            sight.events[-1].id if sight.events else 0,
            given=given_words(sight),
        )

    def _judged(
        self,
        sight: Sight,
        note: str = "",
        since: datetime | None = None,
        who: Callable[[Bureau, Sight, str, date], str] = why_not,
    ) -> BoardItem:
        """One that waits for a judgement: said at once where it is not the reader's to give, as `who` has it."""
        barred = who(self.bureau, sight, self.reader, local_day(self.now)) if self.reader else ""
        return replace(self.item(sight, note, since), barred=barred)

    def month(self, sights: Sequence[Sight]) -> Slice[BoardItem]:
        """All of them, as they come."""
        return Slice.of(sights, self.wanted, self.item)

    def given(self, sights: Iterable[Sight]) -> Slice[BoardItem]:
        """What leaders and the office gave to units, the newest first."""
        found = [sight for sight in sights if sight.owed.kind in GIVEN]
        found.sort(key=lambda sight: -sight.owed.id)
        return Slice.of(found, self.wanted, self.item)

    def review(self, sights: Iterable[Sight]) -> Slice[BoardItem]:
        """What is complete and not accepted, the longest in first."""
        return Slice.of(
            self.to_review(sights), self.wanted, lambda sight: self._judged(sight, since=sight.state.filed_at)
        )

    def to_review(self, sights: Iterable[Sight]) -> list[Sight]:
        """The same unread."""
        found = [
            sight
            for sight in sights
            if sight.owed.kind in CLOSED and sight.state.complete and not sight.state.accepted_at
        ]
        return sorted(found, key=self.came)

    def came(self, sight: Sight) -> tuple[datetime, int]:
        """Where it stands among those that came in."""
        return sight.state.filed_at or self.now, sight.owed.id

    def reading_on(self, sights: Iterable[Sight], read: Sight | None, step: int) -> int | None:
        """The id of the next of them that the reader judges, with a `step` of -1 of the one before; round the end."""
        day, at = local_day(self.now), self.came(read) if read else (self.now, 0)
        mine = [one for one in self.to_review(sights) if not why_not(self.bureau, one, self.reader, day)][::step]
        others = [one for one in mine if read is None or one.owed.id != read.owed.id]
        beyond = [one for one in others if read and (self.came(one) > at) == (step > 0)]
        return next((one.owed.id for one in beyond or others), None)

    def urge(self, sights: Iterable[Sight]) -> Slice[BoardItem]:
        """What is overdue or soon due and not in, the most overdue first."""
        return Slice.of(to_urge(self.bureau, sights, self.now), self.wanted, self._to_urge)

    def _to_urge(self, sight: Sight) -> BoardItem:
        item = self.item(sight, since=_last(sight, FactKind.URGED))
        left = time_left(sight.state.late_from, sight.state.base_day, self.now, self.bureau.calendar)
        return replace(item, note=item.now.aside if sight.state.is_overdue(self.now) else left)

    def waiting(self, sights: Iterable[Sight]) -> Slice[BoardItem]:
        """Extensions asked for and explanations given that nobody has decided, the longest waiting first."""
        found = [sight for sight in sights if sight.state.waits and not sight.state.closed_at]
        found.sort(key=lambda sight: (sight.state.pending_since or self.now, sight.owed.id))
        return Slice.of(found, self.wanted, self._waiting)

    def _waiting(self, sight: Sight) -> BoardItem:
        return self._judged(sight, self.request(sight), sight.state.pending_since, why_not_decide)

    def request(self, sight: Sight) -> str:
        """What is asked for, or given as a reason, and not decided."""
        if sight.state.pending is Pending.EXTENSION:
            asked = [row for row in sight.events if row.kind == FactKind.EXTENSION_ASKED][-1]
            day = day_of(asked)
            return f"申请延期至{day.month}月{day.day}日：{asked.detail.get('reason', '')}"
        pending = sight.state.pending or Pending.EXPLANATION
        return f"{PENDING[pending]}：{last_words(sight, ASKED[pending])}"

    def case(self, sight: Sight) -> BoardItem:
        """A case that is proposed, or decided and not struck off."""
        return self.item(sight, self.stage(sight), sight.state.case.proposed_at if sight.state.case else None)

    def stage(self, sight: Sight) -> str:
        """Where a case stands, and whose move it is."""
        case = sight.state.case
        return stage(case, decider_name(self.bureau, sight, self.now), self.now) if case else ""

    def calls(self, db: Connection, sights: Iterable[Sight], period: str | None) -> Slice[ToCall]:
        """The call sheet of one period or of all: each person once an obligation. `sights` are those read already."""
        return self._to_call(to_call(self.bureau, db, self._writer(sights)), period)

    def unsure(self, db: Connection, sights: Iterable[Sight], period: str | None) -> Slice[ToCall]:
        """The same for those whose SMS may or may not have arrived."""
        return self._to_call(to_confirm(self.bureau, db, self._writer(sights)), period)

    def _writer(self, sights: Iterable[Sight]) -> Writer:
        return Writer(self.bureau, self.now, {sight.owed.id: sight for sight in sights})

    def _to_call(self, rows: Iterable[tuple[Sight, NoticeAnswered]], period: str | None) -> Slice[ToCall]:
        found = {
            (sight.owed.id, row.recipient): (sight, row) for sight, row in rows if period in (None, sight.owed.period)
        }
        return Slice.of([*found.values()], self.wanted, lambda pair: self._call(*pair))

    def _call(self, sight: Sight, row: NoticeAnswered) -> ToCall:
        call = call_of(self.bureau, sight, row)
        return ToCall(self.item(sight), call.person, call.phone, call.reason, row.rung if tells(row) else "")

    def hand_backs(self, sights: Iterable[Sight]) -> Slice[HandBack]:
        """What units handed back and the office has not answered."""
        found = [(sight, row) for sight in sights for row in unanswered(sight.events) if row.subject]
        return Slice.of(found, self.wanted, lambda pair: self._hand_back(*pair))

    def _hand_back(self, sight: Sight, row: EventRow) -> HandBack:
        return HandBack(
            self._judged(sight, who=why_not_decide),
            row.id,
            row.subject or "",
            str(row.detail.get("reason", "")),
            row.by,
        )


def _last(sight: Sight, kind: FactKind) -> datetime | None:
    return next((row.at.astimezone(ZONE) for row in reversed(sight.events) if row.kind == kind), None)
