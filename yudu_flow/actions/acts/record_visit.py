"""A visit to a firm (走访企业) is recorded, or a call to it (电话联系), which is counted apart.

Source: notice 二（一）5 and 二（三）9, 6-duties "Visits and firms".
"""

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
from yudu_flow.domain.names import known_as, name_key, same_name
from yudu_flow.domain.period import Period
from yudu_flow.storage import firms
from yudu_flow.storage.rows import EventRow
from yudu_flow.wording.periods import spell_period

CALL = "电话"
FirmName = Annotated[str, Asked("企业名称；有对口企业的，须为其中之一", "请填写企业名称", longest=200, must=PAGES)]
How = Annotated[
    Literal["实地", "电话", "线上"] | None,
    Asked("走访方式；电话联系另外计数，不算走访", "请选择走访方式：实地、电话、线上", must=PAGES),
]


def _why_not(sight: Sight, _at: datetime) -> Refusal | None:
    if sight.state.waived_at:
        return NotAllowed(f"{sight.owed.owner}本期走访已免，不用登记")
    return None


@verb(
    "visit",
    "登记走访",
    Doers.OWNERS,
    "登记走访了一家企业；电话联系也可以登记，另外计数。",
    called="走访",
    done=lambda done: "电话联系已登记，不算走访" if done.fact.kind is FactKind.PHONED else "走访已登记",
    kinds=COUNTED,
    refuses=_why_not,
    api=Api("visit", "Visit"),
)
def record_visit(
    scene: Scene,
    firm: FirmName = "",
    note: Annotated[str, Asked("了解到的情况", by=HANDS)] = "",
    on: Annotated[date | None, Asked("走访日期", "请填写走访日期", must=PAGES)] = None,
    way: How = None,
    people: Annotated[str, Asked("走访人员")] = "",
    learned: Annotated[str, Asked("了解的情况", by=PAGES)] = "",
    requests: Annotated[str, Asked("企业诉求")] = "",
) -> Act:
    """Record one visit, or a call. Where the owner's firms are registered, `firm` must be one of them.

    A firm is visited once a day: a second record of it is a second press.
    """
    today, kind = local_day(scene.at), FactKind.PHONED if way == CALL else FactKind.VISITED
    if on:
        _check_day(on, scene.sight.owed.period, today)
    name, number = meant_firm(scene, firm)
    _refuse_twice(scene.sight, kind, firm, (on or today).isoformat())
    said: dict[str, str | int | None] = {
        "note": note,
        "on": on.isoformat() if on else "",
        "way": way,
        "people": people,
        "learned": learned,
        "requests": requests,
        "firm": number,
    }
    detail = {name: words for name, words in said.items() if words}
    # Where no firm is named, two visits of one day are told apart by nothing.
    return Act(Fact(kind, scene.at, subject=name or None), detail, again=not name)


def meant_firm(scene: Scene, said: str) -> tuple[str, int]:
    """The firm's name as it is known, and its number in the register, 0 where it has none.

    Raises BadRequest where the owner's firms are registered and it is none of them, nor has become one since.
    """
    owed, bureau = scene.sight.owed, scene.bureau
    own = [*owed.firms, *(name for _, name in paired_with(scene, local_day(scene.at)))]
    name = known_as(said, [*own, *scene.sight.state.visited]) or said
    if owed.firms and name not in own:
        raise BadRequest(f"“{said}”不是{owed.owner}的对口企业；对口企业：{'、'.join(owed.firms)}", needs=("firm",))
    found = [row for row in firms.named(scene.db, bureau.key, name_key(name)) if not row.ended] if name else []
    return name, found[0].id if len(found) == 1 else 0


def paired_with(scene: Scene, day: date) -> list[tuple[int, str]]:
    """The firms that the owner visits on that day: number and name."""
    owed = scene.sight.owed
    key = owed.owner if owed.owner == owed.unit else owed.person or ""
    return firms.paired_on(scene.db, scene.bureau.key, day).get(key, [])


def _check_day(on: date, period: str, today: date) -> None:
    """A visit of an earlier period was counted then; one that makes up for this period may come after it."""
    if on > today:
        raise BadRequest("走访日期不能晚于今天", needs=("on",))
    if on < Period.parse(period).first:
        raise BadRequest(f"走访日期早于{spell_period(period)}，不能计入本期", needs=("on",))


def _refuse_twice(sight: Sight, kind: FactKind, firm: str, on: str) -> None:
    for row in standing_visits(sight.events):
        if row.kind == kind and firm and _day(row) == on and same_name(row.subject or "", firm):
            what = "电话联系" if kind is FactKind.PHONED else "走访"
            raise NotAllowed(f"{firm}{on}的{what}已经登记过；内容要改的，请先在“经过”里划去原来的一条，再重新登记")


def _day(row: EventRow) -> str:
    return str(row.detail.get("on") or local_day(row.at).isoformat())
