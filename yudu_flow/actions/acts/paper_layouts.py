"""The office's own layouts of papers (文书版式): taken away to be changed, put in use, and given up again; audited."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection

from yudu_flow.actions.access.judging import of_office
from yudu_flow.actions.acts.write_back import write_back
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.papers.forms import FORMS, file_of, own
from yudu_flow.domain.errors import NotAllowed, NotFound
from yudu_flow.domain.roster import Who
from yudu_flow.storage import audit

USED, RESTORED = "layout_used", "layout_restored"
WORDS = "文书版式"
ELSEWHERE = "这种文书的版式刚刚被别人换过，您的没有换上；请看过现在用的，再换"


def layout_of(home: Path, form: str) -> bytes:
    """The layout in use, with its fields: the office's own, else the shipped one. Raises NotFound."""
    from yudu_flow.actions.papers.finished import shipped  # loads python-docx

    _known(form)
    return own(home, form) or shipped(form)


def use_layout(home: Path, bureau: Bureau, form: str, data: bytes, by: str, now: datetime) -> None:
    """Put a layout in use. Raises BadRequest, which says what is broken and where, NotYours, NotFound."""
    from yudu_flow.actions.papers.finished import TRIAL, laid_out  # loads python-docx

    actor = of_office(bureau, by, now, WORDS)
    _known(form)
    laid_out(data, TRIAL)
    _put(home, bureau, form, data, actor, now)


def restore_layout(home: Path, bureau: Bureau, form: str, by: str, now: datetime) -> None:
    """Back to the shipped one. Raises NotAllowed where it is in use already, NotYours, NotFound."""
    actor = of_office(bureau, by, now, WORDS)
    _known(form)
    if own(home, form) is None:
        raise NotAllowed(f"{FORMS[form]}用的就是程序自带的版式")
    _put(home, bureau, form, None, actor, now)


def _known(form: str) -> None:
    if form not in FORMS:
        raise NotFound(f"没有这种文书；有{'、'.join(FORMS)}")


def _put(home: Path, bureau: Bureau, form: str, data: bytes | None, actor: Who, now: datetime) -> None:
    """Whole and audited, or not at all: a paper may be made at the same instant."""
    before = own(home, form)
    act, said = (RESTORED, before or b"") if data is None else (USED, data)
    detail = {"form": form, "sha256": sha256(said).hexdigest()}

    def note(db: Connection) -> None:
        audit.record(db, bureau.key, now, actor, act, f"{WORDS}：{FORMS[form]}", detail)

    write_back(bureau, file_of(home, form), before, data, now, note, ELSEWHERE)
