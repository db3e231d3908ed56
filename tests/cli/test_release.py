"""`release`: the office lets out of the quiet hours what waits for one unit."""

from pathlib import Path

import pytest

from tests.bureau import on_trial
from tests.cli.commands import fine, listed, play, yudu
from tests.cli.conftest import OPENING, GoesOn

STORY = (
    OPENING,
    "tick --at 2020-09-21T09:00",
    "file --unit 就业中心 --period 2020-09 --by 苏禾 --at 2020-09-22T10:00 --progress 已返还三户",
    "tick --at 2020-09-22T10:05",
    "tick --at 2020-09-25T09:00",
    "return --unit 就业中心 --period 2020-09 --by 林秋 --at 2020-09-26T21:00 --reason 缺困难问题一节",
    "tick --at 2020-09-26T21:01",
)
RELEASE = ("release", "--unit", "就业中心", "--period", "2020-09", "--at", "2020-09-26T21:03")
ORDER = (*RELEASE, "--by", "林秋", "--reason", "周一上会，请连夜修改")


@pytest.fixture
def rest_day(goes_on: GoesOn) -> Path:
    """A report that was returned at 21:00 of a rest day, in a trial: files count as told."""
    return goes_on(*STORY, ready=on_trial)


def sent() -> list[tuple[str, str]]:
    """(recipient, instant) of each return that was told."""
    rows = [row for row in listed("messages") if row["kind"] == "returned"]
    return [(row["recipient"], row["sent_at"]) for row in rows if row["state"] == "sent"]


def test_it_tells_at_night_what_the_office_releases_and_once(rest_day: Path) -> None:
    ran = fine(*ORDER)
    assert ran.out == "已记录：就业中心 2020-09 免扰放行，2020-09-26 21:03\n"
    ticks = [listed("tick", "--at", f"2020-09-26T21:0{minute}")[0]["written"] for minute in (5, 5, 6)]
    assert ticks == [1, 0, 0]
    play("tick --at 2020-09-27T09:00")
    assert sent() == [("su-he", "2020-09-26T21:05:00+08:00")]
    assert fine("audit", "verify").out.startswith("审计记录9条，完整")
    assert all(row["balanced"] for row in listed("reconcile", "--period", "2020-09", "--at", "2020-09-27T09:00"))


def test_it_waits_for_the_next_working_day_without(rest_day: Path) -> None:
    play("tick --at 2020-09-26T21:05", "tick --at 2020-09-27T08:30")
    assert sent() == []
    play("tick --at 2020-09-27T09:00")
    assert sent() == [("su-he", "2020-09-27T09:00:00+08:00")]


def test_it_withdraws_a_released_reminder_when_the_report_comes_in_first(opened: Path) -> None:
    play("tick --at 2020-09-26T10:00")
    assert fine("release", "--unit", "社保中心", *ORDER[3:]).code == 0
    play("file --unit 社保中心 --period 2020-09 --by 白桦 --at 2020-09-26T21:04 --progress 已落实 --sure")
    assert listed("tick", "--at", "2020-09-26T21:05")[0]["written"] == 0
    assert [row for row in listed("messages") if row["recipient"] == "bai-hua"] == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--by", "苏禾", "--reason", "急"), "就业中心的免扰放行由局办公室办理，苏禾不能办理"),
        (("--by", "林秋", "--reason", " "), "免扰放行请写明原因（--reason）"),
        (("--by", "林秋"), "缺少选项 --reason"),
        (("--by", "林秋", "--reason", "急", "--unit", "培训股"), "培训股本期没有因免打扰等待发出的消息，不用放行"),
    ],
)
def test_it_refuses_in_words_and_nothing_goes_out(rest_day: Path, options: tuple[str, ...], said: str) -> None:
    ran = yudu(*RELEASE, *options)
    assert (ran.code, ran.out, ran.err) == (2, "", f"{said}\n")
    assert listed("tick", "--at", "2020-09-26T21:05")[0]["written"] == 0
    assert fine("audit", "verify").out.startswith("审计记录7条，完整")


def test_it_shows_the_order_and_what_went_out_by_it(rest_day: Path) -> None:
    fine(*ORDER)
    play("tick --at 2020-09-26T21:05")
    shown = fine("why", "--unit", "就业中心", "--period", "2020-09", "--at", "2020-09-26T21:06").out
    assert "苏禾（邮件）已送出：免扰放行" in shown
    assert "周一上会，请连夜修改" in shown
