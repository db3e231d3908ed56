"""The facts of a case as they stood when it was proposed: they are kept with it, and read whenever it is read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine.watch_targets import slow_facts
from yudu_flow.actions.look import Sight, sight_of
from yudu_flow.domain.case import CaseStep
from yudu_flow.domain.escalation import REPETITION, recurs_since
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.period import spell_deadline
from yudu_flow.domain.rules import CaseKind
from yudu_flow.domain.situation import Ruling, Seen
from yudu_flow.storage import events, obligations


@dataclass(frozen=True)
class Proposals:
    """The cases that are proposed at once, beside those of the same owners that were closed before: owner → when and
    what, the last one last.
    """

    bureau: Bureau
    db: Connection
    closed: Mapping[str, Sequence[tuple[datetime, Sight]]]

    @classmethod
    def of(cls, bureau: Bureau, db: Connection, found: Iterable[tuple[Sight, Ruling]]) -> Self:
        """Those among what was found to be done."""
        proposed = [(sight.owed.owner, ruling.proposal.at) for sight, ruling in found if ruling.proposed]
        return cls(bureau, db, _closed(bureau, db, proposed) if proposed else {})

    def facts(self, sight: Sight, known: Seen, ruling: Ruling) -> dict[str, object]:
        """What was due, when which slip was told, what was said.

        `answer` is what became of the reason given; `lapse` counts this period among the last `periods`; `grounds` are
        the facts that proposed it where no ladder did, of `targets` their figures; `before` is the case of the same
        kind that was closed not long ago.
        """
        bureau, at = self.bureau, ruling.proposal.at
        kind = ruling.proposal.rung.proposes or CaseKind.NEGLECT
        answers = [row.choice for row in sight.events if row.kind == FactKind.EXPLANATION_DECIDED]
        return {
            "kind": str(kind),
            "reason": str(ruling.proposed),
            "rung": _proposing_rung(bureau, sight, ruling),
            "deadline": spell_deadline(sight.state.late_from),
            # By when each was told in this round: one decided in the evening bore the day before it went out.
            "slips": [{"rung": name, "at": at.isoformat()} for name, at in known.told.items()],
            "explained": any(row.kind == FactKind.EXPLAINED for row in sight.events),
            "answer": answers[-1] if answers else "",
            "lapse": known.lapses + 1,
            "periods": bureau.rules.repetition_window + 1,
            "decider": sight.owed.decider,
            "trial": bureau.trial,
            **_more("grounds", _grounds(sight, kind) or slow_facts(bureau, self.db, sight, _slow(known, kind), at)),
            **_more("targets", _slow(known, kind)),
            **_more("before", self._before(sight, kind, recurs_since(at, bureau.rules))),
        }

    def _before(self, sight: Sight, kind: CaseKind, since: datetime) -> dict[str, str]:
        """The last case of the same owner and kind that was closed since then; empty where there is none."""
        for at, earlier in reversed(self.closed.get(sight.owed.owner, ())):
            case = earlier.state.case if at >= since and earlier.owed.id != sight.owed.id else None
            if case and case.kind is kind and case.step is CaseStep.CLOSED and case.closed_at:
                return {"obligation": obligations.name(earlier.owed), "closed_at": case.closed_at.isoformat()}
        return {}


def _closed(
    bureau: Bureau, db: Connection, proposed: Sequence[tuple[str, datetime]]
) -> dict[str, list[tuple[datetime, Sight]]]:
    since = min(recurs_since(at, bureau.rules) for _, at in proposed)
    rows = events.closed_cases(db, bureau.key, {owner for owner, _ in proposed}, since)
    sights = sight_of(db, obligations.by_id(db, bureau.key, {id for id, _ in rows}).values(), with_rungs=False)
    closed: dict[str, list[tuple[datetime, Sight]]] = defaultdict(list)
    for id, at in rows:
        closed[sights[id].owed.owner].append((at, sights[id]))
    return closed


def _more(name: str, value: object) -> dict[str, object]:
    return {name: value} if value else {}


def _proposing_rung(bureau: Bureau, sight: Sight, ruling: Ruling) -> str:
    """A repeated lapse is proposed at slip 1 (E+1, V+1), the rest at the rung that says so."""
    name = ruling.proposal.rung.name
    if name != REPETITION.name:
        return name
    return sight.state.terms.ladder(bureau.rules).after[0].name


def _grounds(sight: Sight, kind: CaseKind) -> list[str]:
    """In words, as they were found."""
    found = [row for row in sight.events if row.kind == FactKind.CASE_GROUNDED and row.subject == kind]
    return [str(words) for row in found for words in row.detail.get("words", [])]


def _slow(known: Seen, kind: CaseKind) -> list[str]:
    """The targets that a case of 进度缓慢 is about."""
    return [*known.targets.slow] if known.targets and kind is CaseKind.SLOW else []
