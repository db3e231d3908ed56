"""A matter that nobody takes (推诿扯皮), found from what units said of it; the engine proposes the cases.

It was handed back twice or more though the office had said no, by one unit or by several; or several units that bear it
are late and each names another for it. Their words are kept side by side. Source: 6-duties "Cases", notice 三（三）.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.letters import last_words
from yudu_flow.actions.look import Sight, see, tellings
from yudu_flow.domain.facts import Fact, FactKind, HandBackChoice
from yudu_flow.domain.rules import CaseKind
from yudu_flow.storage import events, obligations
from yudu_flow.storage.rows import EventRow, Owed
from yudu_flow.wording.periods import spell_owed

LATELY = timedelta(days=183)
TWICE = 2


def may_be_handed_back(bureau: Bureau, db: Connection, sight: Sight) -> Iterator[int]:
    """Whose hand-backs were refused, so that one refused more may ground a case of them all."""
    answers = events.since_of_kind(db, bureau.key, FactKind.HAND_BACK_ANSWERED, sight.owed.opened_at - LATELY)
    known = obligations.by_id(db, bureau.key, {row.obligation_id for row in answers})
    yield from (key for key, one in known.items() if one.plan == sight.owed.plan and _together(one, sight.owed))


def may_name(bureau: Bureau, db: Connection, sight: Sight) -> Iterator[int]:
    """Who names `sight` for a matter and is named, so that a reason rejected may ground a case of both."""
    peers = _peers(bureau, db, sight)
    yield from (one.owed.id for one in peers if _names(bureau, sight, one) and _names(bureau, one, sight))


def handed_back_again(bureau: Bureau, db: Connection, sight: Sight, matter: str | None, at: datetime) -> None:
    """Ground a case where the hand-back of `matter` that was just refused is not the first.

    Those of other units in the same period count with it, and the unit's own of half a year.
    """
    refused = _refused(bureau, db, sight.owed, matter, at - LATELY)
    if len(refused) < TWICE:
        return
    handed = events.by_id(db, [int(answer.detail["to"]) for _, answer in refused])
    words = [_handed_back(owed, handed[int(answer.detail["to"])], answer) for owed, answer in refused]
    together = {owed.id: owed for owed, _ in refused if _together(owed, sight.owed)}
    _ground(bureau, db, see(db, [*together.values()], with_rungs=False), words, at)


def _together(one: Owed, other: Owed) -> bool:
    """Whether two owe one thing: in the same period, or what is owed once, whose steps may end in two months."""
    return one.period == other.period or bool(one.subject)


def _refused(
    bureau: Bureau, db: Connection, owed: Owed, matter: str | None, since: datetime
) -> Sequence[tuple[Owed, EventRow]]:
    """The refused hand-backs of the same matter, with what they were about; a matter is an assignment or all of it."""
    answers = events.since_of_kind(db, bureau.key, FactKind.HAND_BACK_ANSWERED, since)
    known = obligations.by_id(db, bureau.key, {row.obligation_id for row in answers})
    found = [(known[row.obligation_id], row) for row in answers if row.choice == HandBackChoice.REJECT]
    return [
        (one, row)
        for one, row in found
        if one.plan == owed.plan and (row.subject or one.subject) == (matter or owed.subject)
        if owed.owner == one.owner or _together(one, owed)
    ]


def _handed_back(owed: Owed, refused: EventRow, answer: EventRow) -> str:
    about = spell_owed(owed.owner, owed.period, f"退请{refused.subject or owed.title}", once=bool(owed.subject))
    return f"{about}，理由“{refused.detail.get('reason', '')}”，未获同意：{answer.detail.get('reason', '')}"


def named_each_other(bureau: Bureau, db: Connection, sight: Sight, at: datetime) -> None:
    """Ground a case of each of the units that bear one matter, are late and told so, and name each other for it.

    The reason of the one in `sight` was just rejected; of the others no request may wait.
    """
    peers = [one for one in _peers(bureau, db, sight) if not one.state.waits and one.state.is_overdue(at)]
    mutual = [one for one in peers if _names(bureau, sight, one) and _names(bureau, one, sight)]
    told = tellings(bureau, db, [sight, *mutual])
    late = [one for one in (sight, *mutual) if told[one.owed.id]]
    if len(late) >= TWICE:
        _ground(bureau, db, late, [f"{one.owed.owner}说：“{_reason(one)}”" for one in late], at)


def _peers(bureau: Bureau, db: Connection, sight: Sight) -> Iterator[Sight]:
    """The others of the same duty and period that share one of its assignments."""
    owed = sight.owed
    rows = obligations.listed(db, bureau.key, period=owed.period, duty=owed.duty)
    shared = [row for row in rows if row.id != owed.id and {*row.assignments} & {*owed.assignments}]
    yield from see(db, shared)


def _names(bureau: Bureau, one: Sight, other: Sight) -> bool:
    """Whether the reason that one gave names the other's unit."""
    unit = bureau.roster.unit(other.owed.unit)
    return any(name in _reason(one) for name in (unit.name, unit.full_name, *unit.aliases) if name)


def _reason(sight: Sight) -> str:
    return last_words(sight, FactKind.EXPLAINED)


def _ground(bureau: Bureau, db: Connection, sights: Iterable[Sight], words: Sequence[str], at: datetime) -> None:
    """Once an obligation: what comes later adds nothing to a case that is there."""
    fact = Fact(FactKind.CASE_GROUNDED, at, subject=CaseKind.PASSING)
    new = [one.owed.id for one in sights if not one.state.grounds and one.state.case is None]
    detail: Mapping[str, object] = {"words": [*words]}
    # By id, as rows are locked: two answers that concern two units both broke off on a server.
    events.append_all(db, bureau.key, [(id, fact, detail) for id in sorted(new)])
    obligations.set_wake(db, dict.fromkeys(sorted(new), at))
