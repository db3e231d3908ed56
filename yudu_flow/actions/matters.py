"""What firms ask for, each with its steps: rows and obligations read together, and the pieces that the rules see."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight, see
from yudu_flow.domain.duties.kind import RequestPart
from yudu_flow.domain.facts import FactKind, HandBackChoice, RequestChoice, Satisfaction
from yudu_flow.domain.firm_request import Stage, StepTaken, leading, stage
from yudu_flow.domain.names import name_key
from yudu_flow.storage import obligations, requests
from yudu_flow.storage.firm_tables import FirmRow
from yudu_flow.storage.request_tables import RequestRow, RequestStepRow
from yudu_flow.storage.rows import EventRow


@dataclass(frozen=True)
class Matter:
    """A request with its steps, in the order in which they began, as it is at `now`."""

    row: RequestRow
    sights: tuple[Sight, ...]
    pieces: tuple[StepTaken, ...]
    now: datetime

    @cached_property
    def stage(self) -> Stage:
        return stage(self.pieces)

    @property
    def lead(self) -> Sight:
        """The lead's step that counts."""
        return self.of(leading(self.pieces))

    def of(self, piece: StepTaken) -> Sight:
        return next(sight for sight in self.sights if sight.owed.id == piece.key)

    def owed(self, *parts: RequestPart) -> list[Sight]:
        """The steps of those parts that somebody still has to do."""
        return [self.of(piece) for piece in self.pieces if piece.part in parts and piece.owed]

    @property
    def hand_backs(self) -> list[EventRow]:
        """Whenever a lead said that it is not theirs, whatever came of it: facts for 推诿扯皮."""
        leads = (self.of(piece) for piece in self.pieces if piece.part is RequestPart.LEAD)
        return [row for sight in leads for row in sight.events if row.kind == FactKind.HANDED_BACK]


def matters(bureau: Bureau, db: Connection, rows: Sequence[RequestRow], now: datetime) -> list[Matter]:
    """Those requests with all that is known of them, in their order."""
    steps = requests.steps(db, bureau.key, [row.id for row in rows])
    owed = obligations.by_id(db, bureau.key, [step.obligation_id for one in steps.values() for step in one])
    sights = {sight.owed.id: sight for sight in see(db, [*owed.values()])}
    return [_matter(row, steps[row.id], sights, now) for row in rows]


def under_way(bureau: Bureau, db: Connection, known: Sequence[FirmRow], now: datetime) -> Counter[int]:
    """By firm how many of its requests are not settled; one that named no firm of the register goes by the name."""
    by_name = {firm.name_key: firm.id for firm in known}
    rows = requests.listed(db, bureau.key)
    whose = {row.id: row.firm_id or by_name.get(name_key(row.firm), 0) for row in rows}
    asked = [row for row in rows if whose[row.id] in by_name.values()]
    return Counter(whose[one.row.id] for one in matters(bureau, db, asked, now) if not one.stage.over)


def _matter(row: RequestRow, steps: Sequence[RequestStepRow], sights: dict[int, Sight], now: datetime) -> Matter:
    mine = tuple(sights[step.obligation_id] for step in steps)
    return Matter(row, mine, tuple(_piece(sights[step.obligation_id], step.round, now) for step in steps), now)


def _piece(sight: Sight, round: int, now: datetime) -> StepTaken:
    part, state = sight.state.terms.kind.part, sight.state
    assert part is not None  # steps of a request are nothing else
    filed, decided = _last(sight, FactKind.FILED), _last(sight, FactKind.REQUEST_DECIDED)
    back = _last(sight, FactKind.HAND_BACK_ANSWERED)
    passed = back is not None and back.choice == HandBackChoice.ACCEPT
    return StepTaken(
        sight.owed.id,
        part,
        round,
        sight.owed.owner,
        sight.events[0].id,
        filed.id if filed and state.complete else None,
        state.waived_at is not None,
        state.is_overdue(now),
        str(back.detail.get("unit", "")) if back and passed else "",
        Satisfaction(filed.choice) if filed and filed.choice and state.complete else None,
        RequestChoice(decided.choice) if decided and decided.choice else None,
        str(decided.detail.get("unit", "")) if decided else "",
        state.raised_at is not None,
        _last(sight, FactKind.REQUEST_ENDED) is not None,
        state.accepted_at is not None,
    )


def _last(sight: Sight, kind: FactKind) -> EventRow | None:
    return next((row for row in reversed(sight.events) if row.kind == kind), None)


def matter_about(bureau: Bureau, db: Connection, obligation: int, now: datetime) -> Matter | None:
    """The request of which that obligation is a step."""
    row = requests.about(db, bureau.key, obligation)
    return matters(bureau, db, [row], now)[0] if row else None


def matter_numbered(bureau: Bureau, db: Connection, number: int, now: datetime) -> Matter | None:
    """The request of that number; None where there is none."""
    row = requests.numbered(db, bureau.key, number)
    return matters(bureau, db, [row], now)[0] if row else None
