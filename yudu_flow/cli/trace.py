"""`why`: for one obligation every rung, fired or not, whom it told, and what people did. `search`: where words are."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from itertools import groupby
from typing import Annotated

import typer

from yudu_flow.cli import office
from yudu_flow.cli.options import AsJson, At, DutyOption, OptionalPeriod, Person, Unit, owner, period_id
from yudu_flow.cli.output import print_json, print_rows, print_table, say, spell
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.period import ZONE
from yudu_flow.domain.workdays import DAY
from yudu_flow.wording.names import CHANNELS, Names
from yudu_flow.wording.reasons import QUESTIONS, spell_choice, spell_reason
from yudu_flow.wording.record import Record
from yudu_flow.wording.trace import NOTICES, VERDICTS, spell_rung


def search(
    words: Annotated[list[str], typer.Argument(help="要找的词，几个词都要出现")], at: At = None, as_json: AsJson = False
) -> None:
    """搜索报告、交办、认定事项、企业诉求、企业、措施里的词；报告和事项查近三年的。"""
    from yudu_flow.actions.views.search_view import EVERYTHING, found, record, words_in

    with office.reading(at) as (bureau, db, now):
        lists = found(bureau, db, now, words_in(" ".join(words)), EVERYTHING)
    rows = [record(one, hit) for one in lists for hit in one.hits]
    print_rows(as_json, rows, {"kind": "种类", "title": "找到", "said": "原话"}, "没有找到。")


def why(
    period: OptionalPeriod = None,
    unit: Unit = None,
    person: Person = None,
    duty: DutyOption = None,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """说明一个单位的每次提醒：何时、给谁、送到没有，为什么没有发。"""
    from yudu_flow.actions.views.report import traces

    bureau, now = office.bureau_at(at)
    named = period_id(period) if period else None
    rows = traces(bureau, now, owner(unit, person), named, duty=duty, then=at is not None)
    if as_json:
        return print_json(rows)
    if not rows:
        say("没有找到事项，请核对单位和周期。")
    for place, row in enumerate(rows):
        say("\n" if place else "", nl=False)
        _print_trace(row, Names(bureau.roster, bureau.content.plans))
    return None


def _print_trace(row: Record, names: Names) -> None:
    own = names.own_words(row["obligation"])
    rungs = [_rung(rung, names, own) for rung in row["rungs"]]
    columns = [("rung", "阶段"), ("at", "时间"), ("verdict", "结果"), ("reason", "原因"), ("notices", "通知")]
    print_table(f"{names.obligation(row['obligation'])}　{row['says']}", columns, rungs)
    acts = [
        {**act, "act": spell_reason(act["act"], own), "detail": _act_words(act["act"], act["detail"], own)}
        for act in row["acts"]
    ]
    headings = [("at", "时间"), ("by", "经办人"), ("act", "事情"), ("detail", "说明")]
    print_table("\n经过", headings, acts, "还没有办理记录。")


def _rung(rung: Record, names: Names, own: Mapping[str, str]) -> Record:
    return {
        "rung": spell_rung(rung["rung"]),
        "at": rung["at"],
        "verdict": "暂停" if rung["reason"] == "request_waits" else VERDICTS[rung["verdict"]],
        "reason": "" if rung["reason"] == "not_due" else spell_reason(rung["reason"], own),
        "notices": "；".join(_told(rung["notices"], names, own)),
    }


def _told(notices: list[Record], names: Names, own: Mapping[str, str]) -> Iterator[str]:
    """Who was told how, and what became of it; the reason where it did not go out, or was released."""
    for (recipient, state, reason), group in groupby(notices, key=lambda n: (n["recipient"], n["state"], n["reason"])):
        channels = "、".join(CHANNELS[notice["channel"]] for notice in group)
        why = "" if state == "sent" and reason != "released" else f"：{spell_reason(reason, own)}"
        yield f"{names.person(recipient)}（{channels}）{NOTICES[state]}{why}"


def _act_words(act: str, detail: Record, own: Mapping[str, str]) -> str:
    """What was said with an act, in the words of the office; the facts of a case stand in `case list`."""
    words = [
        *(f"{word}{_spelt(detail[name])}" for name, word in _words_of(act).items() if name in detail),
        *(spell_choice(choice, own) for choice in [detail.get("choice")] if choice),
        *(["时钟超前，作废"] if detail.get("void") else []),
        *(["沿用已交的盖章页"] if detail.get("page_stands") else []),
        *(QUESTIONS[question] for question in detail.get("questions", [])),
        *(spell_reason(reason) for reason in [detail.get("reason")] if reason and reason != "due"),
    ]
    return "；".join(words)


def _words_of(act: str) -> dict[str, str]:
    """What a rest day moved is the day that was printed before, what was given has a day: neither was granted."""
    return {**DETAILS, "day": DAYS[act]} if act in DAYS else DETAILS


def _spelt(value: object) -> str:
    """A limit at midnight is 24:00 of the day before, as it was told."""
    if isinstance(value, datetime) and value.astimezone(ZONE).time() == time():
        return f"{value.astimezone(ZONE).date() - DAY} 24:00"
    return spell(value)


DAYS: dict[str, str] = {FactKind.RECOUNTED: "原定", FactKind.INSTRUCTED: "限"}
AS_SAID = ("subject", "told", "note", "text", "result")
DETAILS = {"received": "收到于", "day": "延至", "until": "限"} | dict.fromkeys(AS_SAID, "")
