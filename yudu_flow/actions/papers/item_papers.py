"""The papers of one obligation, by name: which there are, which can be taken away now, how their files are called."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.actions.papers.case_papers import about, case_file, slip_paper, talk_paper
from yudu_flow.actions.papers.extension_answer import extension_answer, last_answer
from yudu_flow.actions.papers.official import OfficialPaper
from yudu_flow.actions.papers.slip_number import slip_number
from yudu_flow.actions.papers.urge_slip import urge_slip
from yudu_flow.actions.slips import coloured_slip, why_talk

Maker = Callable[[Bureau, Connection, Sight, datetime], OfficialPaper]
PAPERS: dict[str, tuple[str, Maker]] = {
    "case": ("卷宗", case_file),
    "slip": ("督办单", slip_paper),
    "talk": ("约谈提纲", talk_paper),
    "urge": ("催办通知单", urge_slip),
    "extension": ("延期答复", extension_answer),
}
"""Each paper by its name in an address: what the file is called after, and what makes it."""
OF_OWNERS = ("urge", "extension")
"""Those that are addressed to whoever owes it."""


def paper_name(sight: Sight, name: str, kind: str = "docx") -> str:
    """社保中心2020年9月稳就业月报卷宗.docx."""
    return f"{about(sight)}{PAPERS[name][0]}.{kind}"


def papers_to_owner(bureau: Bureau, db: Connection, sight: Sight, now: datetime) -> tuple[tuple[str, str], ...]:
    """Those of `papers_due` that whoever owes it may take away."""
    due = _written(bureau, db, sight, now)
    return tuple((name, PAPERS[name][0]) for name in OF_OWNERS if due[name])


def papers_due(bureau: Bureau, db: Connection, sight: Sight, now: datetime) -> tuple[tuple[str, str], ...]:
    """The papers that can be taken away now, as (name in PAPERS, what it is called)."""
    due = {"case": sight.state.case is not None, "slip": coloured_slip(bureau, db, sight) is not None}
    due["talk"] = sight.state.is_overdue(now) and bool(why_talk(bureau, db, sight, now))
    due |= _written(bureau, db, sight, now)
    return tuple((name, words) for name, (words, _) in PAPERS.items() if due[name])


def _written(bureau: Bureau, db: Connection, sight: Sight, now: datetime) -> dict[str, bool]:
    """Which of OF_OWNERS there are by now."""
    return {"urge": bool(slip_number(bureau, db, sight)), "extension": last_answer(sight, now) is not None}
