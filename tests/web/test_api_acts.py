"""The JSON API: the same acts as on the pages, under the same gate."""

import base64
import io
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from tests.bureau import INSURANCE, JOBS, OFFICE, TRAINING, report_of
from tests.web.browser import Console
from tests.web.programs import CLERK_ID, LEADER_ID, OTHER_UNIT, Program, acts, program_of
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.domain.facts import FactKind
from yudu_flow.storage import attachments
from yudu_flow.storage.database import reading


def page() -> dict[str, str]:
    """A scan as a program sends it."""
    out = io.BytesIO()
    Image.new("RGB", (400, 500), "white").save(out, "PNG")
    return {"name": "盖章页.png", "content": base64.b64encode(out.getvalue()).decode()}


def test_a_unit_files_with_its_sealed_page_and_the_office_accepts(
    september: Console, unit: Program, office: Program
) -> None:
    desk, id = september.desk, september.id_of(JOBS)
    assert "没有内容" in unit.does(id, "file", 400, difficulties="人手不足")["message"]
    assert "盖章页" in unit.does(id, "file", 400, progress="已落实")["message"]
    said = unit.does(id, "file", parts={"1.1": "已返还", "3.1": "走访两家"}, files=[page()], next_steps="继续")
    assert (said["obligation"], said["at"]) == ("2020-09/report/就业中心", "2020-09-22T10:00:00+08:00")
    with reading(desk.bureau.engine) as db:
        [row] = attachments.of(db, desk.bureau.key, id)
    assert (row.event_id, row.name, row.kind) == (said["event"], "盖章页.jpg", "image")
    shown = office.asks(f"/obligations/{id}")
    assert shown["reports"][0]["progress"] == "1.1 已返还\n3.1 走访两家"
    assert (shown["standing"], shown["seen"]) == ("filed", said["event"])
    office.does(id, "accept", seen=shown["seen"])
    assert office.does(id, "accept", 409)["message"] == "就业中心的报告已经接收"
    assert acts(september, JOBS) == ["filed", "accepted"]


def test_a_report_without_its_page_is_sealed_later(september: Console, unit: Program) -> None:
    id = september.id_of(JOBS)
    unit.does(id, "file", sealed=False, progress="已落实")
    assert "盖章页" in unit.does(id, "seal", 400)["message"]
    unit.does(id, "seal", files=[page()])
    assert acts(september, JOBS) == ["filed_unsealed", "sealed"]


def test_a_report_names_only_the_unit_s_assignments_and_targets(september: Console) -> None:
    program, id = program_of(september, OTHER_UNIT), september.id_of(INSURANCE)
    refused = program.does(id, "file", 400, sealed=False, parts={"1.1": "别人的分工"})
    assert refused == {"code": "bad_request", "message": "“1.1”不是社保中心的分工；分工：2.1、3.2"}
    program.does(id, "file", 400, sealed=False, progress="好", figures={"就业人数": 3})
    assert acts(september, INSURANCE) == []
    program.does(id, "file", sealed=False, progress="好", figures={"参保人数": 47_000})
    assert program.asks(f"/obligations/{id}")["reports"][0]["figures"] == {"参保人数": 47_000}


def test_a_file_is_known_by_its_content(september: Console, unit: Program) -> None:
    hostile = {"name": "盖章页.png", "content": base64.b64encode(b"MZ\x90\x00" * 40).decode()}
    unit.does(september.id_of(JOBS), "file", 400, progress="好", files=[hostile])
    assert acts(september, JOBS) == []


def test_a_file_sent_again_after_a_refusal_is_there_once(september: Console, unit: Program) -> None:
    id = september.id_of(JOBS)
    said: dict[str, Any] = {"progress": "好", "files": [page()]}
    unit.does(id, "file", 400, **said, figures={"没有的指标": 1})
    unit.does(id, "file", **said)
    with reading(september.desk.bureau.engine) as db:
        assert len(attachments.of(db, september.desk.bureau.key, id)) == 1


def test_the_office_registers_paper(september: Console, office: Program) -> None:
    desk = september.desk
    received = "2020-09-21T15:00:00+08:00"
    office.does(september.id_of(JOBS), "register", received=received, brought="苏禾", reason="停电", files=[page()])
    assert desk.trace(JOBS)["acts"][-1]["detail"]["brought"] == "苏禾"
    assert desk.trace(JOBS)["acts"][-1]["detail"]["reason"] == "停电"
    file_report(desk.bureau, report_of(TRAINING), "唐宁", desk.clock(), Report(progress="好"), sealed=False)
    office.does(september.id_of(TRAINING), "register-page", received="2020-09-22T09:59:00+08:00", reason="停电")
    assert acts(september, TRAINING) == ["filed_unsealed", "sealed"]


