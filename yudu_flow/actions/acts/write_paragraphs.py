"""Paragraphs of the month's summary, written by command or by program: each by its key, over what its writer had seen.

A page shows a clash beside one's own words; here it is refused with what stands there now.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from yudu_flow.actions.acts.edit_summary import CHANGED, Clash, Edit, edit_summary
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.papers.summary import Paragraph, Summary, period_to_compile, plan_to_compile, summary
from yudu_flow.domain.errors import BadRequest, Conflict
from yudu_flow.wording.contents import SECTIONS
from yudu_flow.wording.record import Record

UNSEEN = "“{}”已经改写过，没有保存；看过现在的文字，写上它的 seen 再改：{}"
STANDS = "汇总已经定稿，没有保存；先改回草稿"


@dataclass(frozen=True, slots=True)
class NewText:
    """A paragraph's new text. `seen` is the mark that it had; `checked`: the writer saw that its source had changed."""

    text: str
    seen: str = ""
    checked: bool = False


class Clashed(Conflict):
    """Somebody else wrote differently in between. What did not clash is saved under its keys, `saved`."""

    def __init__(self, message: str, saved: Iterable[str], clashes: Iterable[Clash]) -> None:
        super().__init__(message)
        self.saved, self.clashes = tuple(saved), tuple(clashes)


def write_paragraphs(
    bureau: Bureau, plan: str, period: str, by: str, now: datetime, written: Mapping[str, NewText]
) -> tuple[str, ...]:
    """Save paragraphs of a summary; the keys of those that changed.

    Raises Clashed, Conflict for one that was written before and is not said to be seen, BadRequest for a key or a mark
    that is none.
    """
    with bureau.reading() as db:
        shown = summary(bureau, db, now, plan, period)
    there = {one.key: one for one in shown.paragraphs()}
    if unknown := [key for key in written if key not in there]:
        raise BadRequest(f"汇总里没有“{'、'.join(unknown)}”这一段；各段：{'、'.join(there)}")
    done = edit_summary(bureau, plan, period, by, now, {key: _edit(there[key], one) for key, one in written.items()})
    if done.clashes:
        raise Clashed(_says(done.shown, done.clashes), done.saved, done.clashes)
    return done.saved


def _edit(shown: Paragraph, one: NewText) -> Edit:
    if not one.seen and shown.edited:
        raise Conflict(UNSEEN.format(shown.key, shown.text))
    over, colon, written = (one.seen or seen_of(shown)).partition(":")
    if not colon:
        raise BadRequest(f"“{shown.key}”的 seen 应照看到的原样写，如 {seen_of(shown)}")
    return Edit(one.text, over, written, one.checked)


def _says(shown: Summary, clashes: Iterable[Clash]) -> str:
    if shown.final:
        return STANDS
    stands = "；".join(f"“{one.theirs.key}”现在是：{one.theirs.text}" for one in clashes)
    return f"{CHANGED.format(shown.changed_by)}。{stands}"


def seen_of(one: Paragraph) -> str:
    """The mark of a paragraph as it stands: of its source, and of what the office wrote over it."""
    return f"{one.mark}:{one.written}"


def record(shown: Summary) -> Record:
    headings = {f"{part}@": heading for part, heading in SECTIONS.items()}
    return {
        **{name: getattr(shown, name) for name in ("plan", "title", "period", "version", "state", "changed_by")},
        "paragraphs": [
            {
                "key": one.key,
                "label": next((f"{headings[at]} {one.label}" for at in headings if one.key.startswith(at)), one.label),
                "text": one.text,
                "seen": seen_of(one),
                **{name: getattr(one, name) for name in ("edited", "stale", "left_out")},
            }
            for one in shown.paragraphs()
        ],
    }


def clash_record(one: Clash) -> Record:
    """What stands there, its mark, and what was not saved."""
    return {"key": one.theirs.key, "theirs": one.theirs.text, "seen": seen_of(one.theirs), "mine": one.mine}


def chosen_summary(bureau: Bureau, plan: str, period: str | None, now: datetime) -> Summary:
    """That of the named plan and period, of the usual ones where none is named.

    Raises NotFound where nothing was owed.
    """
    with bureau.reading() as db:
        chosen = period or period_to_compile(bureau, db, now) or ""
        return summary(bureau, db, now, plan or plan_to_compile(bureau, db, chosen) or "", chosen)
