"""A report comes in: filed with its sealed page, without it, or the page after it; by the unit, or on paper.

Source: notice 三（三）"将贯彻落实情况加盖单位公章报局办公室汇总（含…困难问题、改进建议等）"; 2-semantics "Filing".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from sqlalchemy import Connection

from yudu_flow.actions.acts.act import Act, Keep, Scene
from yudu_flow.actions.acts.draft_report import with_papers
from yudu_flow.actions.acts.settled import waived
from yudu_flow.actions.acts.verb import PAGES, Api, Asked, Command, verb
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.letters import spell_instant
from yudu_flow.actions.look import Sight
from yudu_flow.actions.paces import asked, asked_by, figures_before
from yudu_flow.actions.reporters import reporter_on
from yudu_flow.domain.amount import Amount, halves, whole
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.duties.registry import WRITTEN
from yudu_flow.domain.errors import BadRequest, NotAllowed, Refusal
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.obligation import Round, State
from yudu_flow.domain.period import Period
from yudu_flow.domain.plan import Assignment
from yudu_flow.domain.progress import oddity
from yudu_flow.storage import drafts, submissions
from yudu_flow.storage.attachments import Store
from yudu_flow.storage.new_rows import NewFigure, NewReport
from yudu_flow.storage.rows import Owed, SubmissionRow
from yudu_flow.wording.contents import SECTIONS


@dataclass(frozen=True)
class Report:
    """What a report says. `nothing_new` is the line of reason for 本月无新进展; `figures` are target → value.

    `parts` is the progress of each assignment under its id, of which `progress` is the whole; `sections` what else it
    is to say, by the names in `wording/contents.py`.
    """

    progress: str = ""
    nothing_new: str = ""
    figures: Mapping[str, Amount] = field(default_factory=dict)
    files: Sequence[Path] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)

    @property
    def silent(self) -> bool:
        """Whether it says nothing at all."""
        return not (self.progress.strip() or self.nothing_new.strip())


def _not_to_file(sight: Sight, _at: datetime) -> Refusal | None:
    if refusal := waived(sight):
        return refusal
    if sight.state.complete:
        return NotAllowed(f"{sight.owed.owner}本期已经报送；如需更正，请先由办公室退回")
    return None


def _no_page_awaited(sight: Sight, _at: datetime) -> bool:
    return sight.state.unsealed_at is None


@verb(
    "file",
    "报送",
    Doers.OWNERS,
    "报送本单位的月报；纸质的由办公室代为登记。",
    called="报告",
    done="已报送",
    kinds=WRITTEN,
    refuses=_not_to_file,
    offered=_no_page_awaited,
    form="report",
    api=Api("file", "Filing"),
)
def file_report(
    scene: Scene,
    report: Report | None = None,
    *,
    sealed: bool = True,
    page_stands: bool = False,
    store: Store | None = None,
) -> Act:
    """File a report; where the plan asks for no seal, the form is all of it. Its files are put into `store`.

    `page_stands`: the sealed page of what was returned stands for this text too.
    """
    filed = report or Report()
    if page_stands and not has_page_in_hand(scene.sight.state):
        raise BadRequest("没有退回前交过的盖章页可以沿用，请上传盖章页")
    detail = {"page_stands": True} if page_stands else {}
    return _filing(scene, filed, detail, with_papers(scene, filed.files, store), sealed=sealed)


Received = Annotated[datetime, Asked("实际收到的时间", "请填写收到纸质材料的时间")]
Why = Annotated[str, Asked("为什么代为登记", "代为登记纸质材料，请写明原因")]


@verb(
    "register",
    "代为登记纸质报告",
    Doers.OTHERS,
    "送来的盖章纸质报告，按实际收到的时间计；办公室自己的由分管领导登记。",
    called="纸质材料登记",
    done="已登记纸质报告",
    kinds=WRITTEN,
    refuses=_not_to_file,
    offered=_no_page_awaited,
    api=Api("register", "PaperReport"),
    command=Command("file", when="received"),
)
def register_report(
    scene: Scene,
    received: Received,
    reason: Why,
    brought: Annotated[str, Asked("由谁送来", "请写明由谁送来", longest=200, must=PAGES)] = "",
    report: Report | None = None,
    papers: Keep | None = None,
    *,
    sealed: bool = True,
) -> Act:
    """File a report that came on paper at `received`; `brought` is who handed it in, `reason` why so.

    `papers` keeps what came with it; files of the unit's own draft stay in it.
    """
    _check_receipt(scene.sight, received, scene.at)
    filed = report or Report(progress=f"详见{spell_instant(received)}收到的纸质报告")
    detail = ({"brought": brought} if brought else {}) | {"reason": reason}
    return _filing(scene, filed, detail, papers, sealed=sealed, received=received)


def _no_page_to_seal(sight: Sight, _at: datetime) -> Refusal | None:
    if refusal := waived(sight):
        return refusal
    if not sight.state.unsealed_at:
        return NotAllowed(f"{sight.owed.owner}没有待补盖章页的报告")
    return None


@verb(
    "seal",
    "补盖章页",
    Doers.OWNERS,
    "已报待补章的报告，盖章页到了。",
    called="盖章页",
    done="已提交盖章页",
    kinds=WRITTEN,
    refuses=_no_page_to_seal,
    api=Api("seal", "Seal"),
)
def seal_report(scene: Scene, files: Sequence[Path] = (), store: Store | None = None) -> Act:
    """The sealed page of a report that was filed without it."""
    return Act(Fact(FactKind.SEALED, scene.at), {}, "receipt-sealed", keep=with_papers(scene, files, store))


@verb(
    "register_page",
    "代为登记盖章页",
    Doers.OTHERS,
    "已报待补章的报告，纸质盖章页送到了；办公室自己的由分管领导登记。",
    called="纸质材料登记",
    done="已登记盖章页",
    kinds=WRITTEN,
    refuses=_no_page_to_seal,
    form="seal",
    api=Api("register-page", "PaperPage"),
    command=Command("seal", when="received"),
)
def register_page(scene: Scene, received: Received, reason: Why, papers: Keep | None = None) -> Act:
    """The sealed page of a report that was filed without it came on paper at `received`; `papers` as above."""
    _check_receipt(scene.sight, received, scene.at)
    return Act(Fact(FactKind.SEALED, scene.at, received=received), {"reason": reason}, "receipt-sealed", keep=papers)


def _filing(
    scene: Scene,
    filed: Report,
    detail: dict[str, Any],
    papers: Keep | None,
    *,
    sealed: bool,
    received: datetime | None = None,
) -> Act:
    """What a report says takes the place of what was drafted; with what came with it."""
    key, whole = scene.bureau.key, sealed or not scene.sight.owed.sealed

    def keep(db: Connection, sight: Sight, event_id: int) -> None:
        submissions.put(db, key, sight.owed.id, event_id, _words(filed), _figures(scene.bureau, sight, filed))
        drafts.drop(db, key, sight.owed.id)
        if papers:
            papers(db, sight, event_id)

    fact = Fact(FactKind.FILED if whole else FactKind.FILED_UNSEALED, scene.at, received=received)
    answer = "receipt" if whole else "receipt-unsealed"
    again = not _is_filed_already(scene, filed)
    return Act(fact, _questioned(scene, filed) | detail, answer, keep=keep, again=again)


def _is_filed_already(scene: Scene, report: Report) -> bool:
    """Whether the last filing says the very same: a report that is not complete yet may be filed anew."""
    db, key, owed = scene.db, scene.bureau.key, scene.sight.owed
    rows = submissions.of(db, key, owed.id)
    figures = {row.target: row.value for row in submissions.readings(db, key, owed.id)}
    # Files that come along are new, under the same words too.
    same = bool(rows) and says_the_same(rows[-1], report)
    return same and figures == {name: whole(value) for name, value in report.figures.items()} and not report.files


def says_the_same(filed: SubmissionRow, report: Report) -> bool:
    """Whether those are its words, figures aside."""
    return all(getattr(filed, name) == words for name, words in _words(report).columns.items())


def has_page_in_hand(state: State) -> bool:
    """Whether a sealed page came with what was returned: the unit may say that it stands for the new text too."""
    return state.paged and state.kept is not None


def _check_receipt(sight: Sight, received: datetime, at: datetime) -> None:
    """A paper counts from when it was received, which only the office's word says."""
    if received > at:
        raise BadRequest("纸质材料的收到时间不能晚于登记时间")
    if received < sight.owed.opened_at or _before_return(sight.state, received):
        raise BadRequest("纸质材料的收到时间早于本期开始或退回的时间，请核对")


