"""Characters that steer a terminal: a command does not take them, and shows those that are stored as signs."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from tests.cli.commands import yudu
from yudu_flow import cli
from yudu_flow.actions.acts.act import Done
from yudu_flow.cli.acts import tell
from yudu_flow.cli.output import as_json, spell
from yudu_flow.domain.duties.report import REPORT
from yudu_flow.domain.printable import shown, without_controls


def test_a_command_does_not_take_them() -> None:
    ran = yudu("note", "--unit", "就业中心", "--note", "请\x1b[31m加快")
    assert (ran.code, "控制字符" in ran.err) == (2, True)


def test_a_table_shows_them_as_signs() -> None:
    assert spell("请\x1b[31m\x07加\x9b快\u202e") == "请␛[31m␇加\\u009b快\\u202e"
    assert spell(["a\x00b", "第一行\n第二行"]) == "a␀b、第一行\n第二行"


def test_a_receipt_shows_them_as_signs(capsys: pytest.CaptureFixture[str]) -> None:
    sight = SimpleNamespace(
        owed=SimpleNamespace(owner="就业\x1b]0;中心", period="2020-09", subject=""),
        events=[SimpleNamespace(id=1, detail={})],
        state=SimpleNamespace(terms=SimpleNamespace(kind=REPORT)),
    )
    fact = SimpleNamespace(kind="filed", at=datetime(2020, 9, 22, tzinfo=UTC))
    tell(cast(Done, SimpleNamespace(sight=sight, fact=fact, event_id=1)))
    assert capsys.readouterr().out.startswith("已记录：就业␛]0;中心 2020-09 已报送")


def test_no_command_prints_past_the_one_cleaner() -> None:
    files = [*Path(cli.__path__[0]).glob("*.py")]
    past = [file.name for file in files for word in ("typer.echo(", " print(") if word in file.read_text("utf-8")]
    assert (past, len(files) > 10) == (["output.py"], True)


def test_json_stays_json_without_them() -> None:
    assert as_json({"note": "\x1b\x9b\x7f"}) == '{"note": "\\u001b\\u009b\\u007f"}'


def test_what_word_pastes_is_left_out() -> None:
    assert without_controls("甲\x0b乙\x07\t丙\r\n") == "甲乙\t丙\r\n"
    assert shown("甲\t乙\n") == "甲\t乙\n"
