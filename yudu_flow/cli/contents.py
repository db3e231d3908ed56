"""`content`: what is edited as a form in the pages, taken out as JSON, changed, tried and written back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yudu_flow.cli import office
from yudu_flow.cli.options import At, By, DryRun, instant, text_in
from yudu_flow.cli.output import say
from yudu_flow.cli.usage import Commands
from yudu_flow.whole_files import write_whole

if TYPE_CHECKING:
    from datetime import datetime

    from yudu_flow.actions.acts.edit_contents import ContentForm
    from yudu_flow.actions.acts.edit_file import Proposal
    from yudu_flow.actions.bureau import Bureau
    from yudu_flow.wording.record import Record

app = Commands(help="内容：方案、规则、提醒和催办、放假调休，取出为 JSON，改好，比较后写回。")
KEYS = "plan 方案，rules 规则，ladder 提醒和催办的一段，year 一年的放假，local 本地放假上班"
File = Annotated[Path, typer.Argument(help="content get 取出、改好的 JSON 文件", exists=True, dir_okay=False)]


@app.command("get")
def get(
    form: Annotated[str, typer.Argument(help=KEYS)],
    name: Annotated[str, typer.Argument(help="方案编号、哪一段、年份；规则、本地的不写")] = "",
    out: Annotated[Path | None, typer.Option("--out", help="写到哪个 .json 文件；不写为屏幕")] = None,
) -> None:
    """取出内容，附指纹。不写的项目、写 null 的，写回时不变；每一处的 at 照原样写回，新增的不写。"""
    from yudu_flow.content.entry_data import data_of

    found = _form(form, name).read(office.settings().home, name)
    told = {"form": form, "name": name, "fingerprint": found.seen, "content": data_of(found.row)}
    words = json.dumps(told, ensure_ascii=False, indent=2)
    if out is None:
        return say(words)
    write_whole(out, f"{words}\n".encode())
    return say(f"已写入 {out}")


@app.command("put")
def put(
    file: File,
    by: By,
    why: Annotated[str, typer.Option("--why", help="说明，记入操作记录")] = "",
    dry_run: DryRun = False,
    at: At = None,
) -> None:
    """写回内容：先列出改了什么、从哪一期起有什么变化。取出以后被别人改过的，不予保存。"""
    from yudu_flow.actions.acts.edit_contents import try_content
    from yudu_flow.actions.acts.whose_edit import saying_whose

    (key, name, seen, content), now = _told_in(file), instant(at)
    home, bureau, form = office.settings().home, office.bureau(now), _form(key, name)
    with saying_whose(bureau, home, f"您改好的 {file} 没有动：请用 content get 取出最新的，对照着改好再写回"):
        tried = try_content(home, form, name, content, seen, now)
    if not tried.new:
        return say("没有改动。")
    for line in lines_of(bureau, tried, now):
        say(line)
    if not dry_run:
        form.keep(bureau, by, now, tried, name, why)
    return say("没有保存。" if dry_run else f"已写入 {tried.file}。")


def _form(key: str, name: str) -> ContentForm:
    from yudu_flow.actions.acts.edit_contents import FORMS

    if key not in FORMS:
        raise typer.BadParameter(f"“{key}”应为 {'、'.join(FORMS)}", param_hint="FORM")
    if bool(name) != bool(FORMS[key].of):
        raise typer.BadParameter(f"请写{FORMS[key].of}" if FORMS[key].of else "不用写", param_hint="NAME")
    return FORMS[key]


def _told_in(file: Path) -> tuple[str, str, str, Record]:
    """Its form, name, fingerprint and content. Raises BadRequest for what `content get` does not write."""
    from yudu_flow.domain.errors import BadRequest

    try:
        told = json.loads(text_in(file.read_bytes(), file))
    except json.JSONDecodeError as fault:
        raise BadRequest(f"{file} 不是 JSON，请核对第{fault.lineno}行第{fault.colno}个字前后") from fault
    except (ValueError, RecursionError) as fault:
        raise BadRequest(f"{file} 不是 JSON") from fault
    shape = {"form": str, "name": str, "fingerprint": str, "content": dict}
    if not isinstance(told, dict) or any(not isinstance(told.get(key), kind) for key, kind in shape.items()):
        raise BadRequest(f"{file} 应有 {'、'.join(shape)}，请用 yudu-flow content get 取出后再改")
    return told["form"], told["name"], told["fingerprint"], told["content"]


def lines_of(bureau: Bureau, tried: Proposal, now: datetime) -> Iterator[str]:
    """What a change of a file makes another, what is wrong with it, and from when on it holds for whom."""
    from yudu_flow.actions.views.change_effects import change_effects

    for one in tried.changes:
        yield f"{one.told}：{one.old or '空'} → {one.new or '空'}" if one.old or one.new else one.told
    for fault in tried.faults:
        yield f"错误：{fault.name} {fault.message}"
    if tried.content is None:
        return
    with bureau.reading() as db:
        found = change_effects(bureau, db, tried.content, now)
    for effect in found.effects:
        parts = [*effect.words, *([f"新增{'、'.join(effect.joins)}"] if effect.joins else [])]
        parts += [f"不再由{'、'.join(effect.leaves)}办理"] if effect.leaves else []
        yield f"{effect.title}：{'；'.join(parts)}"
    for title, period, count in found.open:
        yield f"已经开始、不受影响：{title} {period}，在办{count}项"
