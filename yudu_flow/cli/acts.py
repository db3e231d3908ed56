"""The acts of the table as commands: what units and the office do, recorded with who did it.

They are made when one is asked for or listed, since the table loads all that acts need. `--at` dates an act for trials.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

import typer
import typer.main

from yudu_flow.cli import office
from yudu_flow.cli.options import (
    LARGEST,
    At,
    By,
    DutyOption,
    OptionalPeriod,
    PeriodOption,
    Person,
    Unit,
    day,
    instant,
    owner,
    period_id,
)
from yudu_flow.cli.output import say
from yudu_flow.cli.usage import ChineseCommand
from yudu_flow.domain.channels import WAYS
from yudu_flow.domain.errors import Refusal

if TYPE_CHECKING:
    from yudu_flow.actions.acts.act import Done, Sought
    from yudu_flow.actions.acts.on_contact import OnContact
    from yudu_flow.actions.acts.on_message import OnMessage
    from yudu_flow.actions.acts.verb import ActField, Verb
    from yudu_flow.actions.bureau import Bureau

Verbs = Sequence["Verb[...]"]
Message = Annotated[str, typer.Argument(help="消息的编号")]
Named = Annotated[str, typer.Argument(help="名册中的姓名或编号")]
Number = Annotated[int, typer.Argument(help="诉求的编号，如 17", min=1, max=LARGEST)]
WAIVE = Annotated[bool, typer.Option("--waive", help="采纳并免予报送")]
"""How `explain --decide accept` says what elsewhere is a decision of its own."""


@cache
def made() -> Mapping[str, Any]:
    """The commands of the table by name; what comes with files is in filing.py."""
    # Made when one is asked for, so that `check` loads no database.
    from yudu_flow.actions.acts.on_contact import ON_CONTACTS
    from yudu_flow.actions.acts.on_message import ON_MESSAGES
    from yudu_flow.actions.acts.table import BY_HAND, VERBS

    shared: dict[str, list[Verb[...]]] = {}
    for verb in VERBS:
        if verb not in BY_HAND:
            shared.setdefault(verb.command.name, []).append(verb)
    known = {name: command_of(name, verbs) for name, verbs in shared.items()}
    known |= {one.command: _on_message(one) for one in ON_MESSAGES if one.command}
    return known | {one.command: _on_contact(one) for one in ON_CONTACTS}


def command_of(name: str, verbs: Verbs) -> Any:
    """The command that does one of them; those of a name differ by the option that is written."""
    run, parameters = _running(verbs)
    return typed_command(name, "\n\n".join(_help(verb) for verb in verbs), run, parameters)


def typed_command(name: str, help: str, run: Any, parameters: Sequence[inspect.Parameter]) -> Any:
    """A command with these parameters, which is what Typer looks at."""
    ordered = sorted(parameters, key=lambda one: one.default is not inspect.Parameter.empty)
    run.__signature__ = inspect.Signature(ordered)
    run.__annotations__ = {one.name: one.annotation for one in ordered}
    app = typer.Typer(add_completion=False)
    app.command(name.split()[-1], cls=ChineseCommand, help=help)(run)
    return typer.main.get_command(app)


def _on_message(act: OnMessage) -> Any:
    def run(message: str, by: str, reason: str, at: str | None) -> None:
        now = instant(at)
        say(act.do(office.bureau(now), message, by, now, reason))

    kind = Annotated[str, typer.Option("--reason", help=act.reason)]
    why = parameter("reason", kind) if act.must else parameter("reason", kind, "")
    given = [parameter("message", Message), parameter("by", By), why, parameter("at", At, None)]
    return typed_command(str(act.command), f"{act.words}：{act.says}", run, given)


def _on_contact(act: OnContact) -> Any:
    usual, *others = WAYS

    def run(person: str, by: str, at: str | None, **chosen: bool) -> None:
        now, channel = instant(at), next((one for one in others if chosen[one]), usual)
        say(act.do(office.bureau(now), person, channel, by, now))

    given = [parameter("person", Named), parameter("by", By), parameter("at", At, None)]
    for one in others:
        words = f"{WAYS[one].address}；不写为{WAYS[usual].address}"
        given.append(parameter(one, Annotated[bool, typer.Option(f"--{one}", help=words)], False))
    return typed_command(act.command, f"{act.words}：{act.says}", run, given)


def _help(verb: Verb[...]) -> str:
    when = f"（--{verb.command.when}）" if verb.command.when else ""
    return f"{verb.words}{when}：{verb.says}"


def _running(verbs: Verbs) -> tuple[Any, list[inspect.Parameter]]:
    """What does them, and their options."""

    def run(**given: Any) -> None:
        now, verb = instant(given["at"]), _meant(verbs, given)
        bureau, values = office.bureau(now), _values_of(verb, given)
        with _by_its_options(verb):
            done = verb(bureau, _where(bureau, verb, given, now), given["by"], now, **values)
        tell(done)

    return run, [*_whose(verbs), *_fields(verbs)]


@contextmanager
def _by_its_options(verb: Verb[...]) -> Iterator[None]:
    """A refusal names arguments of the act; the options of its command may be called otherwise."""
    from yudu_flow.actions.acts.verb import Entrance

    try:
        yield
    except Refusal as refusal:
        called = {field.name: field.called(Entrance.COMMAND) for field in verb.fields}
        refusal.needs = tuple(called.get(name, name) for name in refusal.needs)
        raise


def _where(bureau: Bureau, verb: Verb[...], given: Mapping[str, Any], now: datetime) -> Sought:
    """Which obligation is meant; of a firm's request the step that fits."""
    if "number" not in given:
        return sought(given["unit"], given.get("person"), given["period"], given["duty"])
    from yudu_flow.actions.acts.which_step import the_step

    return the_step(bureau, verb, given["number"], given["unit"] or "", now)


