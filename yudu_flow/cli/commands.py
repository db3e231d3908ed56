"""All commands under one name."""

from functools import cache
from typing import Any

import typer

from yudu_flow.cli import (
    acts,
    addresses,
    archive,
    books,
    burden,
    calendars,
    cases,
    content,
    contents,
    demo,
    documents,
    duty,
    filing,
    firms,
    homes,
    items,
    move,
    notices,
    papers,
    paragraphs,
    passes,
    people,
    plans,
    requests,
    roster,
    serve,
    several,
    targets,
    trace,
    upkeep,
)
from yudu_flow.cli.usage import Commands, group_of

app = Commands(
    group_of(lambda: acts.made(), after="seal"),
    name="yudu-flow",
    help="把方案变成按月的事项：到期提醒、收报告、逾期催办、提请认定。",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.take(
    serve.run,
    demo.demo,
    *(content.check, content.renew, content.schema, content.init),
    *(documents.import_, documents.start),
    *(passes.tick, passes.simulate),
    *(books.status, books.reconcile, books.messages),
    burden.burden,
    *(papers.bulletin, papers.ledger),
    *(trace.why, trace.search),
    *(filing.file, filing.seal),
    *(items.instruct, items.done, items.close, items.return_),
    *(several.urge_all, several.accept_all),
    *(upkeep.doctor, upkeep.backup, upkeep.restore),
    move.move,
)
app.add_typer(plans.app, name="plan")
app.add_typer(contents.app, name="content")
app.add_typer(calendars.app, name="calendar")
app.add_typer(cases.app, name="case")
papers.app.take(paragraphs.show, paragraphs.write, paragraphs.final, paragraphs.reopen)
app.add_typer(archive.app, name="archive")
app.add_typer(papers.app, name="paper")
app.add_typer(duty.app, name="duty")
app.add_typer(requests.app, name="request")
app.add_typer(notices.app, name="notice")
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


@cache
def command() -> Any:
    """What the declarations above amount to: typer would read them all anew at each call."""
    return typer.main.get_command(app)
