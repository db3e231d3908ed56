"""The application: all commands under one name, and what happens to an error that a person meets.

Exit codes: 0 fine, 1 a finding, 2 usage or content error.
"""

import sys
from collections.abc import Sequence

import typer

from yudu_flow.cli import acts, books, cases, content, demo, passes, people, serve, trace, upkeep
from yudu_flow.cli.usage import Commands, spelled_options, spoken_usage

DAMAGED = ("malformed", "not a database", "disk image")
app = Commands(
    name="yudu-flow",
    help="把方案变成按月的事项：到期提醒、收报告、逾期催办、提请认定。",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for group in (serve, demo, content, passes, books, trace, acts, upkeep):
    group.register(app)
app.add_typer(cases.app, name="case")
app.add_typer(people.app, name="people")
app.add_typer(upkeep.database, name="db")
app.add_typer(upkeep.audit_app, name="audit")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; exits."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # a bare server's locale cannot print Chinese
    try:
        code = app(args=None if arguments is None else [*arguments], prog_name="yudu-flow", standalone_mode=False)
    except typer.Abort:
        sys.exit(1)
    except Exception as error:
        if (told := spoken(error)) is None:
            raise
        typer.echo(told, err=True, nl=bool(told))
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)


def spoken(error: Exception) -> str | None:
    """The words for an error that is the person's to mend; None for one that is the program's."""
    import sqlite3

    from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

    from yudu_flow.content.findings import BrokenContent
    from yudu_flow.content.notification_templates import TemplateProblem
    from yudu_flow.domain.errors import Refusal

    if complain := getattr(error, "format_message", None):  # Typer's own: a command line that it cannot read
        return spoken_usage(complain())
    if isinstance(error, BrokenContent):
        lines = [f"{f.file}:{f.line}:{f.column}：{f.message}" for f in error.findings if f.level == "error"]
        return "\n".join([*lines, "内容有错，没有启动。改好后可先运行 yudu-flow check 检查。"])
    if isinstance(error, Refusal):
        return f"{error}{spelled_options(error.needs, error.instead)}"
    if isinstance(error, TemplateProblem):
        return str(error)
    fault = error.orig if isinstance(error, DatabaseError) else error  # `backup` asks the driver itself
    if isinstance(fault, sqlite3.DatabaseError) and any(words in str(fault) for words in DAMAGED):
        return "数据库文件已损坏，请停止程序，用 yudu-flow restore 恢复最近的备份"
    if isinstance(error, ArgumentError | OperationalError):
        return f"数据库打不开，请核对 YUDU_FLOW_DATABASE_URL、文件夹权限和磁盘：{error.args[0]}"
    return None
