"""What was said with an act, in the office's words: on the pages and in workbooks."""

from collections.abc import Mapping
from typing import Any

from yudu_flow.domain.period import spell_day, spell_deadline, spell_moment
from yudu_flow.wording.reasons import NONE, QUESTIONS, spell_choice, spell_reason

VISIT = {"on": "走访日期", "way": "方式", "people": "走访人员", "learned": "了解的情况", "requests": "企业诉求"}
"""What is kept of a visit besides its firm."""


def spell_detail(detail: Mapping[str, Any], own: Mapping[str, str] = NONE) -> str:
    """What was said with an act, in the office's words; the facts of a case are said where the case is."""
    words = [
        *(["时钟超前，作废"] if detail.get("void") else []),
        *(f"收到于{spell_moment(instant)}" for instant in [detail.get("received")] if instant),
        *(f"{name}送来" for name in [detail.get("brought")] if name),
        *(spell_choice(choice, own) for choice in [detail.get("choice")] if choice),
        # A day beside words was given with them: 至 would say that something was put off to it.
        *(f"{'限' if detail.get('text') else '至'}{spell_day(day)}" for day in [detail.get("day")] if day),
        *(f"限{spell_deadline(until)}" for until in [detail.get("until")] if until),
        *(detail[name] for name in ("subject", "told", "note", "text", "result") if detail.get(name)),
        *(f"{label}：{detail[name]}" for name, label in VISIT.items() if detail.get(name)),
        *(QUESTIONS[question] for question in detail.get("questions", [])),
        *(spell_reason(reason) for reason in [detail.get("reason")] if reason and reason != "due"),
    ]
    return "；".join(words)
