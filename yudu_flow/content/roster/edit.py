"""Changes of the roster's text: who, what, from when. Comments and everything else stay as they were written.

Whether the outcome is right (names that exist, days that do not overlap, addresses) is for the roster's own checks.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, astuple
from datetime import date
from typing import Any

from yudu_flow.content.findings import BrokenContent
from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.read_source import source_of
from yudu_flow.content.roster import changes, people_edits, post_edits, unit_edits
from yudu_flow.content.roster.changes import Change
from yudu_flow.content.roster.places import Trails
from yudu_flow.content.roster.reading import roster_in
from yudu_flow.content.yaml_text import YamlText, differing
from yudu_flow.domain.errors import BadRequest

FILE = "config/roster.yaml"
EARLIEST = date(1900, 1, 1)
"""A day before is a year that lacks digits (0202-09-01)."""


def edited(text: str, *wanted: Change) -> str:
    """The roster's text with these changes, in order. `text` itself where nothing changes.

    Raises BrokenContent where `text` has errors already, NotFound for a person, unit, post or absence that is not
    there, BadRequest for a value that no line can hold or a place that is written too oddly to be changed for sure.
    """
    source = source_of(text, FILE)
    if roster_in(source) is None:
        raise BrokenContent(source.findings)
    roster, trails = YamlText(text), list[Trail]()
    for change in wanted:
        _check_words(change)
        _check_days(change)
        trails += EDITS[type(change)](roster, change)
    found = differing(text, roster.text, FILE) if wanted else []
    if any(not any(at[: len(trail)] == trail for trail in trails) for at in found):
        raise BadRequest(post_edits.ODD)
    return roster.text


def _check_words(change: Change) -> None:
    values = [word for value in astuple(change) for word in (value if isinstance(value, tuple) else (value,))]
    for word in values:
        if isinstance(word, str) and not word.isprintable():
            raise BadRequest(f"“{''.join(c for c in word if c.isprintable())}”里有换行或看不见的字符，请重新输入")


def _check_days(change: Change) -> None:
    if isinstance(change, changes.RemoveAway):  # it names one that is there, however it was written
        return
    for field, day in asdict(change).items():
        if isinstance(day, date) and day < EARLIEST:
            raise BadRequest(f"日期“{day}”太早，请核对年份", needs=(field,))


def _name_bureau(roster: YamlText, change: changes.NameBureau) -> Trails:
    roster.put(("bureau", "name"), change.name.strip())
    return (("bureau", "name"),)


EDITS: Mapping[type, Callable[[YamlText, Any], Trails]] = {
    changes.AddPerson: people_edits.add_person,
    changes.ChangePerson: people_edits.change_person,
    changes.SetAway: people_edits.set_away,
    changes.RemoveAway: people_edits.remove_away,
    changes.LeavePerson: people_edits.leave,
    changes.StayPerson: people_edits.stay,
    changes.RemovePerson: people_edits.remove_person,
    changes.SetFirms: people_edits.set_firms,
    changes.AddUnit: unit_edits.add_unit,
    changes.ChangeUnit: unit_edits.change_unit,
    changes.RenameUnit: unit_edits.rename_unit,
    changes.EndUnit: unit_edits.end_unit,
    changes.ResumeUnit: unit_edits.resume_unit,
    changes.RemoveUnit: unit_edits.remove_unit,
    changes.ChangeHolder: post_edits.hold,
    changes.AddPost: post_edits.add_post,
    changes.ChangePost: post_edits.change_post,
    changes.MakePrincipal: post_edits.make_principal,
    changes.RemovePost: post_edits.remove_post,
    changes.AddGroup: post_edits.add_group,
    changes.ChangeGroup: post_edits.change_group,
    changes.RemoveGroup: post_edits.remove_group,
    changes.NameBureau: _name_bureau,
}
"""What writes each change."""