def test_paper_of_the_office_is_registered_by_its_leader(september: Console, office: Program) -> None:
    id = september.id_of(OFFICE)
    said: dict[str, Any] = {"received": "2020-09-21T15:00:00+08:00", "brought": "陶然", "reason": "停电"}
    assert office.does(id, "register", 403, **said)["message"] == "办公室的纸质材料登记由顾明远办理，林秋不能办理"
    program_of(september, LEADER_ID).does(id, "register", **said)
    assert acts(september, OFFICE) == ["filed"]


def test_nobody_acts_under_another_name(september: Console, unit: Program) -> None:
    """Who acts is whose token it is, and no word in the body."""
    id = september.id_of(JOBS)
    unit.does(id, "extension", 400, until="2020-09-30", reason="数据未出", by="林秋")
    assert acts(september, JOBS) == []
    unit.does(id, "extension?by=林秋", until="2020-09-30", reason="数据未出")
    assert september.desk.trace(JOBS)["acts"][-1]["by"] == "苏禾"


def test_an_extension_is_asked_for_and_decided(september: Console, unit: Program, office: Program) -> None:
    id = september.id_of(JOBS)
    unit.does(id, "extension", until="2020-09-30", reason="数据未出")
    office.does(id, "extension/decision", decision="approve")
    assert acts(september, JOBS) == ["extension_asked", "extension_decided"]


@pytest.mark.parametrize(
    ("act", "foreign"),
    [("extension", "confirm"), ("explanation", "approve"), ("hand-back", "dismiss")],
)
def test_each_decision_has_choices_of_its_own(september: Console, office: Program, act: str, foreign: str) -> None:
    answer = "answer" if act == "hand-back" else "decision"
    office.does(september.id_of(JOBS), f"{act}/{answer}", 400, decision=foreign, event=1, reason="原因")
    assert acts(september, JOBS) == []


def test_a_request_is_taken_back(september: Console, unit: Program, office: Program) -> None:
    id = september.id_of(JOBS)
    assert "不用撤回" in unit.does(id, "withdraw", 409)["message"]
    unit.does(id, "extension", until="2020-09-30", reason="数据未出")
    assert office.does(id, "withdraw", 404)["code"] == "not_found"
    unit.does(id, "withdraw")
    unit.does(id, "extension", until="2020-10-12", reason="数据未出")
    assert acts(september, JOBS) == ["extension_asked", "request_withdrawn", "extension_asked"]


def test_an_explanation_is_given_and_decided(september: Console, unit: Program, office: Program) -> None:
    september.desk.until("2020-09-29T10:00")
    id = september.id_of(JOBS)
    unit.does(id, "explanation", reason="系统升级")
    assert "新期限" in office.does(id, "explanation/decision", 400, decision="accept")["message"]
    office.does(id, "explanation/decision", decision="accept", until="2020-10-12")
    assert acts(september, JOBS)[-2:] == ["explained", "explanation_decided"]


def test_an_assignment_is_handed_back_and_answered(september: Console, unit: Program, office: Program) -> None:
    id = september.id_of(JOBS)
    event = unit.does(id, "hand-back", assignment="3.1", reason="非本单位职责")["event"]
    shown = office.asks(f"/obligations/{id}")["hand_backs"]
    assert shown == [{"event": event, "assignment": "3.1", "reason": "非本单位职责"}]
    office.does(id, "hand-back/answer", event=event, decision="reject", reason="属于就业服务")
    assert office.asks(f"/obligations/{id}")["hand_backs"] == []


def test_a_visit_is_recorded(september: Console, unit: Program) -> None:
    id = september.id_of(JOBS, "visit-3")
    said: dict[str, Any] = {"firm": "长河电子", "on": "2020-09-22", "way": "实地"}
    unit.does(id, "visit", **said, requests="缺工二十人")
    assert "今天" in unit.does(id, "visit", 400, **{**said, "on": "2020-09-23"})["message"]
    unit.does(id, "visit", 400, **{**said, "firm": "别家"})
    assert acts(september, JOBS, "visit-3") == ["visited"]


def test_a_visit_is_struck_by_its_author_or_the_office(september: Console, unit: Program, office: Program) -> None:
    id = september.id_of(JOBS, "visit-3")
    events = [
        unit.does(id, "visit", firm=firm, on="2020-09-22", way="实地")["event"] for firm in ("长河电子", "青山服装")
    ]
    assert program_of(september, OTHER_UNIT).does(id, "strike", 404, visit=events[0], reason="登记错了")
    unit.does(id, "strike", visit=events[0], reason="登记错了")
    office.does(id, "strike", visit=events[1], reason="登记错了")
    assert acts(september, JOBS, "visit-3") == ["visited", "visited", "visit_struck", "visit_struck"]


