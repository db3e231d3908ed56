"""`paper show|write|final|reopen`: what the office writes in summary and bulletin, by paragraph."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yudu_flow.cli import office
from yudu_flow.cli.options import LARGEST, AsJson, At, By, PeriodOption, Plan, period_id, text_in
from yudu_flow.cli.output import print_json, say

if TYPE_CHECKING:
    from yudu_flow.actions.bureau import Bureau
    from yudu_flow.actions.papers.bulletin import Bulletin
    from yudu_flow.actions.papers.summary import Paragraph, Summary

PAPERS = ("summary", "bulletin")
Which = Annotated[str, typer.Argument(help="summary 汇总，bulletin 通报")]
Key = Annotated[str, typer.Argument(help="段落代号，paper show 列出全部")]


def show(which: Which, period: PeriodOption, plan: Plan = "", at: At = None, as_json: AsJson = False) -> None:
    """列出汇总或通报的各段：代号、文字、是不是改写过。"""
    from yudu_flow.actions.acts.write_paragraphs import record as of_summary
    from yudu_flow.actions.papers.bulletin import record as of_bulletin

    (bureau, now), month = office.bureau_at(at), period_id(period)
    if _named(which) == "bulletin":
        issue = _bulletin(bureau, plan, month, now)
        return print_json([of_bulletin(issue)]) if as_json else _list(issue.paragraphs)
    compiled = _summary(bureau, plan, month, now)
    return print_json([of_summary(compiled)]) if as_json else _list(compiled.paragraphs())


def write(
    which: Which,
    key: Key,
    period: PeriodOption,
    by: By,
    plan: Plan = "",
    text: Annotated[str | None, typer.Option("--text", help="文字")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="文字所在的文本文件（UTF-8）；- 为标准输入")] = None,
    seen: Annotated[
        str, typer.Option("--seen", help="看到的一稿，照 paper show --json 写：汇总是这一段的 seen，通报是 version")
    ] = "",
    checked: Annotated[bool, typer.Option("--checked", help="原文更新过，已核对")] = False,
    at: At = None,
) -> None:
    """改写汇总或通报的一段；与原文相同的，恢复随原文更新。

    已有人改写过的，要用 --seen 写明看到的是哪一稿，之后又有人改过的不保存，并说明现在的文字。
    """
    from yudu_flow.actions.acts.edit_bulletin import Rewrite, edit_bulletin
    from yudu_flow.actions.acts.write_paragraphs import NewText, write_paragraphs

    (bureau, now), month, words = office.bureau_at(at), period_id(period), _words(text, file)
    if _named(which) == "bulletin":
        issue = _bulletin(bureau, plan, month, now)
        version = _version(issue, key, seen)
        saved = edit_bulletin(bureau, issue.plan, month, by, now, version, {key: Rewrite(words, checked)})
    else:
        compiled = _summary(bureau, plan, month, now)
        saved = [*write_paragraphs(bureau, compiled.plan, month, by, now, {key: NewText(words, seen, checked)})]
    say(f"已保存：{key}" if saved else "没有改动")


def final(period: PeriodOption, by: By, plan: Plan = "", at: At = None) -> None:
    """把一期的汇总定稿：各段就此不变。"""
    _settle(period, by, plan, at, "final")


def reopen(period: PeriodOption, by: By, plan: Plan = "", at: At = None) -> None:
    """把定稿的汇总改回草稿：没有改写过的段落随原文更新。"""
    _settle(period, by, plan, at, "draft")


def _settle(period: str, by: str, plan: str, at: str | None, state: str) -> None:
    from yudu_flow.actions.acts.edit_summary import set_state

    (bureau, now), month = office.bureau_at(at), period_id(period)
    shown = _summary(bureau, plan, month, now)
    set_state(bureau, shown.plan, month, by, now, shown.version, state)
    say("已定稿。" if state == "final" else "已改回草稿。")


def _named(which: str) -> str:
    if which not in PAPERS:
        raise typer.BadParameter(f"“{which}”应为 summary 或 bulletin", param_hint="WHICH")
    return which


def _words(text: str | None, file: Path | None) -> str:
    if (text is None) == (file is None):
        raise typer.BadParameter("请写 --text 或 --file，写其中一个", param_hint="--text")
    if file is None:
        return text or ""
    return sys.stdin.read() if str(file) == "-" else text_in(file.read_bytes(), file)


def _version(issue: Bulletin, key: str, seen: str) -> int:
    """The version that the writer saw; the one that stands where nobody has written in that paragraph."""
    from yudu_flow.actions.acts.write_paragraphs import UNSEEN
    from yudu_flow.domain.errors import Conflict

    edited = next((one for one in issue.paragraphs if one.key == key and one.edited), None)
    if not seen and edited:
        raise Conflict(UNSEEN.format(key, edited.text))
    if seen and not (seen.isdecimal() and len(seen) <= len(str(LARGEST))):
        raise typer.BadParameter(f"通报的 --seen 应为 version 的数字，现在是 {issue.version}", param_hint="--seen")
    return int(seen or issue.version)


def _bulletin(bureau: Bureau, plan: str, month: str, now: datetime) -> Bulletin:
    from yudu_flow.actions.papers.bulletin import NOTHING, chosen_bulletin
    from yudu_flow.domain.errors import NotFound

    with bureau.reading() as db:
        found = chosen_bulletin(bureau, db, now, plan, month)
    if found is None:
        raise NotFound(NOTHING)
    return found


def _summary(bureau: Bureau, plan: str, month: str, now: datetime) -> Summary:
    from yudu_flow.actions.acts.write_paragraphs import chosen_summary

    return chosen_summary(bureau, plan, month, now)


def _list(paragraphs: Iterable[Paragraph]) -> None:
    for one in paragraphs:
        marks = [word for word, so in (("已改写", one.edited), ("原文更新过，请核对", one.stale)) if so]
        said = f"（{'，'.join(marks)}）" if marks else ""
        say(f"{one.key}{said}")
        say("".join(f"    {line}\n" for line in one.text.splitlines()), nl=False)
