"""`simulate`: the rules played on a virtual clock, as JSON Lines or month by month."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands import fine, listed, yudu

SPAN = ("simulate", "--from", "2020-09-18", "--to", "2020-10-15")
KEYS = {
    *("at", "event", "duty", "owner", "unit", "period", "obligation", "round"),
    *("rung", "recipient", "channel", "subject", "reason", "answer"),
}
EVENTS = {
    *(
        "opened",
        "notice",
        "skipped",
        "held",
        "withdrawn",
        "suppressed",
        "message",
        "overdue",
        "filed",
        "filed_unsealed",
    ),
    *("sealed", "returned", "accepted", "waived", "extension_asked", "extension_decided", "explained"),
    *(
        "explanation_decided",
        "visited",
        "called",
        "released",
        "case_proposed",
        "case_told",
        "objected",
        "case_decided",
        "closed",
    ),
}
SCRIPT = """\
- {at: 2020-09-22T10:00, do: file, unit: 就业中心, period: 2020-09}
- {at: 2020-09-22T10:00, do: file_unsealed, unit: 仲裁股, period: 2020-09}
- {at: 2020-09-23T10:00, do: extend_ask, unit: 培训股, period: 2020-09, until: 2020-10-12, reason: 数据未出}
- {at: 2020-09-23T15:00, do: extend_decide, unit: 培训股, period: 2020-09, decision: approve}
- {at: 2020-09-24T10:00, do: visit, person: 周远, period: 2020-09, firm: 大河纸业}
- {at: 2020-09-28T10:00, do: seal, unit: 仲裁股, period: 2020-09}
- {at: 2020-09-28T10:00, do: explain, unit: 社保中心, period: 2020-09, reason: 系统故障}
- {at: 2020-09-28T15:00, do: explain_decide, unit: 社保中心, period: 2020-09, decision: accept, until: 2020-10-12}
"""


def played(*arguments: str) -> list[dict[str, Any]]:
    """The records of a simulation."""
    return [json.loads(line) for line in fine(*SPAN, *arguments, "--json").out.splitlines()]


@pytest.fixture
def script(tmp_path: Path) -> Path:
    file = tmp_path / "script.yaml"
    file.write_text(SCRIPT, encoding="utf-8")
    return file


def test_it_prints_json_lines_in_order_of_time(desk_home: Path) -> None:
    records = played()
    assert {name for record in records for name in record} <= KEYS
    assert {record["event"] for record in records} <= EVENTS
    assert all(record["at"].endswith("+08:00") for record in records)
    passes = [record["at"] for record in records if record["event"] == "message"]
    assert passes == sorted(passes)


def test_it_leaves_no_database_and_no_files(desk_home: Path) -> None:
    played()
    assert not (desk_home / "var").exists()


def test_it_proposes_cases_where_nobody_reports(desk_home: Path) -> None:
    proposed = [record for record in played() if record["event"] == "case_proposed"]
    assert {record["owner"] for record in proposed} == {"办公室", "就业中心", "社保中心", "培训股", "仲裁股"}
    assert {record["at"] for record in proposed} == {"2020-10-10T09:00:00+08:00"}


def test_it_plays_a_script(desk_home: Path, script: Path) -> None:
    records = played("--script", str(script))
    done = [record["event"] for record in records if record["event"] in EVENTS - {"message", "notice", "opened"}]
    assert {"filed", "filed_unsealed", "sealed", "extension_asked", "extension_decided", "visited"} < {*done}
    overdue = [r["owner"] for r in records if r["event"] == "overdue" and r["duty"] == "report"]
    assert {owner: overdue.count(owner) for owner in overdue} == {"社保中心": 2, "办公室": 1, "培训股": 1}


def test_it_marks_answers_to_a_person_s_own_act(desk_home: Path, script: Path) -> None:
    answers = [record for record in played("--script", str(script)) if record.get("answer")]
    assert {record["reason"] for record in answers} >= {"receipt", "receipt-unsealed", "extension-approved"}
    assert all(record["answer"] is True and record["event"] == "message" for record in answers)


def test_it_shows_people_a_table_a_month(desk_home: Path, script: Path) -> None:
    shown = fine(*SPAN, "--script", str(script)).out
    assert shown.startswith("2020年09月\n时间")
    assert "\n2020年10月\n" in shown
    assert "苏禾 邮件" in shown
    assert "2020年9月稳就业月报：办公室" in shown or "稳就业月报：就业中心" in shown
    for identifier in ("report-", "visit-", "su-he", "receipt", "2020-09/"):
        assert identifier not in shown


def visits(folder: Path, *fields: str) -> tuple[str, ...]:
    """A script in which 周远 visits; each of `fields` is one visit's month, day and firm."""
    line = "- {{at: {0}-{1}T10:00, do: visit, person: 周远, period: {0}, firm: {2}}}\n"
    (folder / "script.yaml").write_text("".join(line.format(*one.split()) for one in fields), encoding="utf-8")
    return "--script", str(folder / "script.yaml")


