"""Everything that a person reads is Chinese: words for every identifier, usage errors, help; on any locale."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bureau import SHIPPED
from tests.cli.commands import fine, yudu
from tests.cli.test_simulate import EVENTS as SIMULATED
from yudu_flow.cli.commands import app
from yudu_flow.cli.output import GAP, LEAST_WIDTH, kept_whole
from yudu_flow.cli.passes import EVENTS
from yudu_flow.content.notifications.kinds import kinds
from yudu_flow.domain.duties.registry import folders
from yudu_flow.domain.facts import CaseChoice, Correction, ExtensionChoice, FactKind, HandBackChoice, ReasonChoice
from yudu_flow.domain.obligation import Lamp, Outcome, Standing
from yudu_flow.domain.verdict import Reason
from yudu_flow.wording.names import SHARED
from yudu_flow.wording.reasons import CHOICES, REASONS
from yudu_flow.wording.standings import FLAGS, LAMPS, OUTCOMES, STANDINGS

USAGE = [
    ("", ""),
    ("nosuch", "没有命令 nosuch\n"),
    ("paper summary", "缺少选项 --period\n"),
    ("backup", "缺少参数 file\n"),
    ("tick --unit 2", "没有选项 --unit，可以写 --at\n"),
    ("tick --at 9999-12-31T23:59", "--at：“9999-12-31T23:59”的年份应在2000至2100之间\n"),
    ("simulate --from 2020-09-01 --to 9999-12-31", "--to：“9999-12-31”的年份应在2000至2100之间\n"),
    ("plan end 方案 --by x --reason x --from 9999-12-31", "--from：“9999-12-31”的年份应在2000至2100之间\n"),
    ("request show 99999999999999999999", "number：不能大于2147483647\n"),
    ("ledger --year 1", "--year：不能小于2000\n"),
    ("firm record 9999999999", "visit：不能大于2147483647\n"),
    ("messages --limit 99999999999999999999", "--limit：不能大于2147483647\n"),
    ("calendar --from 9999-12 --to 9999-12", "--from：“9999-12”的年份应在2000至2100之间\n"),
    ("status --at 0001-01-01", "--at：“0001-01-01”的年份应在2000至2100之间\n"),
    ("messages --limit -1", "--limit：不能小于0\n"),
    (f"request show {'9' * 5000}", "number：应为整数\n"),
    ("tick --at", "选项 --at 后面要写内容\n"),
    ("tick --json=yes", "选项 --json 后面不写内容\n"),
    ("tick now", "多出了 now\n"),
    ("import 没有.docx", "找不到 没有.docx\n"),
    ("import /", "/ 是文件夹，请写文件\n"),
]


@pytest.mark.parametrize(
    ("identifiers", "words"),
    [
        (Standing, STANDINGS),
        (Outcome, OUTCOMES),
        (Lamp, LAMPS),
        ({*ExtensionChoice, *ReasonChoice, *HandBackChoice, *CaseChoice, *Correction}, CHOICES),
        (Reason, REASONS),
        ({*FactKind} - {FactKind.CLOSED}, REASONS),
        (kinds(), {**SHARED, **folders()}),
        (SIMULATED, {**REASONS, **EVENTS}),
        (
            (
                "extension_pending",
                "explanation_pending",
                "extended",
                "case_proposed",
                "case_confirmed",
                "corrected",
                "provisional",
            ),
            FLAGS,
        ),
    ],
    ids=range(9),
)
def test_it_has_a_word_for_every_identifier(identifiers: object, words: dict[str, str]) -> None:
    assert isinstance(identifiers, type | set | tuple)
    missing = {str(name) for name in identifiers} - words.keys()  # type: ignore[union-attr] # an enum is iterable
    assert missing == set()


@pytest.mark.parametrize(("command", "said"), USAGE)
def test_it_complains_in_chinese(command: str, said: str) -> None:
    ran = yudu(*command.split())
    assert (ran.code, ran.err) == (2, said)


GROUPS = sorted(str(one.name) for one in app.registered_groups)


@pytest.mark.parametrize("command", ["", "file", "case decide", "archive build", "simulate", "restore", *GROUPS])
def test_it_helps_in_chinese(command: str) -> None:
    shown = fine(*command.split(), "--help").out
    assert "选项" in shown
    for english in ("Options", "Commands", "Arguments", "Show this", "required", "default"):
        assert english not in shown


def test_it_prints_chinese_on_a_machine_without_a_locale() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "yudu_flow", "plan"],
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONPATH": str(SHIPPED)}
        | {"YUDU_FLOW_HOME": str(SHIPPED)},
        cwd=Path("/"),
        capture_output=True,
        check=True,
    )
    assert "加大支持企业稳岗就业" in done.stdout.decode("utf-8")


def test_it_aligns_its_columns(played: Path) -> None:
    from rich.cells import cell_len

    lines = fine("status", "--at", "2020-10-10T10:00").out.splitlines()
    heading, rows = lines[0], [line for line in lines[2:] if line]
    place = cell_len(heading.partition("按时截止")[0])
    assert {cell_len(row.partition("月27日（")[0]) - place for row in rows if "月27日（" in row} <= {1, 2}


@pytest.mark.parametrize("width", [60, 80, 150])
def test_it_loses_nothing_where_the_screen_is_narrow(width: int) -> None:
    whole = kept_whole([7, 12, 10, 24, 13, 30], width)
    kept = sum(wide for wide, unbroken in zip([7, 12, 10, 24, 13, 30], whole, strict=True) if unbroken)
    assert kept + GAP * 5 + LEAST_WIDTH * whole.count(False) <= width
    assert whole[0]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("firm add 云岭食品 --code 123 --by 林秋", "统一社会信用代码应为18位，现在是3位（--code）\n"),
        ("search 云", "请写至少2个字\n"),
        (
            "request open --firm 云岭 --need 用工 --text 招工 --lead 就业中心 --help-by 就业中心 --by 林秋",
            "就业中心已是牵头单位，不用再列为配合单位（--help-by）\n",
        ),
        ("plan pause wenjiuye-2020 --by 林秋 --reason 停 --from 2001-01-01", "不能从以前算起（--from）\n"),
        ("notice send --title 会 --text 周一 --unit 没有 --by 林秋", "（--unit）\n"),
    ],
)
def test_a_refusal_names_options_that_the_command_has(opened: Path, command: str, said: str) -> None:
    ran = yudu(*command.split(), "--at", "2020-09-22T10:00")
    assert (ran.code, ran.err[-len(said) :]) == (2, said)
