"""What a period's summary says of visits under its plan, and of what firms asked for, in sentences. Reads only.

Source: 7-papers "Out": the summary has visits and requests.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.look import Sight, see
from yudu_flow.actions.matters import Matter, matters
from yudu_flow.domain.bucket import Bucket, bucket
from yudu_flow.domain.duties.kind import RequestPart
from yudu_flow.domain.duties.registry import COUNTED
from yudu_flow.domain.period import Period
from yudu_flow.domain.plan import Plan
from yudu_flow.storage import obligations, requests
from yudu_flow.wording.standings import OUTCOMES, stand


def visit_words(bureau: Bureau, db: Connection, plan: Plan, period: str, now: datetime) -> str:
    """A line a duty and where it stands, then one about requests; empty where the plan owed no visits in the period."""
    months = Period.parse(period).months
    owed = obligations.between(db, bureau.key, months[0], months[-1])
    mine = [row for row in owed if row.plan == plan.id and row.kind in COUNTED]
    if not mine:
        return ""
    sights = see(db, mine, with_rungs=False)
    return "\n".join([*_visits(bureau, sights, now), _requests(bureau, db, Period.parse(period), now)])


def _visits(bureau: Bureau, sights: Sequence[Sight], now: datetime) -> Iterator[str]:
    groups: dict[tuple[str, Bucket], list[Sight]] = defaultdict(list)
    for sight in sights:
        groups[sight.owed.title, bucket(sight.state, now)].append(sight)
    duties, order = [*dict.fromkeys(title for title, _ in groups)], [*Bucket]
    found = sorted(groups.items(), key=lambda one: (duties.index(one[0][0]), order.index(one[0][1])))
    for (title, counted), some in found:
        word = dict(some[0].state.terms.kind.words.instead).get(str(counted), OUTCOMES[counted])
        yield f"{title}{word}{len(some)}个：{'、'.join(_named(bureau, one, now) for one in some)}。"


def _named(bureau: Bureau, sight: Sight, now: datetime) -> str:
    """就业局（走访2家）; 专技股（走访1家，逾期2个工作日）."""
    late = stand(sight.state, bureau.rules, bureau.calendar, now).late
    return f"{sight.owed.owner}（{'，'.join(filter(None, (f'走访{len(sight.state.counted_visits)}家', late)))}）"


def _requests(bureau: Bureau, db: Connection, period: Period, now: datetime) -> str:
    found = matters(bureau, db, requests.listed(db, bureau.key), now)
    mine = [one for one in found if period.first <= local_day(one.row.opened_at) <= period.last]
    earlier = [one for one in found if local_day(one.row.opened_at) < period.first and not one.stage.over]
    said = f"登记企业诉求{len(mine)}件{_settled(mine)}" if mine else "没有登记企业诉求"
    before = f"；以前登记的还有{len(earlier)}件在办{_overdue(earlier)}" if earlier else ""
    return f"{said}{before}。"


def _settled(mine: Sequence[Matter]) -> str:
    going = [one for one in mine if not one.stage.over]
    under_way = f"，在办{len(going)}件{_overdue(going)}" if going else ""
    return f"，办结{len(mine) - len(going)}件{under_way}"


def _overdue(going: Sequence[Matter]) -> str:
    late = sum(any(sight.state.is_overdue(one.now) for sight in one.owed(*RequestPart)) for one in going)
    return f"（其中逾期{late}件）" if late else ""