def test_it_visits_the_firms_that_are_registered_by_their_dates(desk_home: Path, tmp_path: Path) -> None:
    by = ("--by", "林秋", "--at", "2020-09-18T08:00")
    fine("firm", "add", "云岭食品", "--owner", "周远", *by)
    fine("firm", "add", "远山建材", *by)
    fine("firm", "pair", "远山建材", "--owner", "周远", "--from", "2020-10-01", *by)
    before = listed("firm", "list", "--at", "2020-09-18T08:00")

    def reminded(*said: str) -> set[str]:
        records = played(*visits(tmp_path, *said))
        return {r["period"] for r in records if r["event"] == "overdue" and r["owner"] == "周远"}

    assert reminded("2020-10 09 云岭食品") == {"2020-09"}
    assert reminded("2020-09 24 云岭食品") == set()
    refused = yudu(*SPAN, *visits(tmp_path, "2020-09 24 远山建材"))
    assert "“远山建材”不是周远的对口企业；对口企业：云岭食品" in refused.err
    refused = yudu(*SPAN, *visits(tmp_path, "2020-10 09 别家"))
    assert "对口企业：云岭食品、远山建材" in refused.err
    assert listed("firm", "list", "--at", "2020-09-18T08:00") == before


def test_a_firm_that_a_script_registers_is_visited_from_the_next_month_on(desk_home: Path, tmp_path: Path) -> None:
    firms = """\
- {at: 2020-09-24T10:00, do: firm_add, firm: 云岭食品, person: 周远}
- {at: 2020-09-25T10:00, do: firm_add, firm: 远山建材}
- {at: 2020-09-25T10:10, do: firm_pair, firm: 远山建材, person: 周远}
- {at: 2020-09-25T10:20, do: firm_retire, firm: 远山建材, reason: 迁出}
"""
    options = visits(tmp_path, "2020-09 28 别家", "2020-10 09 别家")
    script = Path(options[1])
    script.write_text(firms + script.read_text(encoding="utf-8"), encoding="utf-8")
    refused = yudu(*SPAN, *options)
    assert "第6项（visit）：“别家”不是周远的对口企业；对口企业：云岭食品" in refused.err
    script.write_text("- {at: 2020-09-26T10:00, do: firm_pair, firm: 没有, unit: 就业中心}\n", encoding="utf-8")
    assert "企业名录里没有“没有”" in yudu(*SPAN, *options).err


def test_it_says_that_nothing_would_be_sent(desk_home: Path) -> None:
    ran = fine("simulate", "--from", "2020-01-01", "--to", "2020-01-31")
    assert ran.out == "2020-01-01至2020-01-31没有需要发出的消息。\n"


