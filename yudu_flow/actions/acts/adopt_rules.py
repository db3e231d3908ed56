"""The office's rules written whole: taken over from the rehearsal in which they were tried, or led to today's shape."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from yudu_flow.actions.access.accounts import acting
from yudu_flow.actions.access.judging import of_office
from yudu_flow.actions.acts.edit_contents import RULES
from yudu_flow.actions.acts.edit_file import noting, told
from yudu_flow.actions.acts.tried_beside import try_beside
from yudu_flow.actions.acts.write_back import write_tried
from yudu_flow.actions.bureau import Bureau
from yudu_flow.content.entry_changes import Changed
from yudu_flow.content.rules.outline import FILE
from yudu_flow.content.yaml_text import difference
from yudu_flow.storage import audit

ELSEWHERE = "规则刚刚被别人改过，{}没有采用；请看过最新的再试"
RENEWED = "改成现在的写法，注释和数值不变"


def adopt_rules(home: Path, bureau: Bureau, by: str, now: datetime, text: str, seen: bytes) -> None:
    """Take over a whole text that was tried while the file held `seen`. Raises NotYours, BrokenFiles, Conflict."""
    actor = of_office(bureau, by, now, "规则")
    old, new = difference(seen.decode("utf-8-sig"), text, FILE)
    changes = (Changed(place, "", old.get(place, ""), new.get(place, "")) for place in {**old, **new})
    note = noting(bureau, actor, now, RULES.act, RULES.words, told(tuple(changes)))
    write_tried(bureau, try_beside(home, FILE, text, now), seen, now, note, ELSEWHERE.format("试的规则"))


def renew_rules(home: Path, bureau: Bureau, by: str, now: datetime, text: str, seen: bytes) -> None:
    """Keep the same rules as they are written today, at the word of whoever has the machine. Raises as above."""

    def note(db: Connection, sha256: str) -> None:
        detail = {"changes": [[RENEWED, "", ""]], "sha256": sha256}
        audit.record(db, bureau.key, now, acting(bureau, by), RULES.act, RULES.words, detail)

    write_tried(bureau, try_beside(home, FILE, text, now), seen, now, note, ELSEWHERE.format("新的写法"))
