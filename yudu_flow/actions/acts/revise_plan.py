"""A draft that revises a plan in force (修订稿、补充通知): compared with it, and taken over difference by difference.

What is taken over is a change of the plan like any other made in its page: tried, shown with what it changes, kept with
the file's comments, audited, from the next periods on.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from yudu_flow.actions.acts.draft_plans import DOCUMENT, drop_draft
from yudu_flow.actions.acts.edit_contents import PLAN
from yudu_flow.actions.acts.edit_file import Proposal
from yudu_flow.actions.acts.tried_beside import BrokenFiles
from yudu_flow.actions.acts.whose_edit import ChangedMeanwhile
from yudu_flow.actions.acts.write_back import digest
from yudu_flow.actions.bureau import Bureau
from yudu_flow.content.entries import Row, row_of
from yudu_flow.content.findings import BrokenContent
from yudu_flow.content.plan.comparison import compare
from yudu_flow.content.plan.difference import Difference, Scope, Way
from yudu_flow.content.plan.edit import file_of
from yudu_flow.content.plan.names import speller
from yudu_flow.content.plan.outline import WHOLE
from yudu_flow.content.plan.reading import plan_sources
from yudu_flow.content.plan.taking_over import taken_over
from yudu_flow.documents import drafts
from yudu_flow.documents.as_plan import as_plan, doubted, kept_as_plan
from yudu_flow.documents.draft import Draft
from yudu_flow.documents.revisions import revises, scope_of
from yudu_flow.domain.errors import BadRequest, NotFound
from yudu_flow.domain.roster import Roster
from yudu_flow.storage import audit

ELSEWHERE = "方案或草稿刚刚被别人改过，没有写入；请看过重新比较的，再选一遍"
LONGEST_TITLE = 60
DUTIES = "duties."
"""How the keys of what becomes of a plan's duties begin."""
NOTHING = "没有选中任何一处；请选要写入方案的"
WHICH = "没有标题或文号相同的方案，请写明与哪个方案比较"
SEVERAL = "标题或文号相同的方案有几个，请写明与哪个比较：{}"


@dataclass(frozen=True, slots=True)
class InForce:
    """A plan's file that has not ended, or a draft, as it is called."""

    id: str
    number: str
    title: str
    row: Row
    draft: bool = False

    @property
    def sort(self) -> str:
        return "草稿" if self.draft else "执行中的方案"

    @property
    def name(self) -> tuple[str, str]:
        return self.number, self.title


@dataclass(frozen=True, slots=True)
class Revision:
    """A draft beside a plan. `seen` and `known` are the marks of the plan's and the draft's text, `row` is the plan."""

    draft: str
    title: str
    plan: InForce
    scope: Scope
    differences: tuple[Difference, ...]
    seen: str
    known: str
    row: Row

    @property
    def marks(self) -> tuple[str, str]:
        return self.seen, self.known

    @property
    def mark(self) -> str:
        """Names this very comparison, for whoever chooses by its numbers."""
        return digest("\n".join((*self.marks, self.scope)).encode())[:8]

    @property
    def proposed(self) -> list[str]:
        """The keys of what is taken over where nobody chooses."""
        return [one.key for one in self.differences if one.proposed]


def in_force(home: Path, today: date) -> list[InForce]:
    """The plans of the folder that have not ended by today."""
    return [*_in_force(home, today)]


def likely(home: Path, today: date, draft: Draft | drafts.Kept) -> list[InForce]:
    """The plans in force that a draft revises, by its number, its title and its words."""
    return [one for one in in_force(home, today) if _is_of(draft, one)]


def drafts_like(home: Path, draft: Draft, but: str = "") -> list[InForce]:
    """Other drafts of the same plan; not those that are no YAML since somebody edited them."""
    found = []
    for one in drafts.listed(home):
        if one.id != but and revises((draft.number, draft.title), (_number(one), one.title)):
            with suppress(BrokenContent):
                found.append(InForce(one.id, _number(one), one.title, kept_as_plan(one), draft=True))
    return found


def differences(document: Draft, plan: Row, roster: Roster | None) -> tuple[Difference, ...]:
    """What a document that was just read would change, by what its title says that it is."""
    found = compare(plan, as_plan(document), scope_of(document.title), speller(roster))
    return _looked_at(found, doubted(document))


def unchanged(home: Path, today: date, document: Draft, roster: Roster | None) -> InForce | None:
    """The plan in force that a document says once more: all that it has besides is the report that a draft without
    one was given.
    """
    silent = all(one.assignment is not None for one in document.duties)
    for plan in likely(home, today, document):
        found = differences(document, plan.row, roster)
        if all(silent and one.way is Way.GONE and one.key.startswith(DUTIES) for one in found):
            return plan
    return None


