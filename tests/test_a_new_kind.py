"""The proof of the mould: a kind that nobody ships is a value, a folder of words and a block of rules, and no more.

A yearly self-check of a section (年度自查) in two steps: the section says that it has checked itself, the office
confirms. It is played through engine, command line, API and page.
"""

import json
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from tests import bureau
from tests.bureau import LIAISON, TRAINING, Clock, Desk, change, desk_in, own_words
from tests.cli.commands import fine, listed, use, yudu
from tests.web.browser import console_of
from tests.web.programs import program_of
from yudu_flow.actions.views.report import statuses
from yudu_flow.content.notifications.rendering import Notifications
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.duties.kind import Closing, Due, Kind, Marks, Owing, Says, Words
from yudu_flow.domain.duties.registry import KINDS
from yudu_flow.domain.rules import Addressee, Ladder, Rung

MAIL, SECTION = (Channel.EMAIL,), (Addressee.LIAISON,)
CHECK = Kind(
    "check",
    Words("自查", done="已自查", made_up="补查", instead=(("missing", "未自查"), ("filed", "已报待确认"))),
    Due.NAMED_DAY,
    Owing.NAMED,
    Says("self-check", "self-check", "self-check", "self-check", folders=(("self-check", "自查"),)),
    Marks(before="Z-", after="Z+"),
    {Cycle.YEAR: Ladder(before=(Rung("Z-3", 3, MAIL, SECTION),), after=(Rung("Z+2", 2, MAIL, SECTION),), soon_days=3)},
    closing=Closing.OFFICE,
)
DUTY = """\
  - id: check-2020
    kind: check
    title: 年度自查
    basis: 清人社〔2020〕9号 四
    every: year
    month: 10
    day: 20
    units: [培训股]
"""
BLOCK = """\
ladders:
  check-year:
    before: [{name: Z-4, days: 4, channels: [email], to: [liaison]}]
    after:
      - {name: Z+1, days: 1, channels: [email], to: [liaison]}
      - {name: Z+2, days: 2, channels: [email], to: [liaison]}
"""
WORDS = {
    "subject.txt": "自查：{{ line.owner }}{{ line.period }}{{ line.title }}\n",
    "body.txt": "{{ line.owner }}请于{{ line.deadline }}前完成自查。\n",
    "body.html": "<p>{{ line.owner }}请于{{ line.deadline }}前完成自查。</p>\n",
    "sms.txt": "{{ deadline }}截止自查：{{ title }}{{ more }} {{ link }}\n",
}


@pytest.fixture
def checking(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home whose plan asks for it."""
    monkeypatch.setitem(KINDS, CHECK.id, CHECK)
    monkeypatch.setattr(bureau, "words", partial(Notifications.load, home / "notifications"))
    folder = own_words(home) / "notifications" / "self-check"
    folder.mkdir()
    for name, words in WORDS.items():
        (folder / name).write_text(words, encoding="utf-8")
    plan = home / "workflows" / "plan.yaml"
    plan.write_text(plan.read_text("utf-8") + DUTY, encoding="utf-8")
    change(home, "config/rules.yaml", "ladders:\n", BLOCK)
    return home


def played(home: Path, database: str, until: str) -> Desk:
    """A desk on that home, at that instant."""
    desk = desk_in(home, database, Clock())
    desk.until(until)
    return desk


def test_check_finds_nothing_wrong_with_it(checking: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, checking)
    assert "错误0处" in yudu("check").out


def test_the_engine_and_the_command_line_play_it(checking: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Due on Tuesday, 20 October, four working days after the 14th; its second slip proposes nothing."""
    use(monkeypatch, checking)
    played = fine("simulate", "--from", "2020-09-18", "--to", "2020-10-30", "--json").out
    said = [json.loads(line) for line in played.splitlines()]
    mine = [row for row in said if row.get("duty") == "check-2020"]
    fired = [
        (row["rung"], str(row["at"])[:10], row["recipient"])
        for row in mine
        if row["event"] == "notice" and row["recipient"] == "tang-ning"
    ]
    assert fired == [
        ("Z-4", "2020-10-14", "tang-ning"),
        ("Z+1", "2020-10-21", "tang-ning"),
        ("Z+2", "2020-10-22", "tang-ning"),
    ]
    subjects = {row["subject"] for row in mine if row["event"] == "message" and row["recipient"] == "tang-ning"}
    assert subjects == {"自查：培训股2020年全年年度自查"}
    assert "case_proposed" not in {row["event"] for row in mine}


def test_commands_take_both_steps_of_what_recurs(checking: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its period and duty, since it has no number; alone it is meant where nothing is named."""
    twice = DUTY.replace("check-2020", "check-more").replace("年度自查", "专项自查")
    plan = checking / "workflows" / "plan.yaml"
    plan.write_text(plan.read_text("utf-8") + twice, encoding="utf-8")
    use(monkeypatch, checking)
    fine("tick", "--at", "2020-09-18T09:00")
    said = ("--unit", "培训股", "--by", "唐宁", "--text", "已自查", "--at", "2020-10-15T10:00")
    asked = yudu("done", *said).err
    assert "2020 check-2020 年度自查；2020 check-more 专项自查" in asked
    assert "已报" in fine("done", *said, "--period", "2020", "--duty", "check-more").out
    closed = ("--unit", "培训股", "--by", "林秋", "--at", "2020-10-15T11:00")
    assert "没有待确认" in yudu("close", *closed, "--period", "2020", "--duty", "check-2020").err
    fine("close", *closed)
    fine("done", *said)
    at = ("--unit", "培训股", "--at", "2020-10-15T12:00")
    assert [(row["duty"], row["standing"]) for row in listed("status", "--kind", "check", *at)] == [
        ("check-2020", "filed"),
        ("check-more", "accepted"),
    ]


def test_its_page_and_the_programs_take_both_steps(checking: Path, database: str) -> None:
    """The section reports that it is done, the office confirms; both by the acts of every kind."""
    desk = played(checking, database, "2020-10-15T10:00")
    [row] = statuses(desk.bureau, desk.clock(), kind="check")
    assert (row["obligation"], row["cycle"], row["standing"]) == ("2020/check-2020/培训股", "year", "due_soon")
    with closing(console_of(desk, checking)) as console:
        guest, id = console.account(LIAISON[TRAINING]), console.id_of(TRAINING, "check-2020", "2020")
        assert "报告办理情况" in guest.look(f"/mine/{id}")
        guest.press(f"/mine/{id}/done", {"text": "已自查"})
        program_of(console, LIAISON[TRAINING]).does(id, "close", 403)
        program_of(console, "lin-qiu").does(id, "close")
    [row] = statuses(desk.bureau, desk.clock(), kind="check")
    assert (row["standing"], row["outcome"]) == ("accepted", "on_time")
