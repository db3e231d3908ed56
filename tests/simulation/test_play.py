"""A play of the rules over time: it …"""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.bureau import build_home, instant, stage_in
from tests.outside.kept import HERE, kept
from tests.simulation.plays import ACTS, CONFIRMED
from yudu_flow.domain.errors import BadRequest
from yudu_flow.settings import Settings
from yudu_flow.simulation.play import simulate
from yudu_flow.simulation.script import VERBS, read_script

WORDS = """
opened notice skipped held withdrawn suppressed message overdue filed filed_unsealed sealed returned accepted waived
extension_asked extension_decided request_withdrawn explained explanation_decided visited visit_struck
firm_lost firm_lost_decided called
released urged noted handed_back hand_back_answered instructed
case_proposed case_told case_untold objected case_decided closed corrected
"""
FIELDS = "at event duty owner unit period obligation round rung recipient channel subject reason answer"
DONE = """
visited visit_struck request_withdrawn visited filed_unsealed
urged noted handed_back hand_back_answered instructed filed sealed returned waived released extension_asked
request_withdrawn extension_asked filed extension_decided
accepted explained explanation_decided called objected case_decided corrected
"""

Records = list[dict[str, Any]]


def play(home: Path, text: str = "[]", to: date = date(2020, 10, 31)) -> Records:
    """The records from the plan's day on."""
    script = home / "script.yaml"
    script.write_text(text, encoding="utf-8")
    bureau = stage_in(home, instant("2020-09-18T00:00"))
    return [*simulate(bureau, date(2020, 9, 18), to, read_script(script), Settings.model_construct(home=home))]


def of(records: Records, event: str, **where: Any) -> Records:
    """The records of an event in which these fields have these values."""
    return [r for r in records if r["event"] == event and all(r.get(name) == value for name, value in where.items())]


@pytest.fixture(scope="module")
def acted(tmp_path_factory: pytest.TempPathFactory) -> Records:
    """The play in which every verb of the script is done once."""
    return play(build_home(tmp_path_factory.mktemp("play") / "home"), ACTS)


REQUESTS = (HERE / "firm-requests.yaml").read_text("utf-8")
FIGURES = (HERE / "reports.yaml").read_text("utf-8")
"""Played next door, and read line by line."""


def test_it_has_every_verb_in_its_script() -> None:
    assert all(f"do: {verb}," in ACTS + CONFIRMED + REQUESTS + FIGURES for verb in VERBS)


def test_it_records_each_act_at_its_instant_with_its_obligation(acted: Records) -> None:
    done = [record for record in acted if record["event"] in DONE.split()]
    assert [record["event"] for record in done] == DONE.split()
    assert done[-1]["at"] == instant("2020-10-31T10:00")
    assert (done[-1]["obligation"], done[-1]["reason"]) == ("2020-09/report/仲裁股", "本月没有案件")


def test_it_has_only_the_fields_and_events_of_the_contract(acted: Records) -> None:
    assert {record["event"] for record in acted} <= {*WORDS.split()}
    assert {name for record in acted for name in record} == {*FIELDS.split()}


def test_it_tells_in_order_of_time(acted: Records) -> None:
    instants = [record["at"] for record in acted]
    assert instants == sorted(instants)
    assert instants[0] == instant("2020-09-18T00:00")


def test_it_opens_each_period_with_its_obligations(acted: Records) -> None:
    opened = of(acted, "opened")
    assert len(opened) == 14
    assert {"at", "event", "duty", "owner", "unit", "period", "obligation"} == {*opened[0]}
    assert {record["at"] for record in opened[7:]} == {instant("2020-10-01T00:00")}


def test_it_gives_each_notice_its_rung_recipient_and_channel(acted: Records) -> None:
    told = of(acted, "notice", obligation="2020-09/report/社保中心", rung="R-1")
    assert {(r["at"], r["recipient"], r["channel"], r["round"], r["reason"]) for r in told} == {
        (instant("2020-09-25T09:00"), "bai-hua", channel, 1, "due") for channel in ("email", "sms")
    }


def test_it_merges_notices_into_messages_one_a_person_channel_and_day(acted: Records) -> None:
    daily = [(r["recipient"], r["channel"], r["at"].date()) for r in of(acted, "message") if not r.get("answer")]
    assert len(daily) == len({*daily})


def test_it_marks_messages_that_answer_a_persons_own_act(acted: Records) -> None:
    answers = of(acted, "message", answer=True)
    assert {record["channel"] for record in answers} == {"email"}
    [receipt] = [record for record in answers if record["at"] == instant("2020-09-25T09:00")]
    assert (receipt["recipient"], receipt["subject"]) == ("su-he", "已收到：就业中心2020年9月稳就业月报")


def test_it_lets_out_at_once_what_the_office_releases(acted: Records) -> None:
    [told] = [record for record in of(acted, "message", answer=True) if record["reason"] == "waived"]
    assert (told["at"], told["owner"]) == (instant("2020-09-23T21:10"), "办公室")


