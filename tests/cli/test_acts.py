"""The acts of units and office: each is recorded with who did it, or refused in words, and then nothing happened."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands import Ran, fine, listed, play, yudu

AT = "2020-10-10T10:00"
REFUSED = [
    ("file --unit 就业中心 --by 苏禾", "就业中心本期已经报送；如需更正，请先由办公室退回"),
    ("file --unit 办公室 --by 林秋", "办公室本期已免予报送，不用再报"),
    ("file --unit 税务局 --by 林秋", "名册中没有“税务局”；现有单位：办公室、就业中心、社保中心、培训股、仲裁股"),
    ("file --unit 社保中心 --by 白桦 --figure 参保人数", "--figure：“参保人数”应写成 指标名称=数字"),
    ("file --unit 社保中心 --by 白桦 --figure 就业=3", "“就业”不是社保中心的指标；可填的指标：参保人数"),
    ("file --unit 社保中心 --by 林秋 --received 2020-10-11T09:00 --reason 停电", "纸质材料的收到时间不能晚于登记时间"),
    (
        "file --unit 社保中心 --by 林秋 --received 2020-09-01T09:00 --reason 停电",
        "纸质材料的收到时间早于本期开始或退回的时间，请核对",
    ),
    (
        "file --unit 社保中心 --by 白桦 --received 2020-09-27T09:00 --reason 停电",
        "社保中心的纸质材料登记由局办公室办理，白桦不能办理",
    ),
    (
        "file --unit 社保中心 --by 苏禾",
        "由社保中心的联络员、负责人（白桦、罗平）办理，局办公室可以代办，苏禾不能办理",
    ),
    ("withdraw --unit 社保中心 --by 苏禾", "局办公室可以代办，苏禾不能办理"),
    (
        "extend --unit 培训股 --by 唐宁 --until 2020-10-20 --reason 忙 --again",
        "的再次延期由局办公室办理，唐宁不能办理",
    ),
    ("visit --person 周远 --by 白桦", "周远的走访由周远本人办理，局办公室可以代办，白桦不能办理"),
    ("file --unit 社保中心 --by 白桦 --attach 没有.pdf", "--attach：找不到文件：没有.pdf"),
    ("file --by 白桦", "请写 --unit 单位，或 --person 责任人"),
    ("file --unit 社保中心", "缺少选项 --by"),
    ("seal --unit 社保中心 --by 白桦", "社保中心没有待补盖章页的报告"),
    ("return --unit 社保中心 --by 林秋 --reason 不全", "社保中心没有可以退回的报告"),
    ("return --unit 仲裁股 --by 林秋", "缺少选项 --reason"),
    ("return --unit 仲裁股 --by 林秋 --reason 不全 --until 2020-10-09", "重报期限不能早于今天"),
    ("return --unit 就业中心 --by 林秋 --reason 不全", "就业中心没有可以退回的报告"),
    ("accept --unit 社保中心 --by 林秋", "社保中心没有待审核的报告"),
    ("accept --unit 仲裁股 --by 叶舟", "仲裁股的这一事项由局办公室办理，叶舟不能办理"),
    (
        "extend --unit 社保中心 --by 白桦 --until 2020-10-30 --reason 忙",
        "期限9月27日（星期日）24:00已过，不能再申请延期",
    ),
    (
        "extend --unit 培训股 --by 唐宁 --until 2020-10-20 --reason 忙",
        "再次延期须经办公室同意，请联系局办公室（--again）",
    ),
    ("extend --unit 培训股 --by 唐宁 --until 10月20日 --reason 忙", "--until：“10月20日”不是日期，应写成 2020-10-15"),
    ("extend --unit 培训股 --by 唐宁 --reason 忙", "请填写延期到哪一天（--until）"),
    ("extend --unit 社保中心 --by 林秋 --decide approve", "社保中心没有待决定的延期申请"),
    ("extend --unit 社保中心 --by 林秋 --decide yes", "--decide：“yes”应为 approve 或 refuse"),
    ("extend --unit 社保中心 --by 林秋 --decide confirm", "--decide：“confirm”应为 approve 或 refuse"),
    ("explain --unit 社保中心 --by 林秋 --decide refuse", "--decide：“refuse”应为 accept 或 waive 或 reject"),
    (
        "case decide approve --unit 社保中心 --by 顾明远 --reason 属实",
        "decision：“approve”应为 confirm 或 dismiss 或 time",
    ),
    ("explain --unit 仲裁股 --by 叶舟 --reason 忙", "仲裁股本期已经报送或免报，不用说明"),
    ("explain --unit 培训股 --by 唐宁 --reason 忙", "尚未逾期；如不能按时完成，请申请延期（extend）"),
    ("explain --unit 社保中心 --by 白桦", "请写明原因（--reason）"),
    ("explain --unit 社保中心 --by 林秋 --decide accept", "社保中心没有待决定的原因说明"),
    ("waive --unit 就业中心 --by 林秋 --reason 免", "就业中心本期已经报送、免报或结束，不能再免"),
    ("visit --unit 就业中心 --by 苏禾 --firm 甲厂", "“甲厂”不是就业中心的对口企业；对口企业：长河电子、青山服装"),
    ("visit --unit 培训股 --by 唐宁", "没有找到培训股 2020-09的事项；请核对单位和周期，或该期尚未开始"),
    ("call --person 王某 --by 林秋", "名册中没有“王某”"),
]


@pytest.mark.parametrize(("command", "said"), REFUSED)
def test_it_refuses_in_words(played: Path, command: str, said: str) -> None:
    ran = yudu(*command.split(), "--period", "2020-09", "--at", AT)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1


def test_it_records_nothing_when_it_refuses(opened: Path) -> None:
    before = standing("社保中心"), fine("audit", "verify").out
    refused = yudu("accept", "--unit", "社保中心", "--period", "2020-09", "--by", "林秋", "--at", "2020-09-21T10:00")
    assert refused.code == 2
    assert (standing("社保中心"), fine("audit", "verify").out) == before


def act(line: str, period: str = "2020-09") -> Ran:
    """An act in September's story, or another month's."""
    return fine(*line.split(), "--period", period)


def standing(unit: str, at: str = "2020-09-29T12:00") -> tuple[str, list[str], str]:
    """Where a unit's report stands, its flags and its outcome."""
    row = listed("status", "--unit", unit, "--at", at)[0]
    return row["standing"], row["flags"], row["outcome"]


