"""A visit that was recorded by mistake is struck (划去): it stays to be seen, and no longer counts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from yudu_flow.actions.access.judging import actor_of
from yudu_flow.actions.acts.act import Act, Scene, over
from yudu_flow.actions.acts.verb import HANDS, PAGES, Api, Asked, verb
from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.look import Sight
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.duties.registry import COUNTED
from yudu_flow.domain.errors import NotAllowed, NotYours
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.names import same_name
from yudu_flow.storage.rows import EventRow

STRUCK = {FactKind.VISITED: FactKind.VISIT_STRUCK, FactKind.PHONED: FactKind.PHONE_STRUCK}
"""What strikes a visit, and a call."""


def standing_visits(events: Sequence[EventRow]) -> list[EventRow]:
    """The recorded visits and calls that were not struck, oldest first."""
    struck = {row.detail.get("visit") for row in events if row.kind in STRUCK.values()}
    return [row for row in events if row.kind in STRUCK and row.id not in struck]


def _any_stands(sight: Sight, _at: datetime) -> bool:
    return bool(standing_visits(sight.events))


@verb(
    "strike",
    "划去走访",
    Doers.OWNERS,
    "登记错的走访、电话联系划去，不再计数；限登记人本人和办公室。",
    called="划去走访",
    done="已划去，不再计数",
    kinds=COUNTED,
    refuses=over,
    offered=_any_stands,
    api=Api("strike", "Strike"),
)
def strike_visit(
    scene: Scene,
    reason: Annotated[str, Asked("原因", "请写明为什么划去")],
    visit: Annotated[int | None, Asked("要划去的走访记录的编号（event）", by=PAGES, must=PAGES)] = None,
    firm: Annotated[str, Asked("企业名称；划去最近登记的一次", "请填写企业名称", by=HANDS, must=HANDS)] = "",
) -> Act:
    """Strike the visit of that event, or the last one to that firm; only its author's and the office's to do."""
    fits = [
        row
        for row in standing_visits(scene.sight.events)
        if row.id == visit or (firm and same_name(row.subject or "", firm))
    ]
    if not fits:
        raise NotAllowed("没有这条走访记录，或已经划去；请刷新后再看")
    struck = fits[-1]
    person, bureau = scene.by.id, scene.bureau
    if actor_of(bureau, struck) != person and not bureau.roster.is_office(person, local_day(scene.at)):
        raise NotYours(f"这条走访由{struck.by}登记，只能由本人或办公室划去")
    kind = STRUCK[FactKind(struck.kind)]
    fact = Fact(kind, scene.at, subject=struck.subject, last_day=local_day(struck.received or struck.at))
    return Act(fact, {"visit": struck.id, "reason": reason})
