"""The application: all commands under one name, and what happens to an error that a person meets.

Exit codes: 0 fine, 1 a finding, 2 usage or content error.
"""

import sys
from collections.abc import Sequence

import typer

from yudu_flow.cli import acts, books, cases, content, passes, serve, upkeep

app = typer.Typer(
    name="yudu-flow",
    help="把方案变成按月的事项：到期提醒、收报告、逾期催办、提请认定。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for group in (serve, content, passes, books, acts, upkeep):
    group.register(app)
app.add_typer(cases.app, name="case")
app.add_typer(upkeep.database, name="db")
app.add_typer(upkeep.audit_app, name="audit")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; exits."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # a bare server's locale cannot print Chinese
    try:
        app(args=None if arguments is None else [*arguments])
    except Exception as error:
        if not (told := spoken(error)):
            raise
        typer.echo(told, err=True)
        sys.exit(2)


def spoken(error: Exception) -> str:
    """The words for an error that is the person's to mend; empty for one that is the program's."""
    from yudu_flow.content.findings import BrokenContent
    from yudu_flow.content.notification_templates import TemplateProblem
    from yudu_flow.domain.errors import Refusal

    if isinstance(error, BrokenContent):
        lines = [f"{f.file}:{f.line}:{f.column}：{f.message}" for f in error.findings if f.level == "error"]
        return "\n".join([*lines, "内容有错，没有启动。改好后可先运行 yudu-flow check 检查。"])
    if isinstance(error, Refusal | TemplateProblem | ValueError):
        return str(error)
    return ""
