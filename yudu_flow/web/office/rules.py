"""The office's rules in their page: decisions, reminders and slips, each a form with what it changes."""

import re
from collections.abc import Mapping
from typing import Annotated

from fastapi import Path
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.adopt_rules import adopt_rules
from yudu_flow.actions.acts.edit_contents import LADDER, RULES, TAKEN, ContentForm
from yudu_flow.actions.acts.edit_file import Proposal
from yudu_flow.actions.acts.tried_beside import as_it_stands
from yudu_flow.content.entries import row_in
from yudu_flow.content.rules.outline import FILE, SECTIONS, block_words, shown_of
from yudu_flow.domain.duties.registry import blocks
from yudu_flow.domain.errors import BadRequest
from yudu_flow.simulation.rehearsal import beginning
from yudu_flow.web.doors.access import OfOffice, Visitor
from yudu_flow.web.doors.hall import Hall, hall_of
from yudu_flow.web.parts.entry_form import answered, refresh, shown, words_in
from yudu_flow.web.parts.pages import go
from yudu_flow.web.parts.posted import Posted, text
from yudu_flow.web.parts.room import Room

router = Room()
PLACE = "/office/rules"
PAGE, LADDER_PAGE = "office/rules.html", "office/ladder.html"
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
Block = Annotated[str, Path(pattern=f"^{NAME.pattern}$")]
KEPT = "已写入规则；从下一期起生效，已经开始的各期期限不变"
OUTDATED = "试过的规则已经不在了，请重新粘贴，比较后再采用"


@router.get(PLACE)
def rules_page(request: Request, visitor: OfOffice) -> Response:
    """All decisions as a form, and the ladders by name."""
    found = RULES.read(hall_of(request).settings.home)
    return shown(request, PAGE, found.row, found.seen, **_frame(hall_of(request)))


@router.post(PLACE)
def rules_posted(request: Request, visitor: OfOffice, form: Posted) -> Response:
    """Add, take out; look what it changes; keep what was looked at."""
    return _posted(request, visitor, form, RULES, "", PAGE, _frame(hall_of(request)))


@router.post(f"{PLACE}/adopt")
def adopted(request: Request, visitor: OfOffice, form: Posted) -> Response:
    """Rules that were tried in the rehearsal, as they were tried."""
    hall = hall_of(request)
    home, bureau, now = hall.settings.home, hall.bureau(), hall.now()
    # Before the rehearsal is looked up, which goes by the files as they are: a change in between is refused.
    seen, _ = as_it_stands(home, FILE)
    tried = hall.rehearsals.played(beginning(hall.settings, bureau, now), text(form, "tried"))
    if tried is None or tried.rules is None or tried.errors or tried.problem:
        raise BadRequest(OUTDATED)
    adopt_rules(home, bureau, visitor.by, now, tried.rules, seen)
    return go(request, PLACE, KEPT + refresh(request))


@router.post(f"{PLACE}/new")
def new_ladder(request: Request, visitor: OfOffice, form: Posted) -> Response:
    """On to the form of a ladder of the office's own, which a duty may name."""
    name, like = text(form, "name"), text(form, "like")
    if not NAME.fullmatch(name) or name in TAKEN:
        raise BadRequest("名称请用小写字母、数字和“-”，如 report-urgent", needs=("name",))
    if name in (*blocks(), *hall_of(request).bureau().rules.ladders):
        raise BadRequest(f"“{name}”已经有了，请换一个名称", needs=("name",))
    if like not in blocks():
        raise BadRequest("请选择照哪一段", needs=("like",))
    return go(request, f"{PLACE}/{name}?like={like}")


@router.get(f"{PLACE}/{{block}}")
def ladder_page(request: Request, visitor: OfOffice, block: Block, like: str = "") -> Response:
    """A ladder as a form; a new name begins `like` a known one."""
    found = LADDER.read(hall_of(request).settings.home, block, like)
    return shown(request, LADDER_PAGE, found.row, found.seen, **_ladder_frame(block))


@router.post(f"{PLACE}/{{block}}")
def ladder_posted(request: Request, visitor: OfOffice, form: Posted, block: Block) -> Response:
    return _posted(request, visitor, form, LADDER, block, LADDER_PAGE, _ladder_frame(block))


def _posted(
    request: Request,
    visitor: Visitor,
    form: FormData,
    of: ContentForm,
    name: str,
    template: str,
    frame: Mapping[str, object],
) -> Response:
    hall, seen = hall_of(request), text(form, "seen")
    home, now, row = hall.settings.home, hall.now(), row_in(of.outline, words_in(form))

    def keep(proposal: Proposal) -> Response:
        of.keep(hall.bureau(), visitor.by, now, proposal, name)
        return go(request, PLACE, KEPT + refresh(request) if proposal.new else "没有改动")

    return answered(request, form, template, row, frame, lambda new: of.propose(home, name, new, seen, now), keep)


def _frame(hall: Hall) -> dict[str, object]:
    names = dict.fromkeys([*blocks(), *hall.bureau().rules.ladders])
    return {
        "here": PLACE,
        "sections": SECTIONS,
        "shown_of": shown_of,
        "ladders": {name: block_words(name) for name in names},
        "known": {name: block_words(name) for name in blocks()},
    }


def _ladder_frame(block: str) -> dict[str, object]:
    kind, _ = blocks().get(block, (None, None))
    has = [one for one in LADDER.outline.lists if kind is None or getattr(kind.marks, one.name)]
    return {"here": f"{PLACE}/{block}", "word": block_words(block), "shown_of": shown_of, "has": has}
