"""An explanation of a late unit: it …"""

from datetime import date

import pytest

from tests.bureau import CLERK, DISPUTES, Desk, instant, report_of
from yudu_flow.actions.acts.explanation import decide_explanation, explain
from yudu_flow.actions.acts.settle_case import list_cases
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.domain.facts import ReasonChoice


def give(desk: Desk, when: str, reason: str = "系统故障") -> None:
    """叶舟 explains for 仲裁股."""
    explain(desk.bureau, report_of(DISPUTES), "叶舟", desk.clock.set(when), reason)


def decide(desk: Desk, when: str, choice: ReasonChoice, until: date | None = None) -> None:
    """The office decides."""
    decide_explanation(desk.bureau, report_of(DISPUTES), CLERK, desk.clock.set(when), choice, until, "已核实")


def test_it_freezes_the_ladder_and_frozen_working_days_do_not_count(desk: Desk) -> None:
    desk.until("2020-09-28T09:00")
    give(desk, "2020-09-29T10:00")
    desk.until("2020-10-09T09:00")
    assert [*desk.rungs(DISPUTES)][-3:] == ["E+1", "A+1", "A+2"]
    decide(desk, "2020-10-09T10:00", ReasonChoice.REJECT)
    desk.until("2020-10-10T09:00")
    assert desk.rungs(DISPUTES)["E+3"] == ("fired", "due")
    desk.until("2020-10-13T09:00")
    assert desk.rungs(DISPUTES)["E+5"] == ("fired", "due")


def held_overnight(desk: Desk) -> None:
    """Slip 1 is decided on the evening of the 28th, for the morning; 仲裁股 explains before that."""
    desk.until("2020-09-27T09:00")
    desk.at("2020-09-28T21:00")
    give(desk, "2020-09-28T21:30")


def test_it_holds_a_slip_that_has_not_gone_out_and_sends_it_once_the_reason_is_rejected(desk: Desk) -> None:
    held_overnight(desk)
    decide(desk, "2020-09-29T08:30", ReasonChoice.REJECT)
    desk.until("2020-09-29T09:00")
    assert desk.mails()["ye-zhou"].subject.startswith("催办")
    desk.until("2020-10-12T09:00")
    assert desk.rungs(DISPUTES)["E+5"] == ("fired", "due")
    assert "case_proposed" in desk.status(DISPUTES)["flags"]


def test_it_says_nothing_while_the_reason_waits_and_counts_from_when_the_slip_went_out(desk: Desk) -> None:
    held_overnight(desk)
    desk.until("2020-09-30T09:00")
    assert "ye-zhou" not in desk.mails()
    [slip] = [rung for rung in desk.trace(DISPUTES)["rungs"] if rung["rung"] == "E+1"]
    told = {(told["state"], told["reason"]) for told in slip["notices"] if told["recipient"] == "ye-zhou"}
    assert told == {("held", "request_pending")}
    decide(desk, "2020-09-30T10:00", ReasonChoice.REJECT)
    desk.until("2020-10-09T09:00")
    assert desk.mails()["ye-zhou"].subject.startswith("催办")
    desk.until("2020-10-12T09:00")
    assert [*desk.rungs(DISPUTES)][-1] == "E+3"


def test_it_takes_back_a_slip_that_the_relay_would_not_take(desk: Desk) -> None:
    desk.until("2020-09-27T09:00")
    desk.email.refuse("ye-zhou@test.local", "451 4.3.0 try later", permanent=False)
    desk.at("2020-09-28T09:00")
    give(desk, "2020-09-28T09:00:30")
    desk.email.answers.clear()
    desk.at("2020-09-28T09:05")
    assert "ye-zhou" not in desk.mails()


def test_it_becomes_an_extension_where_the_office_accepts_it_with_a_date(desk: Desk) -> None:
    desk.until("2020-09-28T09:00")
    give(desk, "2020-09-28T10:00")
    decide(desk, "2020-09-28T11:00", ReasonChoice.ACCEPT, date(2020, 10, 12))
    assert (desk.status(DISPUTES)["standing"], desk.status(DISPUTES)["flags"]) == ("open", ["extended"])
    desk.file(DISPUTES, "2020-10-12T10:00")
    assert desk.status(DISPUTES)["outcome"] == "extended"


def test_it_excuses_the_report_where_the_office_waives_it(desk: Desk) -> None:
    desk.until("2020-09-28T09:00")
    give(desk, "2020-09-28T10:00")
    decide(desk, "2020-09-28T11:00", ReasonChoice.WAIVE)
    desk.until("2020-09-30T09:00")
    assert (desk.status(DISPUTES)["standing"], desk.status(DISPUTES)["outcome"]) == ("waived", "excused")
    assert "ye-zhou" not in desk.mails()


def test_it_tells_the_unit_what_was_decided(desk: Desk) -> None:
    desk.until("2020-09-28T09:00")
    give(desk, "2020-09-28T10:00")
    decide(desk, "2020-09-28T11:00", ReasonChoice.REJECT)
    desk.at("2020-09-28T11:01")
    mail = desk.mails()["ye-zhou"]
    assert mail.subject == "原因未采纳，请尽快报送：仲裁股2020年9月稳就业月报"
    assert "本事项应于9月27日（星期日）24:00前完成，请尽快报送。\n审核意见：已核实" in mail.text


