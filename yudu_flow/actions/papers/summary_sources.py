"""What a period's summary draws on: each unit's report as it stands, and who was in time. Reads only."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight, see
from yudu_flow.domain.bucket import FILED, Bucket
from yudu_flow.domain.duties.registry import WRITTEN
from yudu_flow.domain.obligation import Outcome, Round
from yudu_flow.domain.plan import Plan
from yudu_flow.storage import obligations, submissions
from yudu_flow.storage.rows import SubmissionRow
from yudu_flow.wording.periods import nothing_new
from yudu_flow.wording.standings import NO_PAGE, OUTCOMES, PAGE_AFTER, STANDINGS, Stand, stand

HEADINGS = OUTCOMES | {"open": "尚未报送", "extended": "经同意延期后按期报送", "on_time": "按时报送"}
LACKING = (Bucket.UNSEALED, Bucket.UNPAGED)
TOLD = (
    *(HEADINGS[name] for name in FILED),
    *(STANDINGS["filed_unsealed"], NO_PAGE, PAGE_AFTER),
    *(HEADINGS[name] for name in (Outcome.OPEN, Outcome.MISSING, Outcome.EXCUSED)),
)
"""What the paper says of timeliness, in this order; anything else stands last."""


@dataclass(frozen=True, slots=True)
class ReportAsIs:
    """A unit's report and what it is now: `row` is what it said last, None where nothing is in, or it was returned or
    waived.
    """

    sight: Sight
    now: Stand
    row: SubmissionRow | None
    filed_at: datetime | None
    filed_by: str
    returned: bool

    @property
    def unit(self) -> str:
        return str(self.sight.owed.owner)


def sources(bureau: Bureau, db: Connection, plan: Plan, period: str, now: datetime) -> list[ReportAsIs]:
    """The reports owed under a plan in a period, units as the roster lists them."""
    rows = obligations.listed(db, bureau.key, period=period, kinds=WRITTEN)
    sights = see(db, [row for row in rows if row.plan == plan.id], with_rungs=False)
    latest = submissions.latest_of(db, bureau.key, [sight.owed.id for sight in sights])
    found = [_source(bureau, sight, latest.get(sight.owed.id), now) for sight in sights]
    return sorted(found, key=lambda one: (bureau.roster.place(one.unit), one.sight.owed.id))


def _source(bureau: Bureau, sight: Sight, row: SubmissionRow | None, now: datetime) -> ReportAsIs:
    state = sight.state
    returned = state.round_kind is Round.RETURNED and not (state.complete or state.unsealed_at)
    in_hand = not (returned or state.waived_at)
    event = next((one for one in sight.events if row is not None and one.id == row.event_id), None)
    return ReportAsIs(
        sight,
        stand(state, bureau.rules, bureau.calendar, now),
        row if in_hand else None,
        (event.received or event.at) if event else None,
        event.by if event else "",
        returned,
    )


def texts_of(source: ReportAsIs) -> dict[str, str]:
    """What a report says by assignment; taken as a whole it stands at the unit's first assignment."""
    row, borne = source.row, source.sight.owed.assignments
    if row is None or not borne:
        return {}
    if any(str(text).strip() for text in row.parts.values()):
        return {key: plain(str(row.parts.get(key, ""))) for key in borne}
    nothing = plain(row.nothing_new)
    return {borne[0]: plain(row.progress) or (f"{nothing_new(source.sight.owed.period)}：{nothing}" if nothing else "")}


def plain(text: str) -> str:
    """A text as it is compared and kept: line ends as one character, nothing around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def opening_words(plan: Plan, spelled: str, found: Sequence[ReportAsIs]) -> str:
    """The first paragraph: what was owed, and how many are in: every report that is printed below is counted in it."""
    count = Counter(source.now.counted for source in found)
    after = sum(1 for one in found if one.row is not None and one.now.counted is Bucket.MISSING)
    filed = sum(count[kind] for kind in (*FILED, *LACKING))
    lacking = "、".join(f"{count[kind]}个{OUTCOMES[kind]}" for kind in LACKING if count[kind])
    return (
        f"根据《{plan.title}》（{plan.number}）要求，{spelled}应报送贯彻落实情况的单位共{len(found)}个，"
        f"已报送{filed}个{f'（其中{lacking}）' if lacking else ''}{f'，期满后补报{after}个' if after else ''}。"
        "现将有关情况汇总如下。"
    )


def timeliness_words(found: Sequence[ReportAsIs]) -> str:
    """Who was in time and who was not, in sentences; what is not in by what it still lacks."""
    groups: dict[str, list[ReportAsIs]] = defaultdict(list)
    for source in found:
        groups[_heading(source)].append(source)
    order = sorted(groups, key=lambda name: TOLD.index(name) if name in TOLD else len(TOLD))
    return "\n".join(f"{name}{len(groups[name])}个：{'、'.join(_named(groups[name]))}。" for name in order)


def _heading(source: ReportAsIs) -> str:
    state, stands = source.sight.state, source.now
    if stands.outcome not in (Outcome.OPEN, Outcome.MISSING):
        return HEADINGS[stands.outcome]
    if state.complete:
        return stands.result
    if state.unsealed_at or state.round_kind is Round.RETURNED:
        return stands.word
    return HEADINGS[stands.outcome]


def _named(found: Iterable[ReportAsIs]) -> Iterator[str]:
    for source in found:
        yield f"{source.unit}（{source.now.late}）" if source.now.late else source.unit
