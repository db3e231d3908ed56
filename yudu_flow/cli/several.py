"""Several at once: everybody urged (`urge-all`), the reports accepted that wait for it (`accept-all`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from yudu_flow.cli import office
from yudu_flow.cli.options import At, By, OptionalPeriod, period_id
from yudu_flow.cli.output import print_table, say

if TYPE_CHECKING:
    from yudu_flow.actions.acts.one_by_one import ManyDone
    from yudu_flow.actions.views.board_lists import BoardItem

Units = Annotated[list[str] | None, typer.Option("--unit", help="只接收这些单位的，可写多次；不写为全部待审核的")]
NOTHING = "没有待审核的报告。"


def urge_all(
    by: By,
    note: Annotated[str, typer.Option("--note", help="附一句话，写在每封邮件里")] = "",
    preview: Annotated[bool, typer.Option("--preview", help="只列出催谁、谁收到、谁不在内，不发出")] = False,
    at: At = None,
) -> None:
    """全部催办：逾期和临近期限、还没有报的一次催办；今天已经通知过的不在内。每人一封邮件，免打扰时段顺延。"""
    from yudu_flow.actions.acts import urge_all as all_at_once

    bureau, now = office.bureau_at(at)
    if preview:
        with bureau.reading() as db:
            rows = [all_at_once.record(one) for one in all_at_once.urging(bureau, db, now)]
        words = {"obligation": "事项", "hears": "收件人", "left_out": "不催办的原因"}
        return print_table("", [*words.items()], rows, all_at_once.NOBODY)
    _told(all_at_once.urge_all(bureau, by, now, note), "催办")
    return None


def accept_all(
    by: By,
    unit: Units = None,
    period: OptionalPeriod = None,
    preview: Annotated[bool, typer.Option("--preview", help="只列出待审核的，不接收")] = False,
    at: At = None,
) -> None:
    """全部接收：待审核的报告逐份接收，不能接收的写明原因。内容雷同、内容为空的要写 --unit 指明。"""
    from yudu_flow.actions.access.judging import who
    from yudu_flow.actions.acts.one_by_one import Chosen, one_by_one
    from yudu_flow.actions.acts.review_report import accept_report
    from yudu_flow.actions.views.board_view import todo
    from yudu_flow.actions.views.part import WHOLE

    with office.reading(at) as (bureau, db, now):
        found = todo(bureau, db, now, "review", period_id(period) if period else None, WHOLE, who(bureau, by).id)
        named = {office.owner_in(bureau, one) for one in unit or ()}
    rows: list[BoardItem] = [one for one in found.part.rows if one.written and (not named or one.owner in named)]
    if preview or not rows:
        return print_table("", COLUMNS, [_waiting(one) for one in rows], NOTHING)
    meant = [Chosen(one.id, one.seen) for one in rows if named or not one.marks]
    _told(one_by_one(bureau, accept_report, meant, by, now), "接收")
    return None


COLUMNS = [("owner", "单位"), ("title", "事项"), ("filed_at", "报来"), ("note", "请注意")]


def _waiting(one: BoardItem) -> dict[str, object]:
    note = "、".join([*one.marks, *([one.barred] if one.barred else [])])
    return {"owner": one.owner, "title": one.title, "filed_at": one.filed_at, "note": note}


def _told(outcome: ManyDone, word: str) -> None:
    from yudu_flow.actions.acts.one_by_one import in_words
    from yudu_flow.storage.obligations import name

    say(in_words(outcome, word))
    for owed, why in outcome.refused:
        say(f"{name(owed)}：{why}")
