"""What of the office's files is edited as a form, each declared once: programs and commands are made from these.

Read with its mark, tried with what it changes, kept by whoever has seen that: as the pages do it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from yudu_flow.actions.acts.edit_calendar import calendar_sheet, doubts_of, keep_calendar, propose_calendar
from yudu_flow.actions.acts.edit_file import ELSEWHERE, Proposal, Sheet
from yudu_flow.actions.acts.edit_plan import keep_plan, plan_sheet, propose_plan
from yudu_flow.actions.acts.edit_rules import (
    about_ladder,
    keep_rules,
    ladder_sheet,
    propose_ladder,
    propose_rules,
    rules_sheet,
)
from yudu_flow.actions.acts.whose_edit import ChangedMeanwhile
from yudu_flow.actions.bureau import Bureau
from yudu_flow.content.calendar.outline import LOCAL, OWN, YEAR
from yudu_flow.content.entries import Outline, Row, without_blanks
from yudu_flow.content.entry_data import row_given
from yudu_flow.content.plan.outline import WHOLE
from yudu_flow.content.rules.outline import LADDER, RULES

Given = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of content: `key` names it in a command, `of` says what a `name` names, empty where there is one only."""

    key: str
    words: str
    of: str
    outline: Outline
    read: Callable[[Path, str, Given], Sheet]
    propose: Callable[[Path, str, Row, str, datetime], Proposal]
    keep: Callable[[Path, Bureau, str, datetime, Proposal, str, str], None]
    doubts: Callable[[str, Row], list[str]] = lambda _name, _row: []


_ALL = (
    Form(
        "plan",
        "方案的内容",
        "方案编号",
        WHOLE,
        lambda home, name, _: plan_sheet(home, name),
        propose_plan,
        lambda home, bureau, by, now, found, _, why: keep_plan(home, bureau, by, now, found, why),
    ),
    Form(
        "rules",
        "规则",
        "",
        RULES,
        lambda home, _name, _given: rules_sheet(home),
        lambda home, _, row, seen, now: propose_rules(home, row, seen, now),
        lambda home, bureau, by, now, found, _, why: keep_rules(home, bureau, by, now, found, "规则", why),
    ),
    Form(
        "ladder",
        "提醒和催办",
        "哪一段，如 report、report-quarter",
        LADDER,
        lambda home, name, given: ladder_sheet(home, name, str(given.get("like") or "")),
        propose_ladder,
        lambda home, bureau, by, now, found, name, why: keep_rules(
            home, bureau, by, now, found, about_ladder(name), why
        ),
    ),
    Form(
        "year",
        "一年的放假安排",
        "年份，如 2027",
        YEAR,
        lambda home, name, _: calendar_sheet(home, name),
        propose_calendar,
        keep_calendar,
        lambda name, row: doubts_of(row, int(name)),
    ),
    Form(
        "local",
        "本地放假、上班",
        "",
        OWN,
        lambda home, _name, _given: calendar_sheet(home, LOCAL),
        lambda home, _, row, seen, now: propose_calendar(home, LOCAL, row, seen, now),
        lambda home, bureau, by, now, found, _, why: keep_calendar(home, bureau, by, now, found, LOCAL, why),
    ),
)

FORMS: Mapping[str, Form] = {form.key: form for form in _ALL}


def try_content(home: Path, form: Form, name: str, given: Given, seen: str, now: datetime) -> Proposal:
    """What is given makes of the file that its writer saw with the mark `seen`.

    Raises NotFound, BadRequest, BrokenFiles where the file is no YAML, Conflict where it is another by now.
    """
    found = form.read(home, name, given)
    if found.seen != seen:
        raise ChangedMeanwhile(ELSEWHERE, found.file)
    return form.propose(home, name, without_blanks(row_given(found.row, given)), seen, now)