def test_it_plays_what_does_not_arrive_and_a_change_of_roster(desk_home: Path, tmp_path: Path) -> None:
    roster = (desk_home / "config" / "roster.yaml").read_text(encoding="utf-8")
    (tmp_path / "新").mkdir()
    fresh = roster.replace("{person: bai-hua}", "{person: xin-ren}") + (
        "  xin-ren: {name: 辛仁, email: xin-ren@test.local, mobile: '13900000013', home: 社保中心}\n"
    )
    (tmp_path / "新" / "roster.yaml").write_text(fresh, encoding="utf-8")
    items = """\
- {at: 2020-09-21T08:30, do: undelivered, channel: email, person: 白桦, until: 2020-09-21T09:05}
- {at: 2020-09-24T10:00, content: 新/roster.yaml}
"""
    (tmp_path / "script.yaml").write_text(items, encoding="utf-8")
    shown = fine(*SPAN, "--script", str(tmp_path / "script.yaml")).out
    held, later = (line for line in shown.splitlines() if "09-21" in line and "白桦 邮件" in line)
    assert "暂存" in held
    assert "（没有送到，稍后再发）" in held
    assert later.startswith("09-21 09:06")
    assert "辛仁 邮件" in shown
    assert "bai-hua" not in shown
    assert "xin-ren" not in shown
    assert not (desk_home / "var").exists()


def test_its_help_describes_what_a_script_may_say(desk_home: Path) -> None:
    said = fine("simulate", "--help").out
    assert all(word in said for word in ("undelivered", "channel", "dead: true", "content", "roster.yaml"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- {at: 2020-09-22T10:00, do: fly, unit: 就业中心, period: 2020-09}", "第1项的 do 是“fly”，可用的有：file"),
        ("- {at: 2020-09-22T10:00, do: file, period: 2020-09}", "第1项要写 unit（或 person）和 period"),
        ("- {at: 2020-09-22T10:00, do: file, unti: 就业中心}", "第1项不认识“unti”，是不是 un"),
        ("- {at: 明天, do: file, unit: 就业中心, period: 2020-09}", "第1项的 at 应写成 2020-09-24T10:00"),
        (
            "- {at: 2020-09-22, do: seal, unit: 就业中心, period: 2020-09}",
            "第1项（seal）：就业中心没有待补盖章页的报告",
        ),
        (
            "- {at: 2020-09-22, do: extend_ask, unit: 就业中心, period: 2020-09, until: 下周, reason: 数据未出}",
            "第1项的 until “下周”应写成 2020-10-15 这样的日期",
        ),
        ("at: 2020-09-22", "应是一个列表"),
        ("- {at: 2020-09-22, do: undelivered, channel: 电话, until: 2020-09-23}", "第1项的 channel 应为 email 或 sms"),
        ("- {at: 2020-09-22, content: 没有.yaml}", "第1项（content）：没有 "),
        ("- {at: 2020-09-01T10:00, do: file, unit: 就业中心, period: 2020-09}", "第1项早于模拟的开始"),
    ],
)
def test_it_refuses_a_script_that_cannot_be_played(desk_home: Path, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "bad.yaml").write_text(text, encoding="utf-8")
    ran = yudu(*SPAN, "--script", str(tmp_path / "bad.yaml"))
    assert ran.code == 2
    assert said in ran.err


def test_it_names_what_lies_after_its_last_day(desk_home: Path, tmp_path: Path) -> None:
    late = "- {at: 2020-12-02T10:00, do: file, unit: 就业中心, period: 2020-11}"
    (tmp_path / "late.yaml").write_text(late, encoding="utf-8")
    span = ("simulate", "--from", "2020-09-18", "--to", "2020-09-19", "--script", str(tmp_path / "late.yaml"))
    assert yudu(*span).err == "脚本第1项在 --to（2020-09-19）之后，没有演到\n"
    said = {"at": "2020-12-02T10:00:00+08:00", "event": "not_played", "reason": "after_end"}
    assert json.loads(yudu(*span, "--json").out.splitlines()[-1]) == said


def test_it_refuses_days_that_are_none(desk_home: Path) -> None:
    assert yudu("simulate", "--from", "2020-10-01", "--to", "2020-09-01").err == "--to 早于 --from\n"
    assert yudu("simulate", "--from", "9月", "--to", "2020-09-01").err == "--from：“9月”不是日期，应写成 2020-10-15\n"