def acts(unit: str) -> list[dict[str, Any]]:
    return [dict(row) for row in listed("why", "--unit", unit, "--period", "2020-09")[0]["acts"]]


def test_it_says_what_it_recorded(opened: Path) -> None:
    ran = act("file --unit 就业中心 --by su-he --at 2020-09-22T10:00 --progress 已落实")
    assert ran.out == "已记录：就业中心 2020-09 已报送，2020-09-22 10:00\n"
    assert acts("就业中心") == [{"at": "2020-09-22T10:00:00+08:00", "by": "苏禾", "act": "filed", "detail": {}}]


def test_it_knows_the_office_by_its_alias(opened: Path) -> None:
    act("file --unit 局办公室 --by 林秋 --at 2020-09-22T10:00 --progress 已落实")
    assert standing("办公室") == ("filed", [], "on_time")


def test_it_registers_a_paper_with_its_true_receipt(opened: Path) -> None:
    line = "file --unit 社保中心 --by 林秋 --at 2020-09-29T10:00 --received 2020-09-27T16:00 --progress 已落实"
    refused = yudu(*line.split(), "--period", "2020-09")
    assert (refused.code, refused.err) == (2, "代为登记纸质材料，请写明原因（--reason）\n")
    act(f"{line} --reason 当天停电")
    assert standing("社保中心") == ("filed", [], "on_time")
    assert acts("社保中心")[-1]["detail"] == {"received": "2020-09-27T16:00:00+08:00", "reason": "当天停电"}
    assert "当天停电" in fine("why", "--unit", "社保中心", "--period", "2020-09").out


def test_it_questions_an_empty_report(opened: Path) -> None:
    ran = act("file --unit 社保中心 --by 白桦 --sure --at 2020-09-22T10:00")
    assert ran.out.splitlines()[1:] == [
        "请核对：没有写贯彻落实情况，也没有写无新进展的原因；有误的，请办公室退回后重报。"
    ]
    assert acts("社保中心")[-1]["detail"] == {"questions": ["empty"]}
    assert standing("社保中心")[1] == ["empty"]
    assert "内容为空" in fine("status", "--unit", "社保中心").out
    assert "内容为空" in fine("why", "--unit", "社保中心", "--period", "2020-09").out


def test_it_questions_a_text_that_is_the_same_as_last_time(opened: Path) -> None:
    act("file --unit 社保中心 --by 白桦 --sure --at 2020-09-22T10:00 --progress 已落实")
    play("tick --at 2020-10-12T09:00")
    ran = act("file --unit 社保中心 --by 白桦 --sure --at 2020-10-12T10:00 --progress 已落实", "2020-10")
    assert ran.out.splitlines()[1:] == ["请核对：内容与上期相同，也没有写无新进展的原因；有误的，请办公室退回后重报。"]


