"""`why`: the trace of a unit's obligations, every rung with whom it told."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.bureau import change
from tests.cli.commands import fine, listed, play, yudu

SEPTEMBER = ("--period", "2020-09", "--at", "2020-10-10T10:00")
MARK = re.compile(r"\b[A-Z](?:[-+]\d|-list|\.\d)")


def trace(unit: str) -> dict[str, Any]:
    """The trace of a unit's report."""
    return listed("why", "--unit", unit, *SEPTEMBER)[0]


def test_it_prints_the_contract_s_keys(played: Path) -> None:
    row = trace("就业中心")
    assert list(row) == ["obligation", "standing", "says", "rungs", "acts"]
    assert list(row["rungs"][0]) == ["rung", "round", "at", "verdict", "reason", "notices"]
    assert list(row["rungs"][0]["notices"][0]) == ["recipient", "channel", "state", "at", "reason", "message"]
    assert list(row["acts"][0]) == ["at", "by", "act", "detail"]


def test_it_traces_one_who_reported_early(played: Path) -> None:
    row = trace("就业中心")
    assert [rung["rung"] for rung in row["rungs"] if rung["verdict"] == "fired"] == ["R-5", "N", "receipt"]
    assert [(act["act"], act["by"]) for act in row["acts"]][:2] == [("filed", "苏禾"), ("accepted", "林秋")]


def test_it_traces_the_whole_ladder_of_one_who_is_silent(played: Path) -> None:
    rungs = {rung["rung"]: rung for rung in trace("社保中心")["rungs"]}
    assert [name for name, rung in rungs.items() if rung["verdict"] == "fired"] == [
        "R-5",
        "R-1",
        "N",
        "E+1",
        "E+3",
        "E+5",
    ]
    assert rungs["E+1"]["at"] == "2020-09-28T09:00:00+08:00"
    told = {
        (n["recipient"], n["channel"]) for n in rungs["E+1"]["notices"] if n["recipient"] in ("bai-hua", "luo-ping")
    }
    assert told == {("bai-hua", "email"), ("bai-hua", "sms"), ("luo-ping", "email"), ("luo-ping", "sms")}


def test_it_says_why_a_rung_was_skipped(played: Path) -> None:
    skipped = [(r["rung"], r["reason"]) for r in trace("社保中心")["rungs"] if r["verdict"] == "skipped"]
    assert skipped == [("R-3", "superseded"), ("R-0", "deadline_passed")]


def test_it_shows_names_and_words_to_people(played: Path) -> None:
    shown = fine("why", "--unit", "社保中心", *SEPTEMBER).out
    for word in (
        "社保中心2020年9月稳就业月报　逾期5个工作日",
        "阶段",
        "通知",
        "白桦（邮件、短信）已送出",
        "罗平（邮件、短信）已送出",
        "由后一次代替",
    ):
        assert word in shown
    for identifier in ("bai-hua", "email", "superseded", "None", "{"):
        assert identifier not in shown


@pytest.mark.parametrize(
    "asked",
    [
        ("why", "--unit", "社保中心", *SEPTEMBER),
        ("reconcile", *SEPTEMBER),
        ("calendar", "--from", "2020-09", "--to", "2020-12"),
        ("simulate", "--from", "2020-09-18", "--to", "2020-10-16"),
    ],
    ids=lambda asked: asked[0],
)
def test_people_read_the_steps_in_words_and_not_by_their_marks(played: Path, asked: tuple[str, ...]) -> None:
    shown = fine(*asked).out
    assert ("截止" in shown, MARK.findall(shown)) == (True, [])


def test_it_shows_what_people_did(played: Path) -> None:
    shown = fine("why", "--unit", "培训股", *SEPTEMBER).out
    assert "申请延期" in shown
    assert "延至2020-10-12；数据未出" in shown
    assert "延至2020-10-12；同意" in shown


def test_what_was_given_has_a_day_and_its_own_words(opened: Path) -> None:
    """Nothing was put off, and no report was filed."""
    play(
        "instruct --to 就业中心 --by 沈清 --text 摸清底数 --due 2020-10-12 --at 2020-09-25T10:00",
        "done --unit 就业中心 --by 苏禾 --text 已摸清 --at 2020-09-28T10:00",
        "return --unit 就业中心 --by 沈清 --subject instruction:1 --reason 缺附件 --until 2020-10-13"
        " --at 2020-09-28T11:00",
    )
    shown = fine("why", "--unit", "就业中心", "--period", "2020-10").out
    assert "限2020-10-12；摸清底数" in shown
    assert "报办结" in shown.split("经过")[1]
    assert "限2020-10-13 24:00；缺附件" in shown


def test_it_knows_a_person_s_visits(played: Path) -> None:
    [row] = listed("why", "--person", "周远", *SEPTEMBER)
    assert row["obligation"] == "2020-09/visit-zhou/周远"


def test_it_closes_a_month_with_what_it_was_then_and_not_with_a_word_of_its_own(opened: Path) -> None:
    play(
        "file --unsealed --unit 就业中心 --period 2020-09 --by 苏禾 --at 2020-09-25T10:00 --progress 已落实",
        "tick --at 2020-10-31T09:00",
        "file --unit 培训股 --period 2020-09 --by 唐宁 --at 2020-11-02T10:00 --progress 已落实",
    )
    whose = (("--unit", "就业中心"), ("--unit", "培训股"), ("--person", "周远"))
    shown = [fine("why", *who, "--period", "2020-09", "--at", "2020-11-03T10:00").out for who in whose]
    ends = [re.findall(r"(?m)本期已结束 +(\S+)$", said)[0] for said in shown]
    assert ends == ["已报，未补盖章页", "未报", "未完成"]


def test_it_says_that_nothing_was_owed(played: Path) -> None:
    assert fine("why", "--unit", "社保中心", "--period", "2019-01").out == "没有找到事项，请核对单位和周期。\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--period", "2020-09"), "请写 --unit 单位，或 --person 责任人"),
        (("--unit", "社保中心"), "请写明是哪一期；限期事项、批示交办写编号（--period）"),
        (
            ("--unit", "社保中心", "--period", "2020-09", "--at", "明天"),
            "--at：“明天”不是时刻，应写成 2020-09-21T09:00",
        ),
    ],
)
def test_it_says_what_is_missing(played: Path, arguments: tuple[str, ...], said: str) -> None:
    ran = yudu("why", *arguments)
    assert (ran.code, ran.err) == (2, f"{said}\n")


def test_it_says_from_which_day_a_rest_day_moved_a_deadline(opened: Path) -> None:
    change(opened, "config/calendar.yaml", "rest: []", "rest: [2020-09-27]")
    play("tick --at 2020-09-21T09:00")
    said = fine("why", "--unit", "就业中心", "--period", "2020-09", "--at", "2020-09-21T10:00").out
    assert "原定2020-09-27" in said
    assert "延至2020-09-27" not in said
