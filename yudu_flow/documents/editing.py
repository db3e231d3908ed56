"""Changes of a draft by whoever looks it through: what they leave standing counts as looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from yudu_flow.documents.asking import ask, nearest
from yudu_flow.documents.draft import Draft, DraftAssignment, DraftDuty, DraftTarget, Unknown
from yudu_flow.domain.names import name_key
from yudu_flow.domain.roster import Roster

NAMES = ("leaders", "units", "co_units", "groups", "people")


@dataclass(frozen=True, slots=True)
class Looked:
    """What the page says of an assignment: `at` is its place in the draft, None for one that was added."""

    at: int | None
    measure: int
    title: str
    summary: str
    names: Mapping[str, tuple[str, ...]]
    due: date | None


def edited(
    draft: Draft,
    head: tuple[str, str, date | None],
    rows: Sequence[Looked],
    duties: Sequence[DraftDuty],
    targets: Sequence[DraftTarget],
    renamed: Mapping[str, str],
) -> Draft:
    """The draft with all that the page says; `renamed` has a known name for one that the roster does not have."""
    spelled = {name_key(old): new for old, new in renamed.items()}
    assignments = tuple(_assignment(draft, row, spelled) for row in rows)
    moved: dict[int | None, int] = {row.at: place for place, row in enumerate(rows) if row.at is not None}
    kept_duties = tuple(_duty(one, moved, assignments) for one in duties if one.assignment in (None, *moved))
    visiting = tuple(one for one in kept_duties if one.assignment is None or _still_bears(one, assignments))
    kept_targets = tuple(replace(one, assignment=moved[one.assignment]) for one in targets if one.assignment in moved)
    number, title, day = head
    return Draft(draft.text, number, title, day, assignments, visiting, kept_targets, (), ())


def asked_anew(draft: Draft, roster: Roster | None) -> Draft:
    """With what the roster of today does not know."""
    if roster is None:
        return replace(draft, unknown=())
    named = {name_key(n): (n, one.place) for one in draft.assignments for field in NAMES for n in getattr(one, field)}
    lost = [pair for pair in named.values() if not ask(pair[0], roster).known]
    return replace(draft, unknown=tuple(Unknown(n, place, tuple(nearest(n, roster))) for n, place in lost))


def _assignment(draft: Draft, row: Looked, spelled: Mapping[str, str]) -> DraftAssignment:
    names = {
        field: tuple(dict.fromkeys(spelled.get(name_key(name), name) for name in row.names.get(field, ())))
        for field in NAMES
    }
    before = draft.assignments[row.at] if row.at is not None else None
    lead = spelled.get(name_key(before.lead), before.lead) if before else ""
    return DraftAssignment(
        measure=row.measure,
        title=row.title,
        summary=row.summary,
        leaders=names["leaders"],
        units=names["units"],
        co_units=names["co_units"],
        people=names["people"],
        groups=names["groups"],
        lead=lead if lead in names["units"] else "",
        due=row.due,
        sure=True,
        place=before.place if before else (0, 0),
        part=before.part if before else "",
    )


def _duty(one: DraftDuty, moved: Mapping[int | None, int], assignments: Sequence[DraftAssignment]) -> DraftDuty:
    if one.assignment is None:
        return one
    place = moved[one.assignment]
    return replace(one, assignment=place, measure=assignments[place].measure)


def _still_bears(one: DraftDuty, assignments: Sequence[DraftAssignment]) -> bool:
    """Visits are owed by whoever bears the assignment: one who was taken out of it visits no more."""
    assert one.assignment is not None  # only visits are asked
    bearer = assignments[one.assignment]
    return one.owner in (bearer.people if one.owner_is_person else bearer.units)
