"""A rules file from before each kind of duty had its block: it …"""

from pathlib import Path

import pytest

from tests.cli.commands import fine, use, yudu
from tests.content.read import rules_at
from yudu_flow.actions.acts.whose_edit import standing
from yudu_flow.cli import office
from yudu_flow.clock import wall_clock
from yudu_flow.content.findings import Level
from yudu_flow.content.rules.old_rules import renewed
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.duties.registry import KINDS
from yudu_flow.domain.rules import Addressee, Rung
from yudu_flow.storage import audit

OLD = """# 本局的规则
inclusive: true # 当天算按时

# —— 报送 ——
before: # 期限前
  # 只提醒一次
  - {name: R-2, days: 2, channels: [sms], to: [head]}
soon_days: 4 # 提前四天亮黄灯
pass_at: "09:00"

# —— 走访 ——
"visit_after":
  - name: V+2 # 两天后
    days: 2
    channels: [email]
    to: [liaison]
# 结尾的话
sms_signature: 清溪人社局
# 完
"""
NEW = """# 本局的规则
inclusive: true # 当天算按时
ladders:
  report:

    # —— 报送 ——
    before: # 期限前
      # 只提醒一次
      - {name: R-2, days: 2, channels: [sms], to: [head]}
    soon_days: 4 # 提前四天亮黄灯
  visit:

    # —— 走访 ——
    after:
      - name: V+2 # 两天后
        days: 2
        channels: [email]
        to: [liaison]
pass_at: "09:00"
# 结尾的话
sms_signature: 清溪人社局
# 完
"""


def file_of(folder: Path, text: str) -> Path:
    """A rules file."""
    (folder / "config").mkdir(exist_ok=True)
    path = folder / "config" / "rules.yaml"
    path.write_bytes(text.encode())
    return path


def test_it_means_what_it_meant(tmp_path: Path) -> None:
    rules, [finding] = rules_at(file_of(tmp_path, OLD))
    assert rules is not None
    assert rules.ladders["report"].before == (
        Rung("R-2", 2, (Channel.SMS,), (Addressee.HEAD,), says="report-reminder"),
    )
    assert (rules.ladders["report"].soon_days, rules.ladders["report"].last) == (
        4,
        KINDS["report"].ladders[Cycle.MONTH].last,
    )
    assert [rung.name for rung in rules.ladders["visit"].after] == ["V+2"]
    assert (finding.level, finding.line, finding.message) == (Level.WARNING, 5, "提醒和催办还是旧写法，照旧有效")


def test_an_error_in_it_is_shown_where_it_stands(tmp_path: Path) -> None:
    rules, [_, error] = rules_at(file_of(tmp_path, OLD.replace("R-2, days: 2", "R-3, days: 2")))
    assert (rules, error.line, error.suggestion) == (None, 7, "写成 R-2")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_it_is_written_anew_with_every_comment(tmp_path: Path, end: str) -> None:
    use_lines = OLD.replace("\n", end), NEW.replace("\n", end)
    assert renewed(use_lines[0]) == use_lines[1]
    assert renewed(use_lines[1]) == use_lines[1]
    before, after = (rules_at(file_of(tmp_path, text))[0] for text in use_lines)
    assert before == after


def test_one_that_ends_without_a_line_end_or_is_no_yaml_loses_nothing() -> None:
    assert renewed("a: 1\nsoon_days: 4") == "a: 1\nladders:\n  report:\n    soon_days: 4\n"
    assert renewed("soon_days: [") == "soon_days: ["


def test_a_command_renews_it_once_and_notes_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = file_of(use(monkeypatch, home), OLD)
    assert "已改成现在的写法" in fine("renew").out
    assert path.read_text(encoding="utf-8") == NEW
    assert "没有改动" in fine("renew").out
    bureau = office.bureau(wall_clock())
    with bureau.reading() as db:
        [row] = audit.rows(db, bureau.key)
    assert (row.by, row.act, row.about) == ("命令行", "rules_changed", "规则")
    assert "现在的内容是命令行" in standing(bureau, path), "whoever edits meanwhile is told whose it is"
    path.write_bytes(OLD.encode("gbk") + "提醒".encode("gbk"))
    assert f"{path} 不是 UTF-8 编码" in yudu("renew").err