def _before_return(state: State, received: datetime) -> bool:
    return state.round_kind is Round.RETURNED and state.round_began is not None and received < state.round_began


def _questioned(scene: Scene, report: Report) -> dict[str, Any]:
    """What the office should look at: no text, the same text as last time without a reason, a figure that is odd."""
    found = [*_text_doubted(scene, report), *_figures_doubted(scene, report)]
    return {"questions": found} if found else {}


def _text_doubted(scene: Scene, report: Report) -> list[str]:
    if report.silent:
        return ["empty"]
    _, before = submissions.latest(scene.db, scene.bureau.key, scene.sight.owed) or ("", None)
    same = before is not None and before.progress.strip() == report.progress.strip()
    return ["alike"] if same and not report.nothing_new.strip() else []


def _figures_doubted(scene: Scene, report: Report) -> list[str]:
    if not report.figures:
        return []
    owed, factor = scene.sight.owed, scene.bureau.rules.jump_factor
    before = figures_before(scene.bureau, scene.db, owed)
    given = [(target, report.figures.get(target.name)) for target in asked(scene.bureau, owed)]
    odd = (oddity(one, value, before.get(one.name), factor) for one, value in given if value is not None)
    return [*dict.fromkeys(str(found) for found in odd if found)]


def _words(report: Report) -> NewReport:
    sections = {name: report.sections.get(name, "") for name in SECTIONS}
    return NewReport(report.progress, report.nothing_new, dict(report.parts), sections)


def _figures(bureau: Bureau, sight: Sight, report: Report) -> list[NewFigure]:
    """The figures by assignment. Raises BadRequest for what is none of the unit's targets, and half of a person."""
    owed, period = sight.owed, Period.parse(sight.owed.period)
    mine = bureau.assignments(owed.plan, owed.assignments)
    known = {target.name: (one.id, target.unit) for one, target in asked_by(bureau, owed)}
    found = []
    for name, value in report.figures.items():
        if name not in known:
            why = _why_not_asked(bureau, name, owed, mine, period)
            raise BadRequest(f"“{name}”{why}；可填的指标：{'、'.join(known) or '无'}")
        assignment, unit = known[name]
        if halves(value, unit):
            raise BadRequest(f"“{name}”请填整数，单位是{unit}")
        found.append(NewFigure(assignment, name, whole(value)))
    return found


def _why_not_asked(bureau: Bureau, name: str, owed: Owed, mine: Sequence[Assignment], period: Period) -> str:
    found = next(((one, target) for one in mine for target in one.targets if target.name == name), None)
    if found is None:
        return f"不是{owed.owner}的指标"
    one, target = found
    if not target.runs_in(period):
        return f"到{target.by}已满，不再填报"
    return f"由{reporter_on(bureau, owed.plan, one, target, day=local_day(owed.opened_at))}填报"
