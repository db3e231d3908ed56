"""Documents in: `import` reads a red-header document as a plan."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yudu_flow.cli import office
from yudu_flow.cli.office import settings
from yudu_flow.cli.options import AsJson, At, By, instant
from yudu_flow.cli.output import as_json as as_json_text
from yudu_flow.cli.output import print_table, say
from yudu_flow.cli.revisions import show
from yudu_flow.domain.errors import BadRequest, NotFound
from yudu_flow.domain.names import name_key
from yudu_flow.wording.record import Record

if TYPE_CHECKING:
    from yudu_flow.actions.acts.revise_plan import InForce
    from yudu_flow.content.plan.difference import Difference
    from yudu_flow.documents.draft import Draft, DraftAssignment, DraftDuty
    from yudu_flow.domain.roster import Roster

File = Annotated[
    Path,
    typer.Argument(
        help="文件：.docx、.pdf、.xlsx、.csv、.txt；.doc、.wps、.rtf 要装有 LibreOffice", exists=True, dir_okay=False
    ),
]
Home = Annotated[Path | None, typer.Option("--home", help="按哪个文件夹的名册核对名称；不写为当前的")]


As = Annotated[
    list[str] | None,
    typer.Option("--as", help="名册里没有的名称是谁，写成 文件里的名称=名册里的名称；可以写几次，各处一并照改"),
]
CHOICE = (
    "是名册里的谁，加 --as 名称=名册里的名称；是新的，先登记：yudu-flow units add、people new、groups add；"
    "以后都要认得的，记为其他叫法：yudu-flow units change --aliases。"
)
Save = Annotated[
    bool, typer.Option("--save", help="存成方案草稿：workflows/drafts/ 下的一个文件，核对后再启用；要写 --by")
]
Saver = Annotated[str, typer.Option("--by", help="经办人，局办公室的人")]
PATIENCE = 180.0
"""Seconds of the processor that reading takes at most; a plan takes one, the longest text that is read twenty."""
NOT_THERE = "草稿只存进当前的文件夹；要存到别处，请用 YUDU_FLOW_HOME 写明那个文件夹，不写 --home"


def import_(
    file: File,
    as_json: AsJson = False,
    save: Save = False,
    home: Home = None,
    meant: As = None,
    by: Saver = "",
    at: At = None,
) -> None:
    """读文件：从红头文件里读出分工、事项和指标，名称逐个与名册核对。"""
    from yudu_flow.actions.bureau import local_day
    from yudu_flow.documents.apart import within
    from yudu_flow.documents.as_json import as_json as json_of
    from yudu_flow.documents.opening import read_file
    from yudu_flow.documents.reading import read_paper

    if save and home and home.resolve() != settings().home.resolve():
        raise typer.BadParameter(NOT_THERE, param_hint="--home")
    roster = _roster(home) if home else _roster_here()
    now = instant(at)
    today = local_day(now)
    with within(PATIENCE):
        paper = read_file(file.read_bytes(), file.name)
        read = read_paper(paper, roster, asked=home is not None, today=today)
    draft = _as_meant(read, meant or [], roster, today)
    revised = _revised(draft, home or settings().home, roster, today)
    if as_json:
        say(as_json_text({**json_of(draft), "revises": [_told(*one) for one in revised]}))
    else:
        _show(draft)
        for of, differences in revised:
            say(f"\n{of.sort}《{of.title}》（{of.id}）的标题或文号与它相同，不同的地方：")
            show(differences, against=of.sort)
    if save and not draft.assignments:
        raise BadRequest(draft.caution or "没有读出责任分工，没有存草稿；请看文件里是不是写了责任单位")
    if save and _unchanged(draft, settings().home, roster, today):
        return say("与执行中的方案没有不同，没有存草稿。", err=True)
    if save:
        _save(draft, by, now, revises=any(not of.draft for of, _ in revised))
    return None


def _as_meant(draft: "Draft", said: list[str], roster: "Roster | None", today: date) -> "Draft":
    """With the names that were chosen for those that the roster does not have."""
    from yudu_flow.documents.asking import ask
    from yudu_flow.documents.editing import Meant, all_questions, as_meant, asked_anew, named_in

    if not said:
        return draft
    meant = {}
    for one in said:
        name, _, other = (part.strip() for part in one.partition("="))
        if roster is None or not ask(other, roster, today).known:
            raise typer.BadParameter(f"名册里没有“{other}”；写成 文件里的名称=名册里的名称", param_hint="--as")
        if name_key(name) not in {name_key(known) for known in named_in(draft)}:
            raise typer.BadParameter(f"文件里没有读出“{name}”", param_hint="--as")
        meant[name] = Meant(other, ask(other, roster, today).sort)
    chosen = asked_anew(as_meant(draft, meant), roster, today)
    return replace(chosen, questions=all_questions(chosen))


def _revised(
    draft: "Draft", home: Path, roster: "Roster | None", today: date
) -> "list[tuple[InForce, tuple[Difference, ...]]]":
    """The plans in force and the drafts that it is of, with what it would change of each."""
    from yudu_flow.actions.acts.revise_plan import differences, drafts_like, likely

    if not (home / "workflows").is_dir():
        return []
    found = [*likely(home, today, draft), *drafts_like(home, draft)]
    return [(one, differences(draft, one.row, roster)) for one in found]


def _unchanged(draft: "Draft", home: Path, roster: "Roster | None", today: date) -> bool:
    from yudu_flow.actions.acts.revise_plan import unchanged

    return (home / "workflows").is_dir() and unchanged(home, today, draft, roster) is not None


def _told(of: "InForce", differences: "tuple[Difference, ...]") -> Record:
    said = {"id": of.id, "number": of.number, "title": of.title, "draft": of.draft}
    return {**said, "differences": [one.record() for one in differences]}


def _save(draft: "Draft", by: str, now: datetime, *, revises: bool) -> None:
    from yudu_flow.actions.acts.draft_plans import keep_draft
    from yudu_flow.actions.acts.revise_plan import started
    from yudu_flow.actions.bureau import local_day
    from yudu_flow.documents.drafts import shown

    home, bureau = settings().home, office.bureau(now)
    if plan := started(home, bureau, local_day(now), draft):
        return say(f"这份文件已经启用为方案 {plan.id}，没有存草稿。", err=True)
    id, new = keep_draft(home, bureau, by, now, draft)
    path = home / shown(id)
    if not new:
        return say(f"草稿已经在 {path}，没有变化。", err=True)
    advice = f"要改执行中的方案的，运行 yudu-flow plan take-over {id} --by 经办人。" if revises else ""
    return say(f"草稿已存到 {path}；核对后运行 yudu-flow start {id} --by 经办人 启用。{advice}", err=True)


def start(
    draft: Annotated[str, typer.Argument(help="草稿的编号，如 gong-zuo-fang-an-2026")], by: By, at: At = None
) -> None:
    """启用方案草稿：检查没有错误，才移到 workflows/ 里生效。"""
    from yudu_flow.actions.acts.draft_plans import spell_gone, start_draft
    from yudu_flow.documents.drafts import GoneDraft

    now, home = instant(at), settings().home
    bureau = office.bureau(now)
    try:
        target = start_draft(home, bureau, by, now, draft)
    except GoneDraft as gone:
        raise NotFound(spell_gone(bureau, home, gone.id)) from gone
    say(f"方案已启用：{target}。运行 yudu-flow simulate 看一看今后要发哪些消息。")


def _roster_here() -> "Roster | None":
    home = settings().home
    return _roster(home) if (home / "config" / "roster.yaml").is_file() else None


def _roster(home: Path) -> "Roster":
    from yudu_flow.content.findings import BrokenContent
    from yudu_flow.content.read_source import read_source
    from yudu_flow.content.roster.reading import roster_in

    source = read_source(home / "config" / "roster.yaml", "config/roster.yaml")
    roster = roster_in(source)
    if roster is None:
        raise BrokenContent(source.findings)
    return roster


def _show(draft: "Draft") -> None:
    say(f"{draft.number} {draft.title} {draft.dated or ''}".strip())
    columns = [("measure", "措施"), ("title", "标题"), ("leaders", "责任领导"), ("units", "责任单位（人）")]
    columns += [("co_units", "配合"), ("due", "时限"), ("look", "")]
    print_table("\n分工", columns, [_row(one) for one in draft.assignments], "没有读出分工。")
    duties = [_duty(one) for one in draft.duties]
    print_table("\n事项", [("what", "事项"), ("when", "多久一次"), ("who", "谁")], duties, "没有读出定期要办的事。")
    targets = [
        {"measure": t.measure or "总体", "name": t.name, "value": t.as_written, "look": "核对" if t.doubt else ""}
        for t in draft.targets
    ]
    columns = [("measure", "措施"), ("name", "指标"), ("value", "目标值"), ("look", "")]
    print_table("\n指标", columns, targets, "没有读出指标。")
    for question in draft.questions:
        say(f"请核对：{question}")
    if draft.unknown:
        names = [{"name": one.name, "nearest": list(one.nearest)} for one in draft.unknown]
        print_table("\n名册里没有的名称", [("name", "名称"), ("nearest", "名册里最像的")], names, "")
        say(CHOICE)
    unsure = sum(not one.sure for one in draft.assignments)
    say(f"分工{len(draft.assignments)}项，其中{unsure}项要核对；名册里没有的名称{len(draft.unknown)}个。")


def _row(one: "DraftAssignment") -> Record:
    bearers = [*one.units, *one.groups, *one.people]
    return {
        **{"measure": one.measure, "title": one.title, "leaders": list(one.leaders), "units": bearers},
        **{"co_units": list(one.co_units), "due": one.due or "", "look": "" if one.sure else "核对"},
    }


def _duty(one: "DraftDuty") -> Record:
    from yudu_flow.domain.cycle import Cycle
    from yudu_flow.domain.duties.registry import KINDS
    from yudu_flow.wording.periods import EVERY

    when = f"{EVERY[Cycle(one.every)]}{one.day or ''}{'日' if isinstance(one.day, int) else ''}"
    who = f"{one.owner}，{one.firms}家企业" if one.firms else f"报{one.to}{'，盖章' if one.sealed else ''}"
    return {"what": KINDS[one.kind].words.name, "when": when, "who": who}
