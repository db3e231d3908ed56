"""What a unit sees: its items by deadline, and one item with what can be done about it now. Reads only."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from yudu_flow.actions.acts.answer_hand_back import unanswered
from yudu_flow.actions.acts.strike_visit import standing_visits
from yudu_flow.actions.acts.table import doors
from yudu_flow.actions.acts.withdraw_request import waiting_request
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.case_said import CaseSaid, case_said
from yudu_flow.actions.letters import given_words
from yudu_flow.actions.look import Sight, states
from yudu_flow.actions.paces import asked, figures_of
from yudu_flow.actions.views.as_known import closing_words
from yudu_flow.actions.views.report import void_ids
from yudu_flow.domain.amount import Amount
from yudu_flow.domain.case import Case, CaseStep
from yudu_flow.domain.duties.kind import Kind
from yudu_flow.domain.duties.registry import WRITTEN
from yudu_flow.domain.escalation import decidable_from
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.obligation import State, flags
from yudu_flow.domain.period import midnight_after
from yudu_flow.domain.plan import Assignment
from yudu_flow.domain.roster import Person
from yudu_flow.domain.target import Target
from yudu_flow.storage import attachments, drafts, obligations, submissions
from yudu_flow.storage.rows import AttachmentRow, EventRow, Owed, ReadingRow, SubmissionRow
from yudu_flow.wording.standings import Stand, stand

OF_THE_OFFICE = (FactKind.NOTED, FactKind.CALLED, FactKind.RELEASED, FactKind.LINKS_REVOKED)
"""What stays with the office."""


PERIODS = 13


def owed_by(bureau: Bureau, db: Connection, units: Sequence[str], person: str, day: date) -> Sequence[Owed]:
    """What those units and that person, or whoever they stand in for on `day`, owed in the last year or owe still,
    newest first.
    """
    people = {one.id: one.name for one in bureau.roster.acted_for(person, day)}
    return obligations.of_owners(db, bureau.key, units, people, PERIODS * 4 * (len(units) + max(1, len(people))))


def still_open(bureau: Bureau, db: Connection, units: Sequence[str], person: Person, day: date) -> set[int]:
    """The ids of what of that is neither done nor closed."""
    found = states(db, owed_by(bureau, db, units, person.id, day))
    return {id for id, state in found.items() if not (state.ended or state.closed_at)}


@dataclass(frozen=True, slots=True)
class UnitItem:
    """One obligation in a list. `unit` is empty where a person owes it; `returns` are what came back, oldest first.

    `given` is what was said where somebody gave it.
    """

    id: int
    title: str
    owner: str
    unit: str
    period: str
    late_from: datetime
    now: Stand
    flags: tuple[str, ...]
    report: bool
    visited: int
    quota: int
    returns: tuple[EventRow, ...]
    filed_at: datetime | None
    kind: Kind
    given: str

    @property
    def acts(self) -> dict[str, str]:
        """What its facts are called where a report's words would be wrong."""
        return dict(self.kind.words.acts)

    @property
    def returned(self) -> str:
        """Why it came back, while it has not been filed again."""
        return str(self.returns[-1].detail.get("reason", "")) if self.returns and not self.filed_at else ""