def test_it_changes_nothing_once_the_period_is_closed(desk: Desk) -> None:
    """What was missing stays missing, whether a reason comes late or was never decided."""
    desk.until("2020-11-03T09:00")
    with pytest.raises(NotAllowed, match="仲裁股2020年9月的事项已于10月30日（星期五）24:00结束，结果不再改动"):
        give(desk, "2020-11-03T10:00")
    assert desk.status(DISPUTES)["outcome"] == "missing"


def test_it_is_not_decided_once_the_period_is_closed(desk: Desk) -> None:
    desk.until("2020-09-28T09:00")
    give(desk, "2020-09-28T10:00")
    desk.until("2020-11-03T09:00")
    with pytest.raises(NotAllowed, match="结果不再改动"):
        decide(desk, "2020-11-03T10:00", ReasonChoice.WAIVE)
    assert desk.status(DISPUTES)["outcome"] == "missing"


def facts_of_case(desk: Desk) -> str:
    """What the case of 仲裁股 says happened."""
    rows = list_cases(desk.bureau, desk.clock())
    return str(next(row["facts"] for row in rows if row["obligation"] == f"2020-09/report/{DISPUTES}"))


def test_it_says_in_the_case_that_the_reason_was_accepted_and_the_new_date_missed(desk: Desk) -> None:
    desk.until("2020-09-28T09:00")
    give(desk, "2020-09-28T10:00")
    decide(desk, "2020-09-28T11:00", ReasonChoice.ACCEPT, date(2020, 10, 12))
    desk.until("2020-10-19T09:00")
    assert facts_of_case(desk) == "10月13日、10月15日已催办2次，所提原因已采纳并延期；现在：逾期5个工作日"


def test_it_says_in_the_case_that_the_reason_was_rejected_and_when_a_held_slip_went_out(desk: Desk) -> None:
    held_overnight(desk)
    decide(desk, "2020-09-29T08:30", ReasonChoice.REJECT)
    desk.until("2020-10-12T09:00")
    assert facts_of_case(desk) == "9月29日、10月9日已催办2次，所提原因未获采纳；现在：逾期6个工作日"


def test_it_ends_with_a_filing_and_the_report_is_late_all_the_same(desk: Desk) -> None:
    desk.until("2020-09-28T09:00")
    give(desk, "2020-09-29T10:00")
    desk.file(DISPUTES, "2020-09-30T15:00")
    assert (desk.status(DISPUTES)["outcome"], desk.status(DISPUTES)["flags"]) == ("late", [])


def test_it_is_given_only_by_who_is_overdue(desk: Desk) -> None:
    desk.until("2020-09-25T09:00")
    with pytest.raises(NotAllowed, match="尚未逾期；如不能按时完成，请申请延期"):
        give(desk, "2020-09-25T10:00")
    desk.file(DISPUTES, "2020-09-25T11:00")
    with pytest.raises(NotAllowed, match="仲裁股本期已经报送或免报，不用说明"):
        give(desk, "2020-09-28T10:00")


def test_it_needs_a_reason_and_is_kept_beside_the_first(desk: Desk) -> None:
    desk.until("2020-09-28T09:00")
    with pytest.raises(BadRequest, match="请写明原因"):
        give(desk, "2020-09-28T10:00", "")
    give(desk, "2020-09-28T10:00")
    give(desk, "2020-09-28T11:00")
    decide(desk, "2020-09-28T15:00", ReasonChoice.REJECT)
    assert desk.status(DISPUTES)["flags"] == []


def test_it_holds_the_ladder_once(desk: Desk) -> None:
    """A second reason after a rejected one waits for the office and holds nothing."""
    desk.until("2020-09-28T09:00")
    give(desk, "2020-09-28T10:00")
    decide(desk, "2020-09-28T11:00", ReasonChoice.REJECT)
    give(desk, "2020-09-28T12:00")
    assert desk.status(DISPUTES)["flags"] == ["explanation_pending"]
    desk.until("2020-10-10T09:00")
    assert [rung for rung in desk.rungs(DISPUTES) if rung[0] == "E"] == ["E+1", "E+3", "E+5"]
    assert "case_proposed" in desk.status(DISPUTES)["flags"]


def test_it_is_accepted_only_with_a_date_to_come(desk: Desk) -> None:
    desk.until("2020-09-28T09:00")
    with pytest.raises(NotAllowed, match="仲裁股没有待决定的原因说明"):
        decide(desk, "2020-09-28T10:00", ReasonChoice.REJECT)
    give(desk, "2020-09-28T10:00")
    with pytest.raises(BadRequest, match=r"采纳原因请给出晚于今天的新期限，或免予报送$"):
        decide(desk, "2020-09-28T11:00", ReasonChoice.ACCEPT)
    assert desk.status(DISPUTES)["flags"] == ["explanation_pending"]


def test_it_does_not_prevent_the_case_once_it_was_rejected(desk: Desk) -> None:
    desk.until("2020-09-28T09:00")
    give(desk, "2020-09-28T10:00")
    decide(desk, "2020-09-28T11:00", ReasonChoice.REJECT)
    desk.until("2020-10-10T09:00")
    [proposed] = [act for act in desk.trace(DISPUTES)["acts"] if act["act"] == "case_proposed"]
    assert (proposed["at"], proposed["detail"]["explained"]) == (instant("2020-10-10T09:00"), True)
