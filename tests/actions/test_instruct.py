"""Something that a leader or the office gives to units: it …"""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.bureau import CLERK, INSURANCE, JOBS, LEADER, LIAISON, OTHER_LEADER, SEPTEMBER, Desk
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.extension import ask_extension, decide_extension
from yudu_flow.actions.acts.instruct import Errand, instruct
from yudu_flow.actions.acts.report_done import close_item, report_done, the_one
from yudu_flow.actions.acts.review_report import return_report
from yudu_flow.actions.acts.waive import waive
from yudu_flow.actions.views.books_view import books
from yudu_flow.actions.views.report import statuses
from yudu_flow.actions.views.year_ledger import year_ledger
from yudu_flow.domain.errors import BadRequest, Conflict, NotAllowed, NotYours, Refusal
from yudu_flow.domain.facts import ExtensionChoice
from yudu_flow.storage import audit
from yudu_flow.storage.database import reading

DAY = date(2020, 9, 30)
FIRST = Sought(INSURANCE, "", "instruction:1")


@pytest.fixture
def running(desk: Desk) -> Desk:
    """September has begun."""
    desk.at("2020-09-21T09:00")
    desk.email.sent.clear()
    desk.sms.sent.clear()
    return desk


def say(desk: Desk, words: Errand | None = None, *to: str) -> str:
    """沈清 gives it to 社保中心; its subject."""
    given = instruct(desk.bureau, to or [INSURANCE], OTHER_LEADER, desk.clock(), words or Errand("请书面说明", DAY))
    return str(given[0].sight.owed.subject)


def told(desk: Desk, unit: str = INSURANCE) -> list[tuple[str, str]]:
    """Channel and subject of what the unit's liaison was sent; an SMS whole."""
    mails = [("email", mail.subject) for mail in desk.email.sent if mail.recipient == LIAISON[unit]]
    return mails + [("sms", mail.text) for mail in desk.sms.sent if mail.recipient == LIAISON[unit]]


def stands(desk: Desk, subject: str = "instruction:1", unit: str = INSURANCE) -> dict[str, Any]:
    """What `status` says of it."""
    return next(row for row in statuses(desk.bureau, desk.clock(), unit=unit) if row["subject"] == subject)


def test_a_unit_that_has_ended_is_given_nothing_more(running: Desk) -> None:
    roster = running.bureau.roster
    units = roster.units | {INSURANCE: replace(roster.units[INSURANCE], until=date(2020, 9, 20), into=JOBS)}
    content = replace(running.bureau.content, roster=replace(roster, units=units))
    running.bureau = replace(running.bureau, content=content)
    with pytest.raises(NotAllowed, match=f"“{INSURANCE}”已经撤并，请交给{JOBS}"):
        say(running)


def test_a_second_press_gives_it_once_unless_it_is_meant(running: Desk) -> None:
    say(running)
    running.clock.set("2020-09-21T09:05")
    with pytest.raises(Conflict, match="刚刚已经把同样的内容交社保中心办理（instruction:1），没有重复交办"):
        say(running, None, JOBS, INSURANCE)
    instruct(running.bureau, [INSURANCE], OTHER_LEADER, running.clock(), Errand("请书面说明", DAY), again=True)
    assert say(running, None, JOBS) == "instruction:3", "to another unit it is another"
    assert say(running, Errand("请书面说明", date(2020, 10, 9))) == "instruction:4", "so is another day"
    running.clock.set("2020-09-21T09:20")
    assert say(running) == "instruction:5", "and so is what is said again later"


def test_it_falls_due_on_a_working_day(running: Desk) -> None:
    """10 October is a Saturday that is worked; the 17th is one that is not."""
    with pytest.raises(BadRequest, match="10月17日（星期六）是休息日，办理期限请定在工作日，如10月19日（星期一）"):
        say(running, Errand("请办", date(2020, 10, 17)))
    say(running, Errand("请办", date(2020, 10, 10)))


@pytest.mark.parametrize(("urgency", "due"), [("特急", "2020-09-22"), ("急", "2020-09-24"), ("", "2020-10-10")])
def test_it_is_due_by_how_urgent_it_is(running: Desk, urgency: str, due: str) -> None:
    """10 working days from 21 September: the 27th and 10 October are worked, 1 to 8 October are not."""
    say(running, Errand("请办", urgency=urgency, reason="会议要用"))
    assert str(stands(running)["late_after"])[:10] == due


