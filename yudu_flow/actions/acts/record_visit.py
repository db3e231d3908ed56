"""A visit to a firm (走访企业) is recorded. Source: notice 二（一）5 and 二（三）9."""

from datetime import date, datetime
from typing import Annotated, Literal

from yudu_flow.actions.acts.act import Act, Scene
from yudu_flow.actions.acts.strike_visit import standing_visits
from yudu_flow.actions.acts.verb import HANDS, PAGES, Api, Asked, verb
from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.look import Sight
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.duties.registry import COUNTED
from yudu_flow.domain.errors import BadRequest, NotAllowed, Refusal
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.names import known_as, same_name
from yudu_flow.domain.period import Period
from yudu_flow.wording.periods import spell_period

Firm = Annotated[
    str,
    Asked("企业名称；有对口企业的，须为其中之一", "请填写企业名称", longest=200, must=PAGES),
]
How = Annotated[
    Literal["实地", "电话", "线上"] | None, Asked("走访方式", "请选择走访方式：实地、电话、线上", must=PAGES)
]


def _why_not(sight: Sight, _at: datetime) -> Refusal | None:
    if sight.state.waived_at:
        return NotAllowed(f"{sight.owed.owner}本期走访已免，不用登记")
    return None


@verb(
    "visit",
    "登记走访",
    Doers.OWNERS,
    "登记走访了一家企业。",
    called="走访",
    done="走访已登记",
    kinds=COUNTED,
    refuses=_why_not,
    api=Api("visit", "Visit"),
)
def record_visit(
    scene: Scene,
    firm: Firm = "",
    note: Annotated[str, Asked("了解到的情况", by=HANDS)] = "",
    on: Annotated[date | None, Asked("走访日期", "请填写走访日期", must=PAGES)] = None,
    way: How = None,
    people: Annotated[str, Asked("走访人员")] = "",
    learned: Annotated[str, Asked("了解的情况", by=PAGES)] = "",
    requests: Annotated[str, Asked("企业诉求")] = "",
) -> Act:
    """Record one visit. Where the owner's firms are registered, `firm` must be one of them.

    A firm is visited once a day: a second record of it is a second press.
    """
    owed, today = scene.sight.owed, local_day(scene.at)
    if on:
        _check_day(on, owed.period, today)
    visited = known_as(firm, [*owed.firms, *scene.sight.state.visited]) or firm
    if owed.firms and visited not in owed.firms:
        raise BadRequest(f"“{firm}”不是{owed.owner}的对口企业；对口企业：{'、'.join(owed.firms)}", needs=("firm",))
    _refuse_twice(scene.sight, firm, (on or today).isoformat())
    fields: dict[str, str | None] = {
        "note": note,
        "on": on.isoformat() if on else "",
        "way": way,
        "people": people,
        "learned": learned,
        "requests": requests,
    }
    detail = {name: words for name, words in fields.items() if words}
    return Act(Fact(FactKind.VISITED, scene.at, subject=visited or None), detail)


def _check_day(on: date, period: str, today: date) -> None:
    """A visit of an earlier period was counted then; one that makes up for this period may come after it."""
    if on > today:
        raise BadRequest("走访日期不能晚于今天", needs=("on",))
    if on < Period.parse(period).first:
        raise BadRequest(f"走访日期早于{spell_period(period)}，不能计入本期", needs=("on",))


def _refuse_twice(sight: Sight, firm: str, on: str) -> None:
    for row in standing_visits(sight.events):
        day = row.detail.get("on") or local_day(row.at).isoformat()
        if firm and day == on and same_name(row.subject or "", firm):
            raise NotAllowed(f"{firm}{on}的走访已经登记过；内容要改的，请先在“经过”里划去原来的一条，再重新登记")