def test_the_record_of_a_closed_month_is_mended(september: Console, office: Program) -> None:
    id = september.id_of(JOBS)
    office.does(id, "correct", 409, outcome="on_time", reason="报告已送窗口")
    september.desk.until("2020-11-02T09:00")
    office.does(id, "correct", 400, outcome="open", reason="报告已送窗口")
    office.does(id, "correct", outcome="on_time", reason="报告已送窗口")
    line = office.asks(f"/obligations/{id}")
    assert (line["outcome"], line["says"], "corrected" in line["flags"]) == (
        "missing",
        "未报，逾期20个工作日，更正为按时",
        True,
    )


@pytest.mark.parametrize(
    ("act", "said", "kind"),
    [
        ("waive", {"reason": "机构调整"}, FactKind.WAIVED),
        ("call", {"note": "已告知苏禾"}, FactKind.CALLED),
        ("urge", {}, FactKind.URGED),
        ("note", {"note": "月底前补齐"}, FactKind.NOTED),
    ],
)
def test_the_office_acts(september: Console, office: Program, act: str, said: dict[str, Any], kind: str) -> None:
    office.does(september.id_of(JOBS), act, **said)
    assert acts(september, JOBS) == [kind]


def test_a_report_is_returned(september: Console, unit: Program, office: Program) -> None:
    id = september.id_of(JOBS)
    unit.does(id, "file", sealed=False, progress="已落实")
    office.does(id, "return", reason="缺少数据", until="2020-09-30")
    assert september.desk.trace(JOBS)["acts"][-1]["detail"]["reason"] == "缺少数据"


def test_what_quiet_hours_hold_is_released(september: Console, office: Program) -> None:
    september.desk.clock.set("2020-09-22T20:00")
    id = september.id_of(JOBS)
    assert office.does(id, "release", 409, reason="急")["code"] == "not_allowed"
    office.does(id, "waive", reason="机构调整")
    office.does(id, "release", reason="免得白忙一夜")
    assert acts(september, JOBS) == ["waived", "released"]


def test_a_case_is_objected_to_decided_and_closed(september: Console, unit: Program, office: Program) -> None:
    desk, id = september.desk, september.id_of(JOBS)
    leader, other = program_of(september, LEADER_ID), program_of(september, "shen-qing")
    desk.until("2020-10-10T10:00")
    assert "case_proposed" in acts(september, JOBS)
    unit.does(id, "object", reason="已口头报告")
    leader.does(id, "decide", 400, decision="time", reason="再看")
    leader.does(id, "decide", decision="time", reason="再看", until="2020-10-15")
    desk.until("2020-10-16T10:00")
    other.does(id, "decide", 404, decision="confirm", reason="属实")
    office.does(id, "decide", 403, decision="confirm", reason="属实")
    leader.does(id, "decide", decision="confirm", reason="属实")
    unit.does(id, "measure", 400, text="专人负责")
    unit.does(id, "measure", text="专人负责", until="2020-10-20")
    unit.does(id, "appeal", reason="当时停电")
    office.does(id, "check", 409, decision="fulfilled")
    other.does(id, "appeal/decision", 404, decision="uphold", reason="属实")
    leader.does(id, "appeal/decision", 409, decision="uphold", reason="属实")
    office.does(id, "note", note="停电半天，可以早一天报")
    leader.does(id, "appeal/decision", decision="uphold", reason="属实")
    office.does(id, "check", decision="fulfilled")
    office.does(id, "close", reason="已补报")
    assert acts(september, JOBS)[-9:] == [
        *("objected", "instructed", "case_decided", "case_measured", "case_appealed", "noted"),
        *("appeal_decided", "case_checked", "case_closed"),
    ]


def test_whoever_hears_an_appeal_reads_what_it_is_about(september: Console) -> None:
    """顾明远 hears it, and 社保中心 is not under his charge."""
    desk, id = september.desk, september.id_of(INSURANCE)
    principal, decider = program_of(september, LEADER_ID), program_of(september, "shen-qing")
    unit, office = program_of(september, "bai-hua"), program_of(september, CLERK_ID)
    desk.until("2020-10-16T10:00")
    decider.does(id, "decide", decision="confirm", reason="属实")
    office.does(id, "note", note="停电半天")
    principal.asks(f"/obligations/{id}", 404)
    unit.does(id, "appeal", reason="当时停电")
    heard = principal.asks(f"/obligations/{id}")
    assert heard["trace"] == decider.asks(f"/obligations/{id}")["trace"]
    assert "noted" not in [act["act"] for act in heard["trace"]["acts"]]
    assert {one["to"] for one in heard["proof"]} >= {"白桦"}
    principal.does(id, "appeal/decision", decision="uphold", reason="属实", seen=heard["seen"])