def test_it_skips_with_a_reason(acted: Records) -> None:
    reasons = {r["rung"]: r["reason"] for r in of(acted, "skipped", obligation="2020-09/report/办公室")}
    assert reasons == {"R-1": "waived", "R-0": "waived"}


def test_it_proposes_the_case_at_its_rung_and_closes_every_obligation_with_its_outcome(acted: Records) -> None:
    [proposed] = of(acted, "case_proposed", owner="社保中心")
    assert (proposed["at"], proposed["rung"], proposed["reason"]) == (instant("2020-10-10T09:00"), "E+5", "due")
    closed = {r["owner"]: r["reason"] for r in of(acted, "closed", duty="report")}
    assert closed == {
        "办公室": "excused",
        "就业中心": "on_time",
        "社保中心": "missing",
        "培训股": "missing",
        "仲裁股": "missing",
    }


def test_it_includes_the_last_day_and_nothing_after(home: Path) -> None:
    records = play(home, to=date(2020, 9, 28))
    assert records[-1]["at"] == instant("2020-09-28T09:00")
    assert len(of(records, "overdue", duty="report")) == 5


def test_it_names_the_item_that_the_rules_refuse(home: Path) -> None:
    with pytest.raises(BadRequest, match="脚本第1项（accept）：就业中心没有待审核的报告"):
        play(home, "- {at: 2020-09-22T10:00, do: accept, unit: 就业中心, period: 2020-09}")


def test_it_lets_nobody_act_for_another(home: Path) -> None:
    with pytest.raises(BadRequest, match="脚本第1项（file）：就业中心的报告由就业中心的联络员、负责人"):
        play(home, "- {at: 2020-09-22T10:00, do: file, unit: 就业中心, period: 2020-09, by: 社保中心}")


def test_its_leader_registers_what_the_office_hands_in_on_paper(home: Path) -> None:
    paper = "do: file, unit: 办公室, period: 2020-09, received: 2020-09-27T16:00, reason: 当天停电"
    records = play(home, f"- {{at: 2020-09-28T10:00, {paper}}}", date(2020, 9, 28))
    assert len(of(records, "filed", owner="办公室")) == 1
    with pytest.raises(BadRequest, match="办公室的纸质材料登记由顾明远办理，林秋不能办理"):
        play(home, f"- {{at: 2020-09-28T10:00, by: 林秋, {paper}}}")


def test_it_refuses_an_item_before_its_start(home: Path) -> None:
    with pytest.raises(BadRequest, match="脚本第1项早于模拟的开始"):
        play(home, "- {at: 2020-09-17T10:00, do: file, unit: 就业中心, period: 2020-09}")


def test_it_leaves_nothing_behind(home: Path) -> None:
    play(home, to=date(2020, 9, 22))
    assert not (home / "var").exists()


def test_it_plays_a_year_of_the_shipped_plan() -> None:
    """As it is kept; tests/outside holds that it is played so."""
    records = [json.loads(line) for line in kept("year").splitlines()]
    assert len(of(records, "opened", duty="report")) == 13 * 9
    assert len(of(records, "opened")) == 13 * 12
    assert {r["reason"] for r in of(records, "closed")} == {"missing"}
    assert of(records, "suppressed") == []
    daily = [(r["recipient"], r["channel"], r["at"][:10]) for r in of(records, "message")]
    assert len(daily) == len({*daily})


def test_it_stands_still_while_the_process_is_stopped(home: Path) -> None:
    """From the 20th to the 25th nothing goes out; then the highest reminder that is due, once."""
    records = play(home, "- {at: 2020-09-20T10:00, do: downtime, until: 2020-09-25T08:00}", date(2020, 9, 26))
    stopped = instant("2020-09-20T10:00"), instant("2020-09-25T08:00")
    assert [record for record in records if stopped[0] <= record["at"] < stopped[1]] == []
    told = {record["rung"] for record in of(records, "notice", obligation="2020-09/report/社保中心")}
    skipped = {record["rung"] for record in of(records, "skipped", obligation="2020-09/report/社保中心")}
    assert (told, skipped) == ({"R-3", "R-1"}, {"R-5"})


def test_it_registers_paper_by_the_day_on_which_it_was_received(home: Path) -> None:
    paper = "do: file, unit: 社保中心, period: 2020-09, received: 2020-09-27T16:00, reason: 当天停电"
    records = play(home, f"- {{at: 2020-09-28T10:00, {paper}}}")
    [closed] = of(records, "closed", obligation="2020-09/report/社保中心")
    assert closed["reason"] == "on_time"


def test_it_strikes_a_confirmed_case_off(home: Path) -> None:
    [struck] = of(play(home, CONFIRMED), "case_closed")
    assert (struck["at"], struck["reason"]) == (instant("2020-10-20T10:00"), "已整改")