def test_so_soon_a_day_asks_for_a_reason_which_is_kept(running: Desk) -> None:
    with pytest.raises(BadRequest, match="办理期限不足5个工作日，请写明为什么这样急") as refused:
        say(running, Errand("请办", date(2020, 9, 25)))
    assert refused.value.needs == ("reason",)
    say(running, Errand("请办", date(2020, 9, 25), reason="县里周末开会"))
    [act] = running.trace(INSURANCE, "instruction:1", SEPTEMBER)["acts"]
    assert act["detail"]["reason"] == "县里周末开会"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (Errand(" ", DAY), "请写明批示交办的内容"),
        (Errand("长" * 2001, DAY), "不要超过2000字"),
        (Errand("请办", date(2020, 9, 20)), "从今天起、在一年以内"),
        (Errand("请办", date(2021, 9, 23)), "从今天起、在一年以内"),
        (Errand("请办", urgency="很急"), "缓急写特急、急、普通之一"),
        (Errand("请办", DAY, "急"), "办理期限和缓急只写一样"),
        (Errand("请办", DAY, about="99.9"), "没有“99.9”这项分工或事项"),
        (Errand("请办", DAY, about="2020-09//社保中心"), "没有“2020-09//社保中心”这项分工或事项"),
        (Errand("\u200b\u3000", DAY), "请写明批示交办的内容"),
        (Errand("请办", DAY, reason="长" * 2001), "原因请不要超过2000字"),
        (Errand("请办", date(2020, 9, 22), reason="\u200b"), "请写明为什么这样急"),
    ],
)
def test_it_refuses_what_cannot_be_used(running: Desk, words: Errand, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        say(running, words)
    assert {row["kind"] for row in statuses(running.bureau, running.clock())} == {"report", "visit"}


def test_it_is_told_at_once_by_mail_alone_and_moves_nothing_else(running: Desk) -> None:
    before = running.status(INSURANCE)
    say(running)
    running.at("2020-09-21T09:05")
    assert told(running) == [("email", "9月30日（星期三）24:00前办结：社保中心（批示）请书面说明")]
    assert "沈清交办如下。" in running.email.sent[-1].text
    assert running.status(INSURANCE) == before
    with reading(running.bureau.engine) as db:
        [row] = audit.rows(db, running.bureau.key)
        assert (row.act, row.by, row.about) == ("instructed", OTHER_LEADER, "2020-09/instruction:1/社保中心")
        assert [*audit.broken(db, running.bureau.key)] == []


def test_each_of_several_units_owes_its_own(running: Desk) -> None:
    say(running, Errand("核实底数", DAY, about="1.1"), INSURANCE, JOBS, INSURANCE)
    assert say(running) == "instruction:2"
    mine = [stands(running, unit=unit) for unit in (INSURANCE, JOBS)]
    assert [(row["owner"], row["cycle"], row["standing"]) for row in mine] == [
        (INSURANCE, "", "open"),
        (JOBS, "", "open"),
    ]


def test_what_nobody_does_climbs_its_ladder_to_a_case(running: Desk) -> None:
    """From the 21st to the 30th there is room for R-1; the slips and the case are a report's."""
    say(running)
    running.until("2020-10-21T10:00")
    rungs = {row["rung"]: row for row in running.trace(INSURANCE, "instruction:1", SEPTEMBER)["rungs"]}
    fired = {name: str(row["at"].date()) for name, row in rungs.items() if row["verdict"] == "fired"}
    assert fired == {
        "instructed": "2020-09-21",
        "R-1": "2020-09-29",
        "R-0": "2020-09-30",
        "E+1": "2020-10-09",
        "E+3": "2020-10-12",
        "E+5": "2020-10-14",
        "D": "2020-10-20",
    }
    assert "case_proposed" in stands(running)["flags"]


def test_a_day_too_near_has_no_reminder_before_it(running: Desk) -> None:
    say(running, Errand("请办", date(2020, 9, 23), reason="急"))
    running.until("2020-09-24T10:00")
    rungs = running.trace(INSURANCE, "instruction:1", SEPTEMBER)["rungs"]
    assert [row["rung"] for row in rungs if row["verdict"] == "fired"] == ["R-0", "E+1", "instructed"]


def test_whoever_gave_it_closes_or_returns_it_and_nobody_else(running: Desk) -> None:
    say(running)
    report_done(running.bureau, FIRST, LIAISON[INSURANCE], running.at("2020-09-22T10:00").at, "已说明")
    assert stands(running)["says"] == "9月22日 10:00已报办结，按时，待确认"
    for by in (CLERK, LEADER):
        with pytest.raises(NotYours, match=f"由交办的沈清办理，{by}不能办理"):
            close_item(running.bureau, FIRST, by, running.clock())
    return_report(running.bureau, FIRST, OTHER_LEADER, running.clock(), "没有附件", None)
    assert (stands(running)["standing"], stands(running)["says"]) == ("returned", "已退回待办理")
    report_done(running.bureau, FIRST, LIAISON[INSURANCE], running.at("2020-09-23T10:00").at, "已补附件")
    close_item(running.bureau, FIRST, OTHER_LEADER, running.at("2020-09-23T11:00").at, "可以")
    assert (stands(running)["standing"], stands(running)["outcome"]) == ("accepted", "on_time")
    with pytest.raises(NotAllowed, match="社保中心没有可以退回的办理情况"):
        return_report(running.bureau, FIRST, OTHER_LEADER, running.clock(), "再退", None)
    with pytest.raises(NotAllowed, match="社保中心的这一事项已经办结"):
        report_done(running.bureau, FIRST, LIAISON[INSURANCE], running.clock(), "再报")
    running.at("2020-09-23T11:05")
    [(_, subject)] = told(running)
    assert subject == "已办结：社保中心（批示）请书面说明"


def test_the_only_one_need_not_be_named(running: Desk) -> None:
    say(running)
    assert the_one(running.bureau, INSURANCE, "", done=False) == replace(FIRST, duty="instruction:1")
    say(running, Errand("再办一件", DAY))
    with pytest.raises(
        BadRequest, match="社保中心有2项，请写明是哪一项：instruction:1 （批示）请书面说明；instruction:2"
    ):
        the_one(running.bureau, INSURANCE, "", done=False)


def test_the_only_one_is_found_after_its_period_too(running: Desk) -> None:
    """It is still to be done; one whose period runs goes before it."""
    say(running)
    running.until("2020-11-02T09:00")
    report_done(running.bureau, the_one(running.bureau, INSURANCE, "", done=False), CLERK, running.clock(), "补办")
    close_item(running.bureau, the_one(running.bureau, INSURANCE, "", done=True), OTHER_LEADER, running.clock())
    assert stands(running)["standing"] == "accepted"


def test_a_unit_gives_nothing_to_another(running: Desk) -> None:
    with pytest.raises(NotYours, match="批示交办由局领导或局办公室作出，苏禾不能办理"):
        instruct(running.bureau, [INSURANCE], "苏禾", running.clock(), Errand("请办", DAY))


def test_a_mistaken_close_is_refused(running: Desk) -> None:
    say(running)
    with pytest.raises(NotAllowed, match="没有待确认的办理情况"):
        close_item(running.bureau, FIRST, OTHER_LEADER, running.clock())


@pytest.mark.parametrize(
    ("now", "due", "first"),
    [("2020-09-21T20:30", "2020-09-21", "9月22日（星期二）"), ("2020-09-30T21:00", "2020-09-30", "10月9日（星期五）")],
)
def test_it_is_never_due_before_its_mail_may_go_out(running: Desk, now: str, due: str, first: str) -> None:
    """From 20:00 on it would be told when it is already late."""
    running.at(now)
    with pytest.raises(BadRequest, match=f"截止前收不到通知，办理期限请从{first}起"):
        say(running, Errand("请办", date.fromisoformat(due), reason="急"))
    say(running, Errand("请办", urgency="特急", reason="急"))


def test_what_the_office_gives_itself_is_closed_by_its_leader(running: Desk) -> None:
    office = running.bureau.roster.office.name
    instruct(running.bureau, [office], CLERK, running.clock(), Errand("清理台账", DAY))
    item = Sought(office, "", "instruction:1")
    report_done(running.bureau, item, CLERK, running.clock(), "已清理")
    with pytest.raises(NotYours, match=f"由交办的(?!.*{CLERK}办理).*办理，{CLERK}不能办理") as refused:
        close_item(running.bureau, item, CLERK, running.clock())
    by = str(refused.value).split("由交办的")[1].split("办理")[0]
    close_item(running.bureau, item, by, running.clock())
    assert stands(running, unit=office)["standing"] == "accepted"


def test_what_it_is_answered_never_speaks_of_a_report(running: Desk) -> None:
    say(running, Errand("请办", DAY))
    say(running, Errand("另办", DAY))
    liaison, asked = LIAISON[INSURANCE], running.at("2020-09-22T10:00").at
    second = replace(FIRST, duty="instruction:2")
    ask_extension(running.bureau, second, liaison, asked, date(2020, 10, 12), "人手不足")
    running.email.sent.clear()
    decide_extension(running.bureau, second, CLERK, asked, ExtensionChoice.REFUSE)
    waive(running.bureau, FIRST, CLERK, asked, "不再办理")
    running.at("2020-09-22T10:05")
    texts = [f"{mail.subject}\n{mail.text}" for mail in running.email.sent if mail.recipient == liaison]
    assert [text for text in texts if "免予办理：社保中心（批示）请办" in text]
    assert [text for text in texts if "请于9月30日（星期三）24:00前办结" in text]
    assert not [text for text in texts if "报送" in text or "免报" in text or "填报" in text]


@pytest.mark.parametrize("how", ["extended", "returned"])
def test_a_day_moved_past_its_month_has_its_whole_ladder(running: Desk, how: str) -> None:
    """No period bounds what is owed once: its slips and its case find as much room after the new day."""
    say(running)
    later, at, liaison = date(2020, 12, 30), running.at("2020-09-22T10:00").at, LIAISON[INSURANCE]
    if how == "extended":
        with pytest.raises(BadRequest, match="延期应在一年以内"):
            ask_extension(running.bureau, FIRST, liaison, at, date(2021, 9, 24), "人手不足")
        ask_extension(running.bureau, FIRST, liaison, at, later, "人手不足")
        decide_extension(running.bureau, FIRST, CLERK, at, ExtensionChoice.APPROVE)
    else:
        report_done(running.bureau, FIRST, liaison, at, "已说明")
        return_report(running.bureau, FIRST, OTHER_LEADER, at, "没有附件", later)
    running.until("2021-01-09T10:00")
    rungs = running.trace(INSURANCE, "instruction:1", SEPTEMBER)["rungs"]
    fired = {row["rung"]: str(row["at"].date()) for row in rungs if row["verdict"] == "fired" and row["round"] == 2}
    assert {name: fired.get(name) for name in ("E+1", "E+3", "E+5")} == {
        "E+1": "2020-12-31",
        "E+3": "2021-01-05",
        "E+5": "2021-01-07",
    }


def test_no_month_is_read_into_it(running: Desk) -> None:
    """Neither in the year's ledger, the books, nor a refusal after its close; its month is a place in lists alone."""
    say(running)
    liaison = LIAISON[INSURANCE]
    report_done(running.bureau, FIRST, liaison, running.clock(), "已说明")
    return_report(running.bureau, FIRST, OTHER_LEADER, running.clock(), "没有附件")
    report_done(running.bureau, FIRST, liaison, running.clock(), "已附")
    with reading(running.bureau.engine) as db:
        book = load_workbook(BytesIO(year_ledger(running.bureau, db, 2020, running.clock())))
    [row] = [[cell.value for cell in row] for row in book["决定"] if row[2].value == "退回补办"]
    assert row[1] == "社保中心（批示）请书面说明"
    running.until("2020-09-30T09:00")
    with reading(running.bureau.engine) as db:
        lines = books(running.bureau, db, running.clock(), None, date(2020, 9, 30)).entries
    assert "（批示）请书面说明" in {one.title for one in lines}
    closed = running.clock.set("2020-11-02T10:00")
    with pytest.raises(NotAllowed, match=r"^社保中心“（批示）请书面说明”已于10月30日（星期五）24:00结束"):
        return_report(running.bureau, FIRST, OTHER_LEADER, closed, "再补")
