"""The application: all commands under one name, and what happens to an error that a person meets.

Exit codes: 0 fine, 1 a finding, 2 usage or content error.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import typer

from yudu_flow.cli import (
    addresses,
    archive,
    books,
    bulletin,
    burden,
    calendars,
    cases,
    content,
    demo,
    documents,
    duty,
    filing,
    firms,
    homes,
    items,
    ledger,
    move,
    papers,
    paragraphs,
    passes,
    people,
    plans,
    requests,
    roster,
    serve,
    targets,
    trace,
    upkeep,
)
from yudu_flow.cli.acts import Acts
from yudu_flow.cli.output import say
from yudu_flow.cli.usage import Commands
from yudu_flow.domain.printable import CONTROLS

app = Commands(
    Acts,
    name="yudu-flow",
    help="把方案变成按月的事项：到期提醒、收报告、逾期催办、提请认定。",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for group in (
    serve,
    demo,
    content,
    documents,
    passes,
    books,
    burden,
    bulletin,
    ledger,
    trace,
    filing,
    items,
    upkeep,
    move,
):
    group.register(app)
app.add_typer(plans.app, name="plan")
app.add_typer(calendars.app, name="calendar")
app.add_typer(cases.app, name="case")
paragraphs.register(papers.app)
app.add_typer(archive.app, name="archive")
app.add_typer(papers.app, name="paper")
app.add_typer(duty.app, name="duty")
app.add_typer(requests.app, name="request")
app.add_typer(targets.app, name="target")
app.add_typer(people.app, name="people")
app.add_typer(roster.app, name="roster")
app.add_typer(roster.units, name="units")
app.add_typer(roster.posts, name="posts")
app.add_typer(roster.groups, name="groups")
app.add_typer(firms.app, name="firm")
app.add_typer(homes.app, name="homes")
app.add_typer(addresses.app, name="addresses")
app.add_typer(upkeep.database, name="db")
app.add_typer(upkeep.audit_app, name="audit")
FOR_EVERYBODY = ("init", "schema")
"""These write what the office reads and edits; all other files are the program's own."""
UMASK = 0o077


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; exits."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # a bare server's locale cannot print Chinese
    if any(CONTROLS.search(given) for given in (sys.argv[1:] if arguments is None else arguments)):
        say("命令里有看不见的控制字符，多是粘贴带来的，请删去后重写", err=True)
        sys.exit(2)
    try:
        with _umask(sys.argv[1:] if arguments is None else arguments):
            args = None if arguments is None else [*arguments]
            code = _command()(args=args, prog_name="yudu-flow", standalone_mode=False)
    except typer.Abort:
        sys.exit(1)
    except Exception as error:
        from yudu_flow.cli.faults import spoken

        if (told := spoken(error)) is None:
            raise
        say(told, err=True, nl=bool(told))
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)


@cache
def _command() -> Any:
    """What the declarations above amount to: typer would read them all anew at each call."""
    return typer.main.get_command(app)


@contextmanager
def _umask(arguments: Sequence[str]) -> Iterator[None]:
    """What a command writes is nobody else's to read."""
    before = os.umask(UMASK)
    try:
        if arguments and arguments[0] in FOR_EVERYBODY:
            os.umask(before)
        yield
    finally:
        os.umask(before)
