"""Figures that fall behind the calendar: the leaders hear of each when it newly does, in their next digest."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.engine.verdicts import note
from yudu_flow.actions.look import Sight
from yudu_flow.actions.recipients import Recipients
from yudu_flow.domain.amount import Amount
from yudu_flow.domain.period import Period
from yudu_flow.domain.plan import Target
from yudu_flow.domain.progress import done_share, due_share, is_behind
from yudu_flow.domain.quiet import next_pass
from yudu_flow.domain.rules import Channel, Rung
from yudu_flow.domain.verdict import Family, Reason, Verdict
from yudu_flow.domain.workdays import DAY
from yudu_flow.storage import submissions
from yudu_flow.storage.rows import Owed

RUNG = Rung("G", 0, (Channel.EMAIL,), ())
"""A target behind. It fires at most once a round: a second filing of the same month says nothing new."""


def watch_targets(bureau: Bureau, db: Connection, sight: Sight, figures: Mapping[str, Amount], at: datetime) -> None:
    """Called with a filing's figures, in its transaction."""
    owed, period = sight.owed, Period.parse(sight.owed.period)
    before = submissions.latest_figures(db, bureau.key, owed.owner, owed.nominal, owed.month[:4])
    known = {target.name: target for target in targets_of(bureau, sight.owed)}
    fresh = [name for name, value in figures.items() if _newly_behind(bureau, known[name], value, before, period)]
    if fresh and RUNG.name not in {row.rung for row in sight.rungs}:
        _tell_leaders(bureau, db, sight, at)


def _newly_behind(bureau: Bureau, target: Target, value: Amount, before: Mapping[str, Amount], period: Period) -> bool:
    points = bureau.rules.behind_points
    earlier = before.get(target.name)
    was = earlier is not None and is_behind(target, earlier, period.shift(-1), points)
    return is_behind(target, value, period, points) and not was


def _tell_leaders(bureau: Bureau, db: Connection, sight: Sight, at: datetime) -> None:
    verdict = Verdict(RUNG, Family.TARGET, at, True, Reason.DUE)
    told = Recipients.on(bureau, db, local_day(at)).of(sight.owed, RUNG, Family.TARGET)
    note(bureau, db, sight, verdict, told, at, next_pass(at, bureau.rules, bureau.calendar))


def targets_of(bureau: Bureau, owed: Owed) -> Iterator[Target]:
    """The targets of an obligation's assignments."""
    return (target for a in bureau.assignments(owed.plan, owed.assignments) for target in a.targets)


def asked(bureau: Bureau, owed: Owed) -> Iterator[Target]:
    """Those of them whose figures its owner is asked for."""
    period = Period.parse(owed.period)
    mine = bureau.assignments(owed.plan, owed.assignments)
    return (target for a in mine for target in a.asked_of(owed.owner, period))


def behind_words(bureau: Bureau, db: Connection, sight: Sight) -> Iterator[str]:
    """One sentence a target that is behind, from the latest figures."""
    owed, period = sight.owed, Period.parse(sight.owed.period)
    figures = submissions.latest_figures(db, bureau.key, owed.owner, owed.nominal + DAY, owed.month[:4])
    for target in asked(bureau, sight.owed):
        value = figures.get(target.name)
        if value is not None and is_behind(target, value, period, bureau.rules.behind_points):
            done, due = done_share(target, value), due_share(target, period)
            figure = f"{value}{target.unit}（目标{target.value}{target.unit}，完成{done:.1f}%，序时进度{due:.1f}%）"
            yield f"{sight.owed.owner}：{target.name}{figure}"
