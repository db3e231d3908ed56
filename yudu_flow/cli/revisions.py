"""`plan compare` and `plan take-over`: a draft that revises a plan in force, difference by difference."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from yudu_flow.cli import office
from yudu_flow.cli.contents import lines_of
from yudu_flow.cli.options import AsJson, At, By, DryRun, instant
from yudu_flow.cli.output import as_json as as_json_text
from yudu_flow.cli.output import print_table, say
from yudu_flow.wording.record import Record

if TYPE_CHECKING:
    from datetime import datetime

    from yudu_flow.actions.acts.revise_plan import Revision
    from yudu_flow.actions.bureau import Bureau
    from yudu_flow.content.plan.difference import Difference, Scope

Draft = Annotated[str, typer.Argument(help="草稿的编号，如 gong-zuo-fang-an-2026")]
Plan = Annotated[str, typer.Argument(help="与哪个方案比较，写方案编号；不写为标题或文号相同的")]
Whole = Annotated[
    bool | None, typer.Option("--whole/--supplement", help="文件是整份方案，还是只写补充、调整的部分；不写按标题里的字")
]
Take = Annotated[str, typer.Option("--take", help="写入哪几处，如 1,3；all 为全部；不写为没有标“保留原样”“核对”的")]
Seen = Annotated[str, typer.Option("--seen", help="plan compare 列出的比较编号；按序号写入的，要写")]
COLUMNS = [("at", "序号"), ("take", ""), ("way", ""), ("place", "哪一处"), ("what", "")]


def compare(draft: Draft, plan: Plan = "", whole: Whole = None, as_json: AsJson = False, at: At = None) -> None:
    """修订稿、补充通知与执行中的方案比较：逐处列出两边的写法，什么都不改。"""
    from yudu_flow.wording.revisions import SCOPES

    found = _compared(draft, plan, whole, *office.bureau_at(at))
    if as_json:
        return say(as_json_text(record(found)))
    say(f"与方案《{found.plan.title}》（{found.plan.id}）比较，按{SCOPES[found.scope]}：")
    show(found.differences)
    return say(f"比较编号 {found.mark}：按序号写入时，加上 --seen {found.mark}。") if found.differences else None


def take_over(
    draft: Draft,
    by: By,
    plan: Plan = "",
    whole: Whole = None,
    take: Take = "",
    seen: Seen = "",
    drop: Annotated[bool, typer.Option("--drop", help="写入以后删去草稿")] = False,
    why: Annotated[str, typer.Option("--why", help="说明，记入操作记录")] = "",
    dry_run: DryRun = False,
    at: At = None,
) -> None:
    """把修订稿、补充通知里的改动写入执行中的方案：先列出改了什么、从哪一期起有什么变化。"""
    from yudu_flow.actions.acts.revise_plan import keep_revision, propose_revision

    now = instant(at)
    bureau, home = office.bureau(now), office.settings().home
    found = _compared(draft, plan, whole, bureau, now)
    _check_seen(found, take, seen, bureau)
    proposal = propose_revision(home, found, _chosen(found, take), found.marks, now)
    for line in lines_of(bureau, proposal, now):
        say(line)
    if not dry_run:
        keep_revision(home, bureau, by, now, found, proposal, why, done=drop)
    return say("没有保存。" if dry_run else f"已写入方案 {found.plan.id}；从下一期起生效，已经开始的各期不变。")


def record(found: Revision) -> Record:
    """A comparison for programs."""
    return {
        "draft": found.draft,
        "plan": found.plan.id,
        "scope": str(found.scope),
        "seen": found.seen,
        "known": found.known,
        "mark": found.mark,
        "differences": [one.record() for one in found.differences],
    }


def show(differences: Iterable[Difference], *, against: str = "方案") -> None:
    """Each on a line, by its number; those of the one line that the office words itself are only counted."""
    from yudu_flow.wording.revisions import SAME, WAYS

    listed = [*enumerate(differences, 1)]
    wording = sum(one.wording for _, one in listed)
    rows = [
        {**one.record(), "at": at, "take": _mark(one), "way": WAYS[one.way]} for at, one in listed if not one.wording
    ]
    columns = [*COLUMNS, ("old", against), ("new", "文件")]
    print_table("", columns, rows, f"{SAME}。" if wording else "没有不同。")
    if wording:
        say(f"另有{wording}处只是一句话说明的写法不同，照原来的。")


def _mark(one: Difference) -> str:
    """Why it is not taken over unasked; empty where it is."""
    return "" if one.proposed else "核对" if one.doubtful else "保留原样"


def _compared(draft: str, plan: str, whole: bool | None, bureau: Bureau, now: datetime) -> Revision:
    from yudu_flow.actions.acts.revise_plan import compared
    from yudu_flow.actions.bureau import local_day

    return compared(office.settings().home, bureau.roster, local_day(now), draft, plan, _scope(whole))


def _scope(whole: bool | None) -> Scope | None:
    from yudu_flow.content.plan.difference import Scope

    return None if whole is None else Scope.WHOLE if whole else Scope.SUPPLEMENT


def _check_seen(found: Revision, take: str, seen: str, bureau: Bureau) -> None:
    """Numbers are those of one comparison: where plan or draft has changed since, they are of something else."""
    from yudu_flow.actions.acts.revise_plan import ELSEWHERE
    from yudu_flow.actions.acts.whose_edit import standing
    from yudu_flow.content.plan.edit import file_of
    from yudu_flow.domain.errors import Conflict

    if take not in ("", "all") and not seen:
        raise typer.BadParameter("按序号写入，请写 plan compare 列出的比较编号", param_hint="--seen")
    if seen and seen != found.mark:
        home = office.settings().home
        raise Conflict(f"{ELSEWHERE}。方案{standing(bureau, home / file_of(home, found.plan.id))}")


def _chosen(found: Revision, take: str) -> list[str]:
    """The keys of those numbers. Raises BadParameter for one that the comparison does not have."""
    if not take:
        return found.proposed
    if take == "all":
        return [one.key for one in found.differences]
    places = take.replace("，", ",").split(",")
    known = {str(at): one.key for at, one in enumerate(found.differences, 1)}
    if unknown := [place for place in places if place.strip() not in known]:
        raise typer.BadParameter(f"比较里没有第{'、'.join(unknown)}处", param_hint="--take")
    return [known[place.strip()] for place in places]
