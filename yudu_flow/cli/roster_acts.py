"""The changes of the roster as commands (`people new`, `units add` …), made from their declarations when asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

import typer

from yudu_flow.cli import office
from yudu_flow.cli.acts import parameter, typed_command
from yudu_flow.cli.options import At, By, DryRun, any_day, instant
from yudu_flow.cli.output import say
from yudu_flow.domain.names import names_in

if TYPE_CHECKING:
    from yudu_flow.content.roster.declared import ChangeField


@cache
def made() -> Mapping[str, Any]:
    """The commands by name."""
    from yudu_flow.content.roster.changes import ROSTER_ACTS

    return {act.command: _command(change) for change, act in ROSTER_ACTS.items()}


def _command(change: type) -> Any:
    from yudu_flow.content.roster.changes import ROSTER_ACTS
    from yudu_flow.content.roster.declared import fields_of

    act, fields = ROSTER_ACTS[change], fields_of(change)

    def run(**given: Any) -> None:
        # What was not written keeps the change's own default: an empty day is one that is taken away.
        said = {one.name: _read(one, given[one.name]) for one in fields if one.needed or given[one.name] is not None}
        _make(change(**said), given["by"], instant(given["at"]), save=not given["dry_run"])

    options = [_option(one, first=at == 0) for at, one in enumerate(fields)]
    options += [parameter("by", By), parameter("dry_run", DryRun, False), parameter("at", At, None)]
    return typed_command(act.command, f"{act.words}：{act.says}", run, options)


def _option(field: ChangeField, *, first: bool) -> Any:
    choices = "、".join(f"{name} {words}" for name, words in field.said.choices.items() if name)
    several = "，几个用顿号隔开" if field.kind is tuple else ""
    says = field.said.says + (f"：{choices}" if choices else "") + several
    if first:
        return parameter(field.name, Annotated[str, typer.Argument(help=says)])
    option = typer.Option(f"--{field.name.replace('_', '-')}", help=says)
    if field.needed:
        return parameter(field.name, Annotated[str, option])
    return parameter(field.name, Annotated[str | None, option], None)


def _read(field: ChangeField, said: str) -> Any:
    if field.kind is date:
        return any_day(said, f"--{field.name.replace('_', '-')}") if said else None
    if field.kind is not tuple:
        return said
    return tuple(dict.fromkeys(names_in(said)))


def _make(change: Any, by: str, now: Any, *, save: bool) -> None:
    from yudu_flow.actions.acts.edit_roster import keep_tried, try_roster

    home, bureau = office.settings().home, office.bureau(now)
    tried = try_roster(home, bureau, by, now, change)
    if not tried.changed:
        say("没有改动。")
        return
    for line in moved_lines(bureau, tried, now):
        say(line)
    if save:
        keep_tried(bureau, now, tried)
    say("已写入名册。" if save else "没有保存。")


def moved_lines(bureau: Any, tried: Any, now: Any) -> list[str]:
    """Which duties fall to somebody else, and from when; which firms."""
    from yudu_flow.actions.views.roster_moves import firm_moves, moves

    lines = []
    for one in moves(bureau, tried.content.roster, now):
        parts = [f"新增{'、'.join(one.new)}"] if one.new else []
        parts += [f"不再由{'、'.join(one.gone)}办理"] if one.gone else []
        parts += [f"{owner}由{to}决定（原为{was}）" for owner, was, to in one.decided]
        lines.append(f"{one.duty}，从{one.since}起：{'；'.join(parts)}")
    for firm in firm_moves(bureau, tried.content.roster, now):
        visits = f"由{firm.successor}走访" if firm.successor else "没有人走访，请另行对口"
        lines.append(f"对口企业{firm.firm}，从{firm.since}起{visits}（原为{firm.owner}）")
    return lines