def item_of(bureau: Bureau, sight: Sight, now: datetime) -> UnitItem:
    """An obligation as its owner's list shows it."""
    owed, state = sight.owed, sight.state
    return UnitItem(
        owed.id,
        owed.title,
        owed.owner,
        owed.unit if owed.owner == owed.unit else "",
        owed.period,
        state.late_from,
        stand(state, bureau.rules, bureau.calendar, now),
        tuple(flags(state)),
        owed.kind in WRITTEN,
        len(state.visited),
        owed.quota,
        tuple(row for row in sight.events if row.kind == FactKind.RETURNED),
        state.filed_at or state.unsealed_at,
        state.terms.kind,
        given_words(sight),
    )


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something to do before `at`."""

    at: datetime
    item: UnitItem


def mine(bureau: Bureau, sights: Sequence[Sight], now: datetime) -> tuple[list[ToDo], list[UnitItem]]:
    """What is to do, by deadline; and what was done or is over, the newest first."""
    items = [item_of(bureau, sight, now) for sight in sights]
    over = {sight.owed.id for sight in sights if _is_over(sight.state)}
    asked = {sight.owed.id: until for sight in sights if (until := _measures_until(sight.state))}
    due = [ToDo(asked.get(item.id, item.late_from), item) for item in items if item.id not in over]
    done = sorted((item for item in items if item.id in over), key=lambda item: item.late_from, reverse=True)
    return sorted(due, key=lambda one: one.at), done


def _is_over(state: State) -> bool:
    return bool(state.ended or state.closed_at) and not _measures_until(state)


def _measures_until(state: State) -> datetime | None:
    """Until when measures are asked of the unit for a confirmed case; None where none are."""
    case = state.case
    wanted = case is not None and case.step is CaseStep.MEASURES and case.measures_by
    return midnight_after(wanted) if wanted else None


@dataclass(frozen=True, slots=True)
class WholeItem:
    """One item with everything that its page shows; `doors` are the names of the acts that fit it now.

    `closing` says of the event that closed it what it closed with.
    `standing` are the events of visits that were not struck. `figures` are what each filing reported, by its event:
    (target, value) pairs, `lacking` the targets without. `waiting` are files not yet filed.
    """

    item: UnitItem
    assignments: tuple[Assignment, ...]
    submissions: tuple[SubmissionRow, ...]
    figures: Mapping[int, Sequence[tuple[Target, Amount]]]
    lacking: tuple[Target, ...]
    papers: tuple[AttachmentRow, ...]
    waiting: tuple[AttachmentRow, ...]
    acts: tuple[EventRow, ...]
    closing: Mapping[int, str]
    standing: frozenset[int]
    handed_back: frozenset[str]
    case: CaseSaid | None
    object_until: datetime | None
    visited: tuple[str, ...]
    asked: EventRow | None
    today: date
    doors: frozenset[str]


def whole(bureau: Bureau, db: Connection, sight: Sight, now: datetime) -> WholeItem:
    """Without what stays with the office, and without what a clock that ran ahead recorded."""
    owed, case = sight.owed, sight.state.case
    objects = case is not None and not (case.decision or case.objected_at)
    until = _objects_until(bureau, case, now) if case and objects else None
    void = void_ids(sight)
    mine, papers = tuple(bureau.assignments(owed.plan, owed.assignments)), attachments.of(db, bureau.key, owed.id)
    return WholeItem(
        item_of(bureau, sight, now),
        mine,
        tuple(submissions.of(db, bureau.key, owed.id)),
        _figures(submissions.readings(db, bureau.key, owed.id), mine),
        tuple(_lacking(bureau, db, owed)),
        tuple(row for row in papers if row.event_id),
        tuple(row for row in papers if not row.event_id),
        tuple(row for row in sight.events if row.kind not in OF_THE_OFFICE and row.id not in void),
        closing_words(bureau, sight),
        frozenset(row.id for row in standing_visits(sight.events)),
        frozenset(row.subject or "" for row in unanswered(sight.events)),
        case_said(bureau, sight, now),
        until if until and now < until else None,
        tuple(sight.state.visited),
        waiting_request(sight) if sight.state.closed_at is None else None,
        local_day(now),
        doors(sight, now),
    )


def _objects_until(bureau: Bureau, case: Case, now: datetime) -> datetime:
    """Until when the unit may object; who reads of it here before any message came has as long as if told now."""
    # As the unit was told: by rules that were changed since, the form was gone while the act still took an objection.
    return case.decidable_from or decidable_from(now, bureau.rules, bureau.calendar)


def _figures(rows: Sequence[ReadingRow], mine: Sequence[Assignment]) -> dict[int, list[tuple[Target, Amount]]]:
    known = {target.name: target for one in mine for target in one.targets}
    found: dict[int, list[tuple[Target, Amount]]] = defaultdict(list)
    for row in rows:
        if row.target in known:
            found[row.event_id].append((known[row.target], row.value))
    return dict(found)


def _lacking(bureau: Bureau, db: Connection, owed: Owed) -> Iterator[Target]:
    """The targets whose figure has not come."""
    given = figures_of(db, bureau.key, [owed.id]).get(owed.id, {})
    return (target for target in asked(bureau, owed) if target.name not in given)


def filed_with_figures(db: Connection, owed: Owed) -> tuple[Sequence[SubmissionRow], dict[int, dict[str, Amount]]]:
    """What was filed, each with the figures in it by the id of its event."""
    figures: dict[int, dict[str, Amount]] = defaultdict(dict)
    for row in submissions.readings(db, owed.bureau, owed.id):
        figures[row.event_id][row.target] = row.value
    return submissions.of(db, owed.bureau, owed.id), figures


def begun_of(bureau: Bureau, db: Connection, sights: Sequence[Sight]) -> dict[int, datetime]:
    """When the draft of each was saved, by its id, where there is one."""
    return drafts.saved(db, bureau.key, [sight.owed.id for sight in sights])


def papers_waiting(db: Connection, owed: Owed) -> list[AttachmentRow]:
    """The files that wait in its draft."""
    return [row for row in attachments.of(db, owed.bureau, owed.id) if not row.event_id]