def test_it_sends_again_what_a_channel_refused_in_passing(home: Path) -> None:
    """One minute, five and fifteen later, as the rules say; it is told once that it waits."""
    refused = "- {at: 2020-09-25T08:00, do: undelivered, channel: email, until: 2020-09-25T09:10}"
    records = [
        r for r in play(home, refused, date(2020, 9, 26)) if r.get("recipient") == "bai-hua" and r.get("subject")
    ]
    last = [
        (r["at"], r["event"], r["reason"], r["obligation"]) for r in records if r["at"] > instant("2020-09-25T00:00")
    ]
    about = "2020-09/report/社保中心"
    assert last == [
        (instant("2020-09-25T09:00"), "held", "refused", about),
        (instant("2020-09-25T09:21"), "message", "report-reminder", about),
    ]


def test_it_refuses_one_person_alone_for_a_day_at_most(home: Path) -> None:
    refused = "- {at: 2020-09-25T08:00, do: undelivered, channel: email, person: 白桦, until: 2020-09-28T08:00}"
    records = play(home, refused, date(2020, 9, 28))
    assert {r["recipient"] for r in of(records, "held", reason="refused")} == {"bai-hua"}
    ended = [(r["at"].date(), r["channel"]) for r in of(records, "suppressed", reason="undelivered")]
    assert ended == [(date(2020, 9, 25), "email"), (date(2020, 9, 27), "email")]
    told = of(records, "message", recipient="bai-hua", channel="email")
    assert [r["at"].day for r in told] == [21, 23, 28]


def test_it_proposes_no_case_to_a_unit_that_nobody_reaches(home: Path) -> None:
    dead = "at: 2020-09-19, do: undelivered, until: 2020-11-30, dead: true"
    ways = [(person, channel) for person in ("白桦", "luo-ping") for channel in ("email", "sms")]
    items = "".join(f"- {{{dead}, person: {person}, channel: {channel}}}\n" for person, channel in ways)
    records = play(home, items)
    ended = of(records, "suppressed", reason="nobody")
    assert sorted((r["recipient"], r["channel"]) for r in ended) == [
        *(("bai-hua", "email"), ("bai-hua", "sms"), ("luo-ping", "email"), ("luo-ping", "sms"))
    ]
    assert of(records, "message", recipient="bai-hua") == of(records, "message", recipient="luo-ping") == []
    owners = {r["owner"] for r in of(records, "case_proposed")}
    assert owners == {"办公室", "就业中心", "培训股", "仲裁股"}


def test_it_takes_a_relay_that_knows_nobody_for_the_one_in_error(home: Path) -> None:
    """As in real passes: so many at once end no address."""
    dead = "- {at: 2020-09-19, do: undelivered, channel: email, until: 2020-09-22, dead: true}"
    records = play(home, dead, date(2020, 9, 23))
    assert of(records, "suppressed", reason="nobody") == []
    days = [r["at"].day for r in of(records, "message", channel="email", recipient="bai-hua")]
    assert days == [23]


def test_it_names_the_item_whose_person_nobody_knows(home: Path) -> None:
    with pytest.raises(BadRequest, match="脚本第1项（undelivered）：名册中没有“张三”，person 写名册中的姓名或编号"):
        play(home, "- {at: 2020-09-25, do: undelivered, channel: sms, person: 张三, until: 2020-09-26}")


def test_it_does_what_it_names_by_duty_as_by_subject(home: Path) -> None:
    """A second one that is done too is neither closed nor returned in its place."""
    script = """\
- {at: 2020-09-21T10:00, do: instruct, unit: 社保中心, by: 沈清, text: 摸底, due: 2020-09-30}
- {at: 2020-09-21T10:05, do: instruct, unit: 社保中心, by: 沈清, text: 上报, due: 2020-09-30}
- {at: 2020-09-22T10:00, do: done, unit: 社保中心, duty: instruction:1, text: 已办}
- {at: 2020-09-22T10:05, do: done, unit: 社保中心, subject: instruction:2, text: 已办}
- {at: 2020-09-22T11:00, do: close, unit: 社保中心, duty: instruction:2}
- {at: 2020-09-22T12:00, do: return, unit: 社保中心, period: 2020-09, subject: instruction:1, reason: 不全}
- {at: 2020-09-22T13:00, do: return, unit: 社保中心, duty: instruction:2, reason: 不全}
"""
    with pytest.raises(BadRequest, match="脚本第7项（return）：社保中心没有可以退回的办理情况"):
        play(home, script, date(2020, 9, 23))
    done = play(home, script.rsplit("- ", 1)[0], date(2020, 9, 23))
    assert [one["duty"] for name in ("accepted", "returned") for one in of(done, name)] == [
        "instruction:2",
        "instruction:1",
    ]


def test_it_gives_one_thing_to_several_units(home: Path) -> None:
    given = "- {at: 2020-09-21T10:00, do: instruct, unit: [社保中心, 培训股], by: 沈清, text: 请加快, due: 2020-09-30}"
    done = of(play(home, given, date(2020, 9, 21)), "instructed")
    assert [one["obligation"] for one in done] == [
        "2020-09/instruction:1/社保中心",
        "2020-09/instruction:1/培训股",
    ]