def test_an_instruction_is_given_and_done(september: Console, unit: Program) -> None:
    leader, said = program_of(september, LEADER_ID), {"text": "请加快", "due": "2020-09-25"}
    assert "为什么这样急" in leader.posts("/instructions", {"to": [JOBS], **said}, 400)["message"]
    [given] = leader.posts("/instructions", {"to": [JOBS], **said, "reason": "上会"})
    assert given["obligation"] == "2020-09/instruction:1/就业中心"
    id = september.id_of(JOBS, "instruction:1")
    shown = unit.asks(f"/obligations/{id}")
    assert (shown["given"], shown["kind"], shown["subject"]) == ("请加快", "instruction", "instruction:1")
    assert leader.does(id, "close", 409)["message"] == "就业中心没有待确认的办理情况"
    unit.does(id, "done", text="已办")
    unit.does(id, "close", 403)
    leader.does(id, "return", reason="再细一些", until="2020-09-28")
    unit.does(id, "done", text="已细化")
    leader.does(id, "close")
    assert leader.does(id, "close", 409)["message"] == "就业中心的这一事项已经办结"
    assert unit.does(id, "done", 409, text="再报")["message"] == "就业中心的这一事项已经办结"
    assert leader.does(id, "return", 409, reason="再退")["code"] == "not_allowed"
    assert unit.asks(f"/obligations/{id}")["standing"] == "accepted"


@pytest.mark.parametrize(
    ("act", "said"),
    [("note", {"note": "已电话"}), ("call", {"note": "已转告"}), ("explanation", {"reason": "系统故障"})],
)
def test_a_program_that_asks_again_within_minutes_is_refused(
    september: Console, office: Program, unit: Program, act: str, said: dict[str, Any]
) -> None:
    desk, id, asks = september.desk, september.id_of(JOBS), unit if act == "explanation" else office
    desk.at("2020-09-28T09:30")
    asks.does(id, act, **said)
    refused = asks.does(id, act, 409, **said)
    assert (refused["code"], "没有重复记录" in refused["message"]) == ("conflict", True)
    desk.clock.now += timedelta(minutes=9)
    asks.does(id, act, 409, **said)
    other: dict[str, Any] = {name: f"{words}，再次" for name, words in said.items()}
    asks.does(id, act, **other)
    asks.does(id, act, **said)


def test_an_unsealed_report_is_filed_anew_and_not_twice(september: Console, unit: Program) -> None:
    id = september.id_of(JOBS)
    for words, status in (("已落实", 200), ("已落实", 409), ("已落实，另有两户", 200), ("已落实", 200)):
        unit.does(id, "file", status, sealed=False, progress=words)
    assert acts(september, JOBS) == ["filed_unsealed"] * 3


def test_a_program_is_asked_about_a_figure_once(september: Console) -> None:
    program, id = program_of(september, OTHER_UNIT), september.id_of(INSURANCE)
    said: dict[str, Any] = {"progress": "好", "files": [page()]}
    refused = program.does(id, "file", 409, **said)
    assert refused["code"] == "doubted"
    assert "参保人数没有填数字" in refused["message"]
    assert '请加上 "sure": true 再报' in refused["message"]
    assert acts(september, INSURANCE) == []
    program.does(id, "file", **said, sure=True)
    with reading(september.desk.bureau.engine) as db:
        assert len(attachments.of(db, september.desk.bureau.key, id)) == 1, "what came with the question was not kept"


def test_the_second_of_two_is_told(september: Console, office: Program) -> None:
    id = september.id_of(JOBS)
    seen = office.asks(f"/obligations/{id}")["seen"]
    program_of(september, "tao-ran").does(id, "note", note="先办", seen=seen)
    refused = office.does(id, "waive", 409, reason="机构调整", seen=seen)
    assert refused["code"] == "conflict"
    assert "陶然刚刚办理过" in refused["message"]
    assert acts(september, JOBS) == ["noted"]


def test_a_person_acts_only_as_who_they_are_today(september: Console, unit: Program, office: Program) -> None:
    jobs, insurance = september.id_of(JOBS), september.id_of(INSURANCE)
    assert unit.does(jobs, "waive", 403, reason="免")["code"] == "not_yours"
    assert unit.does(insurance, "extension", 404, until="2020-09-30", reason="迟")["code"] == "not_found"
    assert office.does(jobs, "extension", 404, until="2020-09-30", reason="迟")["code"] == "not_found"
    unit.does(jobs, "done", 404, text="已办")
    assert acts(september, JOBS) == []