def started(home: Path, bureau: Bureau, today: date, document: Draft) -> InForce | None:
    """The plan in force that was started from that very document, whatever the office has made of it since."""
    with bureau.reading() as db:
        row = audit.noting(db, bureau.key, DOCUMENT, digest(document.text.encode()))
    draft = str(json.loads(row.detail).get("draft", "")) if row else ""
    ids = draft, draft.rpartition("-")[0]  # of several of one title each but the first has its number behind
    return next((one for one in in_force(home, today) if one.id in ids), None)


def compared(home: Path, roster: Roster, today: date, id: str, plan: str = "", scope: Scope | None = None) -> Revision:
    """A draft with the plan that is named, else the one that it revises; `scope` by its title where nobody says.

    Raises NotFound, BadRequest where it is not clear which plan is meant, BrokenFiles where the draft is no YAML.
    """
    kept = drafts.kept(home, id)
    found = _plan(home, today, kept, plan)
    sheet, text = PLAN.read(home, found.id), kept.file.read_bytes()
    try:
        document = kept_as_plan(kept)
    except BrokenContent as broken:
        raise BrokenFiles(broken) from broken
    said = scope or scope_of(kept.title)
    doubts = doubted(kept.draft) if kept.draft and not kept.by_hand else set()
    told = _looked_at(compare(sheet.row, document, said, speller(roster)), doubts)
    return Revision(id, kept.title, found, said, told, sheet.seen, digest(text), sheet.row)


def propose_revision(
    home: Path, revision: Revision, keys: Collection[str], marks: tuple[str, str], now: datetime
) -> Proposal:
    """What the plan becomes with the differences of these `keys`; `marks` are those of both where they were chosen.

    Raises Conflict where plan or draft is another by now, BadRequest where nothing was chosen.
    """
    if marks != revision.marks:
        changed = drafts.shown(revision.draft) if marks[0] == revision.seen else file_of(home, revision.plan.id)
        raise ChangedMeanwhile(ELSEWHERE, changed)
    chosen = [one for one in revision.differences if one.key in keys]
    if not chosen:
        raise BadRequest(NOTHING, needs=("take",))
    return PLAN.propose(home, revision.plan.id, taken_over(revision.row, chosen), revision.seen, now)


def keep_revision(
    home: Path, bureau: Bureau, by: str, now: datetime, revision: Revision, proposal: Proposal, why: str, *, done: bool
) -> None:
    """Write it into the plan; the draft is thrown away where it is `done` with.

    Raises NotYours, BrokenFiles, Conflict, BadRequest.
    """
    source = f"按《{revision.title[:LONGEST_TITLE]}》" if revision.title else ""
    PLAN.keep(bureau, by, now, proposal, why="；".join(filter(None, (source, why))))
    if done:
        with suppress(NotFound):  # somebody else has done so: the plan is written all the same
            drop_draft(home, bureau, by, now, revision.draft)


def _looked_at(found: Iterable[Difference], doubts: set[str]) -> tuple[Difference, ...]:
    """What nobody has looked at is not proposed."""
    return tuple(
        replace(one, doubtful=True, proposed=False) if doubts.intersection(one.source) else one for one in found
    )


def _in_force(home: Path, today: date) -> Iterator[InForce]:
    for source in plan_sources(home / "workflows", "workflows"):
        said = source.data if isinstance(source.data, dict) else {}
        ended = said.get("ended")
        until = str(ended.get("from") or "") if isinstance(ended, dict) else ""
        if said.get("id") and not (until and until <= today.isoformat()):
            id, number, title = (str(said.get(name) or "") for name in ("id", "number", "title"))
            yield InForce(id, number, title, row_of(WHOLE, said))


def _is_of(draft: Draft | drafts.Kept, plan: InForce) -> bool:
    if isinstance(draft, Draft):
        return revises((draft.number, draft.title), plan.name, draft.text)
    return revises((_number(draft), draft.title), plan.name, draft.draft.text if draft.draft else "")


def _number(kept: drafts.Kept) -> str:
    return kept.draft.number if kept.draft else ""


def _plan(home: Path, today: date, kept: drafts.Kept, named: str) -> InForce:
    if named:
        found = next((one for one in in_force(home, today) if one.id == named), None)
        if found is None:
            raise NotFound(f"没有执行中的方案“{named}”")
        return found
    fits = likely(home, today, kept)
    if not fits:
        raise BadRequest(WHICH, needs=("plan",))
    if len(fits) > 1:
        raise BadRequest(SEVERAL.format("、".join(one.id for one in fits)), needs=("plan",))
    return fits[0]