def test_it_keeps_what_is_attached(opened: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.pdf"
    page.write_bytes(b"%PDF-1.4 stamped")
    act(f"file --unit 社保中心 --by 白桦 --at 2020-09-22T10:00 --nothing-new 无 --figure 参保人数=9 --attach {page}")
    kept = [file for file in (opened / "var" / "attachments").rglob("*") if file.is_file()]
    assert [file.read_bytes() for file in kept] == [b"%PDF-1.4 stamped"]


def test_it_returns_a_report_with_a_limit(opened: Path) -> None:
    act("file --unit 社保中心 --by 白桦 --sure --at 2020-09-22T10:00 --progress 已落实")
    act("return --unit 社保中心 --by 林秋 --at 2020-09-28T10:00 --reason 数据不全")
    [row] = [row for row in listed("status", "--at", "2020-09-28T12:00") if row["owner"] == "社保中心"]
    assert (row["standing"], row["late_after"]) == ("returned", "2020-09-30T23:59:59+08:00")


def test_it_asks_and_refuses_an_extension(opened: Path) -> None:
    act("extend --unit 社保中心 --by 白桦 --at 2020-09-22T10:00 --until 2020-10-12 --reason 数据未出")
    assert standing("社保中心", "2020-09-22T12:00")[1] == ["extension_pending"]
    act("extend --unit 社保中心 --by 林秋 --at 2020-09-22T15:00 --decide refuse --reason 请按期报")
    assert standing("社保中心", "2020-09-22T16:00")[1] == []


def test_it_withdraws_an_extension_and_an_explanation_as_if_nothing_had_been_asked(opened: Path) -> None:
    act("extend --unit 社保中心 --by 白桦 --at 2020-09-22T10:00 --until 2020-10-12 --reason 数据未出")
    ran = act("withdraw --unit 社保中心 --by 白桦 --at 2020-09-22T11:00")
    assert "撤回申请" in ran.out
    assert standing("社保中心", "2020-09-22T12:00") == ("open", [], "open")
    act("explain --unit 社保中心 --by 白桦 --at 2020-09-28T10:00 --reason 系统故障")
    act("withdraw --unit 社保中心 --by 白桦 --at 2020-09-28T11:00")
    assert standing("社保中心", "2020-09-28T12:00") == ("overdue", [], "open")


@pytest.mark.parametrize(
    ("decision", "after"),
    [
        ("--decide accept --until 2020-10-12", ("open", ["extended"], "open")),
        ("--decide accept --waive", ("waived", [], "excused")),
        ("--decide reject --reason 理由不足", ("overdue", [], "open")),
    ],
)
def test_it_decides_an_explanation(opened: Path, decision: str, after: tuple[str, list[str], str]) -> None:
    play("tick --at 2020-09-28T09:00")
    act("explain --unit 社保中心 --by 白桦 --at 2020-09-28T10:00 --reason 系统故障")
    assert standing("社保中心", "2020-09-28T11:00")[1] == ["explanation_pending"]
    act(f"explain --unit 社保中心 --by 林秋 --at 2020-09-28T15:00 {decision}")
    assert standing("社保中心", "2020-09-28T16:00") == after


def test_it_names_every_option_that_would_do(opened: Path) -> None:
    play("tick --at 2020-09-28T09:00")
    act("explain --unit 社保中心 --by 白桦 --at 2020-09-28T10:00 --reason 系统故障")
    decided = "explain --unit 社保中心 --period 2020-09 --by 林秋 --at 2020-09-28T15:00 --decide accept"
    assert yudu(*decided.split()).err == "采纳原因请给出晚于今天的新期限，或免予报送（--until、--waive）\n"


def test_it_counts_visits_of_a_person(opened: Path) -> None:
    act("visit --person 周远 --by 周远 --at 2020-09-24T15:00 --firm 大河纸业 --note 缺工")
    [row] = listed("why", "--person", "周远", "--period", "2020-09")
    assert row["standing"] == "filed"
    assert row["acts"][0]["detail"] == {"subject": "大河纸业", "note": "缺工"}


def test_it_logs_a_call(opened: Path) -> None:
    act("call --unit 社保中心 --by 林秋 --at 2020-09-28T15:00 --note 罗平接听")
    assert [(row["act"], row["detail"]) for row in acts("社保中心")] == [("called", {"note": "罗平接听"})]


def test_it_prints_no_json_where_people_act(opened: Path) -> None:
    ran = act("waive --unit 社保中心 --by 林秋 --at 2020-09-22T10:00 --reason 机构调整")
    with pytest.raises(json.JSONDecodeError):
        json.loads(ran.out)
    assert standing("社保中心") == ("waived", [], "excused")


def test_it_knows_units_and_people_whatever_blanks_their_names_are_typed_with(opened: Path) -> None:
    fine(
        "file",
        "--unit",
        "社保\u3000中心",
        "--period",
        "2020-09",
        "--by",
        "白\u00a0桦",
        "--at",
        "2020-09-21T10:00",
        "--sure",
    )
    assert standing("社 保中心", "2020-09-21T12:00")[0] == "filed"
    assert acts("社保中心")[-1]["by"] == "白桦"


def test_it_counts_a_visit_to_a_firm_whose_name_is_typed_with_blanks(opened: Path) -> None:
    for day, firm in (("23", "大河纸业"), ("24", "大　河 纸业")):
        at = ("--period", "2020-09", "--at", f"2020-09-{day}T15:00")
        fine("visit", "--person", "周 远", "--by", "周远", "--firm", firm, *at)
    [row] = listed("why", "--person", "周远", "--period", "2020-09")
    assert [one["detail"]["subject"] for one in row["acts"]] == ["大河纸业", "大河纸业"]


def test_what_pages_do_commands_do(opened: Path) -> None:
    done = [
        act(f"{line} --unit 就业中心 --at 2020-09-22T1{number}:00").out.split()[2]
        for number, line in enumerate(
            [
                "urge --by 林秋 --note 请尽快",
                "note --by 林秋 --note 联络员外出",
                "hand-back --by 苏禾 --assignment 1.1 --reason 不归我",
                "hand-back --by 林秋 --decide reject --reason 见方案",
            ]
        )
    ]
    words = ("办公室催办", "备注", "退请办公室：非本单位职责", "职责归属答复")
    assert done == [f"{said}，2020-09-22" for said in words]
    for line, said in (
        ("links --unit 就业中心 --by 林秋 --period 2020-09", "就业中心没有在用的链接"),
        ("hand-back --unit 就业中心 --by 林秋 --period 2020-09 --decide accept", "没有这一项待答复的退请"),
        ("case decide time --unit 就业中心 --by 顾明远 --period 2020-09 --reason 等", "本期没有拟认定的事项"),
        ("addresses resend 000000000000000000000000 --by 林秋", "没有这条消息"),
        ("addresses test 王某 --by 林秋", "名册中没有这个人"),
        ("addresses withdraw 000000000000000000000000 --by 林秋 --reason 写错了", "没有这条消息"),
    ):
        assert said in yudu(*line.split(), "--at", "2020-09-22T17:00").err


@pytest.mark.parametrize(
    "act", ["addresses bounced {}", "addresses resend {}", "addresses withdraw {}", "firm retire 长河电子"]
)
def test_what_is_said_about_messages_and_firms_is_limited_as_what_is_said_about_duties(opened: Path, act: str) -> None:
    [message, *_] = listed("messages", "--limit", "1")
    words = (*act.format(message["id"]).split(), "--by", "林秋", "--at", "2020-09-22T17:00", "--reason")
    assert "请不要超过2000字（--reason）" in yudu(*words, "长" * 2001).err


def test_it_asks_about_a_figure_once_before_it_files(opened: Path) -> None:
    line = "file --unit 社保中心 --period {} --by 白桦 --at {} --progress 已落实{}"
    said = line.format("2020-09", "2020-09-22T10:00", "")
    ran = yudu(*said.split())
    words = "参保人数没有填数字，进度将记为不明，不算符合进度。没有报送；核对无误的，请加 --sure 再报"
    assert (ran.code, words in ran.err, acts("社保中心")) == (2, True, [])
    fine(*said.split(), "--figure", "参保人数=10000")
    fine("tick", "--at", "2020-10-12T09:00")
    for value, asked in (("40000", "40,000人，与上次的10,000人相差很大"), ("9000", "累计9,000人，比上次的10,000人少")):
        odd = line.format("2020-10", "2020-10-12T10:00", f" --figure 参保人数={value}")
        assert asked in yudu(*odd.split()).err
    fine(*odd.split(), "--sure")
    again = yudu(*odd.split())
    assert (again.code, "已经报送" in again.err) == (2, True), "what is refused anyway is not asked about"


def test_words_are_found(opened: Path) -> None:
    play("explain --unit 社保中心 --by 白桦 --period 2020-09 --at 2020-09-29T10:00 --reason 停电")
    play("instruct --to 社保中心 --by 沈清 --text 落实稳岗返还 --due 2020-10-16 --at 2020-09-29T11:00")
    [row] = listed("search", "社保中心", "稳岗返还", "--at", "2020-09-30T10:00")
    assert (row["kind"], row["said"]) == ("批示交办", "落实稳岗返还")
    assert "没有找到" in fine("search", "没有这句话", "--at", "2020-09-23T10:00").out
    assert "请写至少2个字" in yudu("search", "岗").err
