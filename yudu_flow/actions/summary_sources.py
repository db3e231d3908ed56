"""What a month's summary draws on: each unit's report as it stands, and who was in time. Reads only."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight, see
from yudu_flow.domain.obligation import Outcome, Round, days_late, outcome
from yudu_flow.domain.plan import DutyKind, Plan
from yudu_flow.storage import obligations, submissions
from yudu_flow.wording.standings import OUTCOMES

TOLD = (Outcome.ON_TIME, Outcome.EXTENDED, Outcome.LATE, Outcome.OPEN, Outcome.MISSING, Outcome.EXCUSED)
HEADINGS = OUTCOMES | {"open": "尚未报送", "extended": "经同意延期后按期报送", "on_time": "按时报送"}


@dataclass(frozen=True, slots=True)
class Source:
    """A unit's report: `row` is what it said last, None where nothing is in or it was returned to be mended."""

    sight: Sight
    row: Row[Any] | None
    filed_at: datetime | None
    filed_by: str
    returned: bool

    @property
    def unit(self) -> str:
        """Whose report it is."""
        return str(self.sight.owed.owner)


def sources(bureau: Bureau, db: Connection, plan: Plan, period: str) -> list[Source]:
    """The reports owed under a plan in a month, units as the roster lists them."""
    rows = obligations.listed(db, bureau.key, period=period, kind=DutyKind.REPORT)
    sights = see(bureau, db, [row for row in rows if row.plan == plan.id], with_rungs=False)
    said = submissions.latest_of(db, [sight.owed.id for sight in sights])
    order = {name: place for place, name in enumerate(bureau.roster.units)}
    found = [_source(sight, said.get(sight.owed.id)) for sight in sights]
    return sorted(found, key=lambda one: (order.get(one.unit, len(order)), one.sight.owed.id))


def _source(sight: Sight, row: Row[Any] | None) -> Source:
    state = sight.state
    returned = state.round_kind is Round.RETURNED and not (state.complete or state.unsealed_at)
    event = next((one for one in sight.events if row is not None and one.id == row.event_id), None)
    return Source(
        sight,
        None if returned else row,
        (event.received or event.at) if event else None,
        event.by if event else "",
        returned,
    )


def texts_of(source: Source) -> dict[str, str]:
    """What a report says by assignment; taken as a whole it stands at the unit's first assignment."""
    row, borne = source.row, source.sight.owed.assignments
    if row is None or not borne:
        return {}
    if any(str(text).strip() for text in row.parts.values()):
        return {key: plain(str(row.parts.get(key, ""))) for key in borne}
    nothing = plain(row.nothing_new)
    return {borne[0]: plain(row.progress) or (f"本月无新进展：{nothing}" if nothing else "")}


def plain(text: str) -> str:
    """A text as it is compared and kept: line ends as one character, nothing around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def opening_words(plan: Plan, spelled: str, found: Sequence[Source], now: datetime) -> str:
    """The first paragraph: what was owed, and how many are in."""
    count = _by_outcome(found, now)
    filed = sum(len(count[kind]) for kind in (Outcome.ON_TIME, Outcome.EXTENDED, Outcome.LATE))
    return (
        f"根据《{plan.title}》（{plan.number}）要求，{spelled}应报送贯彻落实情况的单位共{len(found)}个，"
        f"已报送{filed}个。现将有关情况汇总如下。"
    )


def timeliness_words(bureau: Bureau, found: Sequence[Source], now: datetime) -> str:
    """Who was in time and who was not, in sentences."""
    count = _by_outcome(found, now)
    return "\n".join(
        f"{HEADINGS[kind]}{len(count[kind])}个：{'、'.join(_named(bureau, kind, count[kind]))}。"
        for kind in TOLD
        if count[kind]
    )


def _by_outcome(found: Iterable[Source], now: datetime) -> Mapping[Outcome, list[Source]]:
    count: dict[Outcome, list[Source]] = defaultdict(list)
    for source in found:
        count[outcome(source.sight.state, now)].append(source)
    return count


def _named(bureau: Bureau, kind: Outcome, found: Iterable[Source]) -> Iterator[str]:
    for source in found:
        late = days_late(source.sight.state, bureau.calendar) if kind is Outcome.LATE else 0
        yield f"{source.unit}（逾期{late}个工作日）" if late else source.unit
