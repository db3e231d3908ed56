"""A file's entries as a form: moved, added and taken out by its buttons, shown with what it changes, and kept.

Every answer of the form holds all that was typed; what was looked at is named by its mark, and only that is kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.edit_file import Proposal
from yudu_flow.actions.acts.whose_edit import words_of
from yudu_flow.actions.views.change_effects import Effects, change_effects
from yudu_flow.content.entries import Row, changed_rows, without_blanks
from yudu_flow.domain.errors import BadRequest, Busy, Conflict, Refusal
from yudu_flow.simulation.rehearsal import Differences, beginning
from yudu_flow.web.doors.hall import Hall, hall_of
from yudu_flow.web.parts.pages import page
from yudu_flow.web.parts.posted import text
from yudu_flow.web.rehearsals import Rehearsal

LOOK, KEEP, PLAY = "look", "keep", "play"
STEPS = ("up", "down", "drop", "add")
SMALL = 60
"""Units for which the messages are played at once; more take longer than anybody waits unasked."""


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What the form changes: in words, from when, and in what goes out, where that was played."""

    proposal: Proposal
    effects: Effects | None = None
    messages: Differences | Rehearsal | None = None

    @property
    def faults(self) -> Mapping[str, str]:
        """What is wrong, by the fields of the form."""
        # Of several in one field the first is said: it explains the rest.
        return {one.name: one.message for one in reversed(self.proposal.faults)}


def words_in(form: FormData) -> dict[str, str]:
    """Every field of the form that holds words, a line's ends as one character."""
    return {name: value.replace("\r\n", "\n") for name, value in form.multi_items() if isinstance(value, str)}


def stepped(row: Row, act: str) -> tuple[Row, str] | None:
    """The rows after a button beside an entry, and where to look then; None for another button.

    `up:parts.0`, `add:duties:kind=report`.
    """
    step, _, rest = act.partition(":")
    at, _, preset = rest.partition(":")
    if step not in STEPS or not at:
        return None
    said = dict([preset.split("=", 1)]) if "=" in preset else {}
    return changed_rows(row, at, step, said), at


def looked(hall: Hall, proposal: Proposal, *, play: bool) -> LookedAt:
    """With what it changes, where nothing is wrong with it."""
    bureau, now = hall.bureau(), hall.now()
    if proposal.content is None or not proposal.new:
        return LookedAt(proposal)
    with bureau.reading() as db:
        effects = change_effects(bureau, db, proposal.content, now)
    if not (play or len(bureau.roster.units) <= SMALL):
        return LookedAt(proposal, effects)
    begin = beginning(hall.settings, bureau, now)
    return LookedAt(proposal, effects, hall.rehearsals.compared(begin, {proposal.file: proposal.text}))


def answered(
    request: Request,
    form: FormData,
    template: str,
    row: Row,
    frame: Mapping[str, object],
    propose: Callable[[Row], Proposal],
    keep: Callable[[Proposal], Response],
    more: Callable[[Proposal], Mapping[str, object]] = lambda _: {},
) -> Response:
    """What a form's button brings: the entries moved, what it all changes, or the file kept.

    `propose` makes of the rows what the file would be, `keep` writes that; `more` is shown beside what it changes.
    """
    act, seen = text(form, "do"), text(form, "seen")
    step = stepped(row, act)
    if step:
        return shown(request, template, step[0], seen, **{**frame, "at": step[1]})
    try:
        proposal = propose(without_blanks(row))
        # A draft is kept right or wrong, so nobody has to look at what it changes before.
        if wants_keeping(form, proposal) or (frame.get("draft") and act == KEEP):
            return keep(proposal)
    except (Conflict, BadRequest, Busy) as problem:
        return refused(request, template, row, form, problem, **frame)
    found = looked(hall_of(request), proposal, play=act == PLAY)
    beside: dict[str, Any] = {**frame, "seen": seen, **more(proposal), "looked": found}
    return shown(request, template, proposal.row, **beside)


def wants_keeping(form: FormData, proposal: Proposal) -> bool:
    """Whether what the form says is what was looked at, and is to be kept."""
    return text(form, "do") == KEEP and text(form, "looked") == proposal.mark and proposal.content is not None


def shown(request: Request, template: str, row: Row, seen: str, **context: object) -> Response:
    """The form with all that was typed; `at` is the entry whose button was pressed."""
    known: dict[str, object] = {"at": "", "problem": "", "looked": None, "why": "", **context}
    found = known["looked"]
    faults = found.faults if isinstance(found, LookedAt) else {}
    status = 409 if known.pop("clash", False) else 400 if faults or known["problem"] else 200
    return page(request, template, status=status, row=row, seen=seen, faults=faults, **known)


def refused(request: Request, template: str, row: Row, form: FormData, problem: Refusal, **context: object) -> Response:
    """The same with why it was refused."""
    hall, clash = hall_of(request), isinstance(problem, Conflict)
    said = words_of(hall.bureau(), hall.settings.home, problem)
    return shown(request, template, row, text(form, "seen"), problem=said, clash=clash, **context)


def refresh(request: Request) -> str:
    """Have the files looked at, so that the next page shows what is in force; words where something else is wrong."""
    hall = hall_of(request)
    hall.refresh()
    return "；但内容文件还有别的错误，改好以前仍按原来的运行" if hall.findings else ""
