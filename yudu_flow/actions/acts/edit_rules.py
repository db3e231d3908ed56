"""The office's rules changed in their page, or taken over from the rehearsal in which they were tried."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from yudu_flow.actions.access.judging import check_office
from yudu_flow.actions.acts.act import who
from yudu_flow.actions.acts.edit_file import Proposal, Sheet, keep, propose, sheet
from yudu_flow.actions.acts.tried_beside import try_beside
from yudu_flow.actions.acts.write_back import BrokenFiles, as_bytes, digest, write_back
from yudu_flow.actions.bureau import Bureau
from yudu_flow.content.entries import Row, new_row
from yudu_flow.content.findings import BrokenContent
from yudu_flow.content.plan.edit import difference
from yudu_flow.content.rules.outline import FILE, LADDER, RULES, block_words, kind_of, named, own_row, place_of
from yudu_flow.domain.errors import BadRequest, NotFound
from yudu_flow.storage import audit

CHANGED = "rules_changed"
ELSEWHERE = "规则刚刚被别人改过，试的规则没有采用；请看过最新的再试"
MOST_TOLD = 60
TAKEN = ("new", "adopt")
"""Names of ladders that their pages have for something else."""


def rules_sheet(home: Path) -> Sheet:
    """The decisions but the ladders, as an editor sees them."""
    return sheet(home, FILE, RULES)


def ladder_sheet(home: Path, block: str, like: str = "") -> Sheet:
    """A ladder as the file has it, else as its kind has it, else a new one that is `like` one of these.

    Raises NotFound for a name that is nobody's.
    """
    found = sheet(home, FILE, LADDER, place_of(block))
    if _is_written(found.row):
        return found
    own = new_row(LADDER, like=like) if kind_of(like) else own_row(block)
    if own is None:
        raise NotFound(f"规则里没有“{block}”这一段")
    return Sheet(found.file, found.seen, own)


def _is_written(row: Row) -> bool:
    return any(row.said.values()) or any(row.lists.values())


def propose_rules(home: Path, row: Row, seen: str, now: datetime) -> Proposal:
    """What the form makes of them. Raises Conflict, BadRequest."""
    return propose(home, FILE, named(row, None), seen, now)


def about_ladder(block: str) -> str:
    """A ladder in the audit."""
    return f"提醒和催办：{block_words(block)}"


def propose_ladder(home: Path, block: str, row: Row, seen: str, now: datetime) -> Proposal:
    """What the form makes of a ladder; its rungs are put in order and called by their days. Raises as above."""
    if block in TAKEN:
        raise BadRequest(f"“{block}”不能作名称，请换一个")
    kind = kind_of(block, row.said.get("like", ""))
    return propose(home, FILE, named(row, kind), seen, now, place_of(block))


def keep_rules(
    home: Path, bureau: Bureau, by: str, now: datetime, proposal: Proposal, about: str, why: str = ""
) -> None:
    """Write them. Raises NotYours, BrokenFiles, Conflict, BadRequest."""
    keep(home, bureau, by, now, proposal, CHANGED, about, why)


def adopt_rules(home: Path, bureau: Bureau, by: str, now: datetime, text: str, seen: bytes) -> None:
    """Take over a whole text that was tried while the file held `seen`. Raises NotYours, BrokenFiles, Conflict."""
    check_office(bureau, who(bureau, by), now, "规则")
    tried = try_beside(home, FILE, text, now)
    if tried.content is None:
        raise BrokenFiles(BrokenContent([*tried.findings]))
    old, new = difference(seen.decode("utf-8-sig"), text, FILE)
    told = [[place, old.get(place, "空"), new.get(place, "空")] for place in {**old, **new}]

    after = as_bytes(text, seen)

    def note(db: Connection) -> None:
        more = {"more": len(told)} if len(told) > MOST_TOLD else {}
        detail = {"changes": told[:MOST_TOLD], **more, "sha256": digest(after)}
        audit.record(db, bureau.key, now, who(bureau, by), CHANGED, "规则", detail)

    write_back(bureau, (home / FILE).resolve(), seen, after, now, note, ELSEWHERE, tried)
