"""A figure that comes after the report, or is corrected: it …"""

import pytest

from tests.actions.test_slow_targets import FIGURE, LEADER, OCTOBER, decided, file, month
from tests.bureau import CLERK, DISPUTES, INSURANCE, LIAISON, SEPTEMBER, Desk, instant, report_of
from yudu_flow.actions.acts.give_figure import correct_figure, give_figure
from yudu_flow.actions.papers.summary import summary
from yudu_flow.actions.views.targets_view import records, targets_of
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotYours
from yudu_flow.wording.record import Record

LATER = "2020-09-25T10:00"


def shown(desk: Desk, period: str = SEPTEMBER) -> Record:
    """The target as pages and programs have it."""
    with desk.bureau.reading() as db:
        [one] = records(targets_of(desk.bureau, db, desk.clock(), period))
    return one


def give(desk: Desk, value: str, when: str = LATER, target: str = FIGURE) -> None:
    give_figure(desk.bureau, report_of(INSURANCE), LIAISON[INSURANCE], instant(when), target, value)


def correct(desk: Desk, value: str, when: str = LATER, by: str = CLERK) -> None:
    correct_figure(desk.bureau, report_of(INSURANCE), by, instant(when), FIGURE, value, "漏统两个乡镇")


def test_it_is_unknown_until_it_comes(desk: Desk) -> None:
    month(desk, None, SEPTEMBER)
    assert (shown(desk)["pace"], shown(desk)["says"]) == ("unknown", "2020年9月没有数字，进度不明")
    give(desk, "3.62万人")
    assert (shown(desk)["value"], shown(desk)["pace"]) == (36200, "in_time")
    desk.until("2020-09-28T09:00")
    assert decided(desk, SEPTEMBER) == {}


def test_it_is_judged_once_it_comes(desk: Desk) -> None:
    month(desk, None, SEPTEMBER)
    give(desk, "21000")
    desk.until("2020-09-25T10:30")
    assert decided(desk, SEPTEMBER) == {}  # leaders hear of it with the rest of the next morning
    desk.until("2020-09-27T09:00")
    assert decided(desk, SEPTEMBER) == {"G": ("fired", "due"), "P": ("fired", "slow")}
    assert "参保人数21,000人" in desk.mails()[LEADER].text


def test_a_correction_stands_beside_the_first_word(desk: Desk) -> None:
    month(desk, 26000, SEPTEMBER)
    correct(desk, "36200")
    one = shown(desk)
    assert (one["value"], one["reported_at_first"], one["pace"]) == (36200, 26000, "in_time")
    assert one["corrected"] == "原报26,000人，2020-09-25林秋更正：漏统两个乡镇"
    [act] = [act for act in desk.trace(INSURANCE)["acts"] if act["act"] == "figure_corrected"]
    assert (act["by"], act["detail"]["note"]) == ("林秋", "参保人数：26,000人→36,200人")


def test_a_closed_months_final_words_stay(desk: Desk) -> None:
    month(desk, 36200, SEPTEMBER)
    desk.until("2020-10-31T09:00")
    correct(desk, "37000", "2020-11-02T10:00")
    with desk.bureau.reading() as db:
        [line] = summary(desk.bureau, db, instant("2020-11-02T11:00"), "wenjiuye-2020", SEPTEMBER).figures
    assert (line.first, line.value) == (36200, 37000)


def test_what_is_judged_later_goes_by_the_correction(desk: Desk) -> None:
    month(desk, 31000, SEPTEMBER)
    correct(desk, "36200")
    month(desk, 33000, OCTOBER)  # yellow, and alone
    assert decided(desk, OCTOBER) == {"G": ("fired", "due")}


@pytest.mark.parametrize(
    ("value", "target", "why"),
    [
        ("约3万", FIGURE, "参保人数请填数字"),
        ("7100.5", FIGURE, "参保人数请填数字"),
        ("7100", "参保数", "“参保数”不是社保中心的指标；可填的指标：参保人数"),
        ("", FIGURE, "请填写数字"),
    ],
)
def test_it_refuses_what_is_no_figure_of_the_unit(desk: Desk, value: str, target: str, why: str) -> None:
    month(desk, None, SEPTEMBER)
    with pytest.raises(BadRequest, match=why):
        give(desk, value, target=target)


def test_it_comes_with_the_report_before_and_is_corrected_after(desk: Desk) -> None:
    desk.until("2020-09-24T09:00")
    with pytest.raises(NotAllowed, match="指标数字请随报告一起填"):
        give(desk, "36200", "2020-09-24T09:30")
    file(desk, 36200)
    with pytest.raises(NotAllowed, match="本期已经报36,200人；报错了的，请办公室更正"):
        give(desk, "36300")
    with pytest.raises(NotAllowed, match="现在就是36,200人"):
        correct(desk, "3.62万")
    with pytest.raises(NotYours):
        correct(desk, "36300", by=LIAISON[INSURANCE])


def test_a_unit_that_is_not_asked_gives_none(desk: Desk) -> None:
    desk.until("2020-09-24T09:00")
    desk.file(DISPUTES, "2020-09-24T10:00")
    with pytest.raises(BadRequest, match="不是仲裁股的指标"):
        give_figure(desk.bureau, report_of(DISPUTES), LIAISON[DISPUTES], instant(LATER), FIGURE, "5")
