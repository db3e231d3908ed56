"""Figures beside the report: one that was missing comes after all, and one that was wrong is corrected, dated.

What was reported stays; the later word counts from now on, with who gave it and why. Source: 6-duties "Targets",
2-semantics "Fair in practice".
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from sqlalchemy import Connection

from yudu_flow.actions.acts.act import Act, Scene
from yudu_flow.actions.acts.settled import waived
from yudu_flow.actions.acts.verb import Api, Asked, Command, verb
from yudu_flow.actions.look import Sight
from yudu_flow.actions.paces import asked, figures_of
from yudu_flow.domain.amount import Amount, parse_amount, spell_amount
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.duties.registry import WRITTEN
from yudu_flow.domain.errors import BadRequest, NotAllowed, Refusal
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.target import Target
from yudu_flow.storage import submissions
from yudu_flow.storage.new_rows import NewFigure

Name = Annotated[str, Asked("指标名称", "请写明哪一项指标", longest=200)]
Value = Annotated[str, Asked("数字，如 7100、98.5、1.2万", "请填写数字，如 7100、98.5、1.2万", longest=40)]


def _not_filed(sight: Sight, _at: datetime) -> Refusal | None:
    if refusal := waived(sight):
        return refusal
    if not (sight.state.complete or sight.state.unsealed_at):
        return NotAllowed(f"{sight.owed.owner}本期还没有报送，指标数字请随报告一起填")
    return None


@verb(
    "figure",
    "补报指标数字",
    Doers.OWNERS,
    "报告报送以后，补上漏填的指标数字。",
    called="指标数字",
    done="指标数字已补报",
    kinds=WRITTEN,
    refuses=_not_filed,
    api=Api("figure", "MissingFigure"),
    command=Command("target figure"),
)
def give_figure(scene: Scene, target: Name, value: Value) -> Act:
    """The figure that a report came without."""
    found, given = _target(scene, target), _given(scene)
    if found.name in given:
        raise NotAllowed(f"{found.name}本期已经报{_spell(found, given[found.name])}；报错了的，请办公室更正")
    return _act(scene, FactKind.FIGURE_GIVEN, found, _amount(found, value))


@verb(
    "correct_figure",
    "更正指标数字",
    Doers.OTHERS,
    "报错的指标数字，写明应是多少和原因；原来的数字保留，旁边注明更正。",
    called="指标数字",
    done="指标数字已更正，原来的数字保留",
    kinds=WRITTEN,
    refuses=_not_filed,
    api=Api("correct-figure", "CorrectedFigure"),
    command=Command("target correct"),
)
def correct_figure(
    scene: Scene, target: Name, value: Value, reason: Annotated[str, Asked("原因", "更正数字请写明原因")]
) -> Act:
    """Say what the figure should have been, and why."""
    found, given = _target(scene, target), _given(scene)
    if found.name not in given:
        raise NotAllowed(f"{found.name}本期没有数字，不用更正；请单位补报")
    before, amount = given[found.name], _amount(found, value)
    if amount == before:
        raise NotAllowed(f"{found.name}现在就是{_spell(found, before)}，不用更正")
    return _act(scene, FactKind.FIGURE_CORRECTED, found, amount, before, reason)


def _target(scene: Scene, name: str) -> Target:
    known = {one.name: one for one in asked(scene.bureau, scene.sight.owed)}
    if name not in known:
        raise BadRequest(
            f"“{name}”不是{scene.sight.owed.owner}的指标；可填的指标：{'、'.join(known) or '无'}", needs=("target",)
        )
    return known[name]


def _given(scene: Scene) -> dict[str, Amount]:
    return dict(figures_of(scene.db, scene.bureau.key, [scene.sight.owed.id]).get(scene.sight.owed.id, {}))


def _amount(target: Target, written: str) -> Amount:
    amount = parse_amount(written, target.unit)
    if amount is None:
        raise BadRequest(
            f"{target.name}请填数字，如 7100、98.5、1.2万；单位是{target.unit}，不要写“约”", needs=("value",)
        )
    return amount


def _spell(target: Target, value: Amount) -> str:
    return f"{spell_amount(value)}{target.unit}"


def _act(
    scene: Scene, kind: FactKind, target: Target, value: Amount, before: Amount | None = None, reason: str = ""
) -> Act:
    assignment = next(_assignments(scene, target))
    changed = "" if before is None else f"{_spell(target, before)}→"
    detail = {"target": target.name, "value": value, "note": f"{target.name}：{changed}{_spell(target, value)}"}
    more = {} if before is None else {"before": before, "reason": reason}

    def keep(db: Connection, sight: Sight, event_id: int) -> None:
        figure = NewFigure(assignment, target.name, value)
        submissions.put_figures(db, scene.bureau.key, sight.owed.id, event_id, [figure])

    return Act(Fact(kind, scene.at), detail | more, keep=keep)


def _assignments(scene: Scene, target: Target) -> Iterator[str]:
    owed = scene.sight.owed
    return (one.id for one in scene.bureau.assignments(owed.plan, owed.assignments) if target in one.targets)
