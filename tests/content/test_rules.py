"""The rules file: what ships are the domain's defaults, and what a clerk changes arrives."""

from dataclasses import fields
from datetime import time
from pathlib import Path

import pytest

from tests.content.copies import RULES, SHIPPED
from tests.content.read import rules_at
from yudu_flow.content.findings import Level
from yudu_flow.content.json_schema import schemas
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.duties.registry import KINDS
from yudu_flow.domain.rules import Addressee, RestDay, Rules, Rung

SIGNED = "sms_signature: 清溪人社局\n"


def rules_of(folder: Path, text: str) -> Rules:
    file = folder / "rules.yaml"
    file.write_text(f"{text}{SIGNED}", encoding="utf-8")
    rules, findings = rules_at(file)
    assert rules is not None, findings
    return rules


def test_it_ships_the_defaults() -> None:
    assert rules_at(SHIPPED / RULES) == (Rules(sms_signature="于都人社局"), [])


def test_it_writes_every_setting_out_in_the_shipped_file() -> None:
    text = (SHIPPED / RULES).read_text(encoding="utf-8")
    settings = schemas()["rules"]["properties"].keys()
    assert [name for name in settings if f"\n{name}:" not in text] == []
    assert settings >= {field.name for field in fields(Rules)} - {"ladders"}


def test_it_takes_the_default_for_what_is_left_out(tmp_path: Path) -> None:
    assert rules_of(tmp_path, "") == Rules(sms_signature="清溪人社局")
    assert rules_of(tmp_path, "inclusive:\n") == Rules(sms_signature="清溪人社局")


@pytest.mark.parametrize("text", ["", "inclusive: false\n", "sms_signature:\n"])
def test_it_takes_no_default_for_the_name_that_a_bureau_signs_with(tmp_path: Path, text: str) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text(text, encoding="utf-8")
    rules, [finding] = rules_at(file)
    assert rules is None
    assert (finding.level, finding.message) == (Level.ERROR, "“sms_signature”没有填")
    assert finding.suggestion == "短信签名，写本局简称，不带【】"


def test_it_reads_a_change(tmp_path: Path) -> None:
    rules = rules_of(tmp_path, 'inclusive: false\nrest_day: keep\ncutoff: "17:30"\nfirst_period: 2020-10\n')
    assert (rules.inclusive, rules.rest_day, rules.cutoff) == (False, RestDay.KEEP, time(17, 30))
    assert rules.first_period == "2020-10"


def test_it_reads_a_ladder(tmp_path: Path) -> None:
    rules = rules_of(tmp_path, "ladders: {report: {before: [{name: R-7, days: 7, channels: [sms], to: [head]}]}}\n")
    ladder, own = rules.ladders["report"], KINDS["report"].ladders[Cycle.MONTH]
    assert ladder.before == (Rung("R-7", 7, (Channel.SMS,), (Addressee.HEAD,), says="report-reminder"),)
    assert (ladder.after, ladder.soon_days) == (own.after, own.soon_days)


@pytest.mark.parametrize(
    ("block", "message", "advice"),
    [
        ("raport: {soon_days: 4}", "没有“raport”这类事项", "是不是“report”"),
        ("visit: {seal: [{name: S+1, %s}]}", "走访事项没有“seal”", "删去这一行"),
        ("visit: {last: {name: L-0, %s}}", "走访事项没有“last”", "删去这一行"),
        ("report: {after: [{name: E+1, %s}]}", "“after”至少要有 2 项", "最后一级提请认定，之前至少催办一次"),
    ],
)
def test_it_refuses_a_block_that_no_kind_has(tmp_path: Path, block: str, message: str, advice: str) -> None:
    file, rung = tmp_path / "rules.yaml", f"days: {int('+' in block)}, channels: [sms], to: [head]"
    file.write_text(f"ladders:\n  {block.replace('%s', rung)}\n{SIGNED}", encoding="utf-8")
    rules, [finding] = rules_at(file)
    assert (rules, finding.line, finding.message, finding.suggestion) == (None, 2, message, advice)


def test_it_reads_a_time_with_or_without_quotes(tmp_path: Path) -> None:
    assert rules_of(tmp_path, "pass_at: 09:30\n").pass_at == time(9, 30)


def test_it_takes_slips_of_three_colours_that_are_off_by_default(tmp_path: Path) -> None:
    """As the shipped file shows them behind its comment sign."""
    shown = (SHIPPED / RULES).read_text(encoding="utf-8").splitlines()
    first = shown.index("# coloured_slips:")
    sample = "\n".join(line.removeprefix("# ") for line in shown[first : first + 4])
    slips = rules_of(tmp_path, f"{sample}\n").coloured_slips
    assert [(one.colour, one.word, str(one.when)) for one in slips] == [
        ("蓝", "提醒", "urged"),
        ("黄", "警示", "urged_again"),
        ("红", "督办", "proposed"),
    ]
    assert rules_of(tmp_path, "").coloured_slips == ()
