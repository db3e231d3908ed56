"""The office's rules taken over from the rehearsal in which they were tried, whole."""

from datetime import datetime
from pathlib import Path

from yudu_flow.actions.access.judging import check_office
from yudu_flow.actions.acts.act import who
from yudu_flow.actions.acts.edit_contents import RULES
from yudu_flow.actions.acts.edit_file import noting, told
from yudu_flow.actions.acts.tried_beside import try_beside
from yudu_flow.actions.acts.write_back import write_tried
from yudu_flow.actions.bureau import Bureau
from yudu_flow.content.entry_changes import Changed
from yudu_flow.content.rules.outline import FILE
from yudu_flow.content.yaml_text import difference

ELSEWHERE = "规则刚刚被别人改过，试的规则没有采用；请看过最新的再试"


def adopt_rules(home: Path, bureau: Bureau, by: str, now: datetime, text: str, seen: bytes) -> None:
    """Take over a whole text that was tried while the file held `seen`. Raises NotYours, BrokenFiles, Conflict."""
    check_office(bureau, who(bureau, by), now, "规则")
    old, new = difference(seen.decode("utf-8-sig"), text, FILE)
    changes = (Changed(place, "", old.get(place, ""), new.get(place, "")) for place in {**old, **new})
    note = noting(bureau, by, now, RULES.act, RULES.words, told(tuple(changes)))
    write_tried(bureau, try_beside(home, FILE, text, now), seen, now, note, ELSEWHERE)