def _whose(verbs: Verbs) -> list[inspect.Parameter]:
    """Whose obligation is meant, and who acts when."""
    from yudu_flow.domain.duties.registry import HANDED, WRITTEN

    if {*verbs[0].kinds} and {*verbs[0].kinds} <= {*HANDED}:
        free = {"unit": Unit, "at": At}
        return [parameter("number", Number), parameter("by", By), *(parameter(*one, None) for one in free.items())]
    if all(verb.kinds is WRITTEN for verb in verbs):
        needed, free = {"period": PeriodOption, "by": By}, {"unit": Unit, "at": At, "duty": DutyOption}
    else:
        needed, free = (
            {"by": By},
            {"unit": Unit, "period": OptionalPeriod, "person": Person, "at": At, "duty": DutyOption},
        )
    return [parameter(name, kind) for name, kind in needed.items()] + [
        parameter(name, kind, None) for name, kind in free.items()
    ]


def _fields(verbs: Verbs) -> list[inspect.Parameter]:
    from yudu_flow.actions.acts.verb import Entrance

    found: dict[str, list[ActField]] = {}
    for verb in verbs:
        for field in verb.fields:
            if Entrance.COMMAND in field.asked.by:
                found.setdefault(field.called(Entrance.COMMAND), []).append(field)
    given = [_option(name, fields, verbs) for name, fields in found.items()]
    flags = {verb.command.when: verb for verb in verbs if verb.command.when not in ("", *found)}
    given += [
        parameter(name, Annotated[bool, typer.Option(f"--{name}", help=verb.words)], False)
        for name, verb in flags.items()
    ]
    return given + ([parameter("waive", WAIVE, False)] if verbs[-1].name == "decide_explanation" else [])


def _option(name: str, fields: Sequence[ActField], verbs: Verbs) -> inspect.Parameter:
    """What several of them share is needed only where all of them do."""
    from yudu_flow.actions.acts.verb import Entrance

    words = fields[0].asked.says
    if any(verb.command.argument == fields[0].name for verb in verbs):
        return parameter(name, Annotated[str, typer.Argument(help=words)])
    needed = len(fields) == len(verbs) and all(field.required(Entrance.COMMAND) for field in fields)
    option = typer.Option(f"--{name.replace('_', '-')}", help=words)
    if needed:
        return parameter(name, Annotated[str, option])
    return parameter(name, Annotated[str | None, option], None)


def parameter(name: str, kind: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
    """One of a command's, as Typer reads it."""
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)


def _meant(verbs: Verbs, given: Mapping[str, Any]) -> Verb[...]:
    """The one whose option was written."""
    plain = next(verb for verb in verbs if not verb.command.when) if len(verbs) > 1 else verbs[0]
    return next((verb for verb in verbs if verb.command.when and given[verb.command.when]), plain)


def _values_of(verb: Verb[...], given: Mapping[str, Any]) -> dict[str, object]:
    from yudu_flow.actions.acts.verb import Entrance

    argument = verb.command.argument
    known = {one.name: _read(one, given.get(one.called(Entrance.COMMAND)), argument) for one in verb.fields}
    if given.get("waive") and known["decision"] == "accept":
        known["decision"] = "waive"
    return known


def _read(field: ActField, value: str | None, argument: str) -> Any:
    """What an option says. Raises BadParameter."""
    from yudu_flow.actions.acts.verb import Entrance, Holds

    name = f"{'' if field.name == argument else '--'}{field.called(Entrance.COMMAND)}"
    if field.sort is Holds.CHOICE and value and value not in field.choices:
        raise typer.BadParameter(f"“{value}”应为 {' 或 '.join(field.choices)}", param_hint=name)
    return day(value, name) if value and field.sort is Holds.DAY else value or field.empty


def sought(unit: str | None, person: str | None, period: str | None, duty: str | None) -> Sought:
    """Which obligation a command means; a person's is their visits. What comes once needs no period."""
    from yudu_flow.actions.acts.act import Sought
    from yudu_flow.domain.duties.registry import COUNTED

    return Sought(owner(unit, person), period_id(period) if period else "", duty, COUNTED if person else ())


def tell(done: Done) -> None:
    """Say what was recorded, and what whoever filed it should look at again."""
    from yudu_flow.wording.reasons import ASKED, spell_reason

    owed, at = done.sight.owed, done.fact.at
    called = spell_reason(done.fact.kind, dict(done.sight.state.terms.kind.words.acts))
    say(f"已记录：{owed.owner} {owed.subject or owed.period} {called}，{at:%Y-%m-%d %H:%M}")
    [recorded] = [row for row in done.sight.events if row.id == done.event_id]
    for question in recorded.detail.get("questions", []):
        say(f"请核对：{ASKED[question]}；有误的，请办公室退回后重报。")
