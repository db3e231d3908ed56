"""Changes of a draft by whoever looks it through: what nobody has looked at yet stays marked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from yudu_flow.documents.asking import ask, asked_of, nearest
from yudu_flow.documents.draft import Draft, DraftAssignment, DraftDuty, DraftTarget, Unknown
from yudu_flow.documents.passage import Span
from yudu_flow.documents.sorts import Sort
from yudu_flow.domain.names import name_key
from yudu_flow.domain.roster import Roster

NAMES = ("leaders", "units", "co_units", "groups", "people")
BEARERS = {Sort.UNIT: "units", Sort.GROUP: "groups", Sort.PERSON: "people"}
"""Where who has the work stands, by what they are."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a name of the document is: as the roster spells it, and of which sort."""

    name: str
    sort: Sort


@dataclass(frozen=True, slots=True)
class Looked:
    """What the page says of an assignment: `at` is its place in the draft, None for one that was added.

    `seen`: somebody has looked at what is doubtful of it.
    """

    at: int | None
    measure: int
    title: str
    summary: str
    names: Mapping[str, tuple[str, ...]]
    due: date | None
    seen: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """What the page says of a draft: `head` is its number, the plan's title and its day, `meant` who names stand for
    that the roster does not have, `asked` what of its open points is left. `seen`: all of it has been looked at.
    """

    head: tuple[str, str, date | None]
    rows: Sequence[Looked]
    duties: Sequence[DraftDuty]
    targets: Sequence[DraftTarget]
    meant: Mapping[str, Meant]
    asked: tuple[str, ...] = ()
    seen: bool = False


def edited(draft: Draft, review: Review) -> Draft:
    """The draft with all that the page says, each name as it was meant wherever it stands."""
    meant = {name_key(name): one for name, one in review.meant.items()}
    assignments = tuple(_assignment(draft, row, meant, seen=review.seen) for row in review.rows)
    moved: dict[int | None, int] = {row.at: place for place, row in enumerate(review.rows) if row.at is not None}
    duties = [_duty(one, moved, assignments, meant) for one in review.duties if one.assignment in (None, *moved)]
    kept_duties = tuple(one for one in duties if one.assignment is None or _still_bears(one, assignments))
    targets = tuple(_target(one, moved, assignments) for one in review.targets if one.assignment in (None, *moved))
    if review.seen:
        targets = tuple(replace(one, doubt="") for one in targets)
    caution, asked = ("", ()) if review.seen else (draft.caution, review.asked)
    number, title, dated = review.head
    return replace(
        draft,
        number=number,
        issues=title,
        dated=dated,
        assignments=assignments,
        duties=kept_duties,
        targets=targets,
        unknown=(),
        questions=asked,
        caution=caution,
    )


def named_in(draft: Draft) -> dict[str, Span]:
    """Every name of its assignments, with the words of the last one that has it."""
    return {name: one.place for one in draft.assignments for field in NAMES for name in getattr(one, field)}


def as_meant(draft: Draft, meant: Mapping[str, Meant]) -> Draft:
    """The draft with those names alone as they are meant."""
    rows = [
        Looked(at, one.measure, one.title, one.summary, {field: getattr(one, field) for field in NAMES}, one.due)
        for at, one in enumerate(draft.assignments)
    ]
    head = draft.number, draft.plan, draft.dated
    return edited(draft, Review(head, rows, draft.duties, draft.targets, meant, tuple(open_points(draft))))


def open_points(draft: Draft) -> list[str]:
    """What the document leaves open beside its assignments: those say their own doubts."""
    said = {doubt for one in draft.assignments for doubt in one.doubts}
    asked = [one for one in draft.questions if one != draft.caution]
    return [one for one in asked if one.partition("：")[2] not in said]


def all_questions(draft: Draft) -> tuple[str, ...]:
    """The same with what is asked of each assignment, for whoever reads them without it."""
    doubts = (f"第{one.measure}项：{doubt}" for one in draft.assignments for doubt in one.doubts)
    return (*open_points(draft), *doubts)


def asked_anew(draft: Draft, roster: Roster | None, day: date | None = None) -> Draft:
    """With what the roster of today does not know, and no question of a name that it has by now."""
    if roster is None:
        return replace(draft, unknown=())
    named = {name_key(name): (name, place) for name, place in named_in(draft).items()}
    places = {name_key(one.name): one.place for one in draft.unknown}
    lost = [(name, places.get(key, place)) for key, (name, place) in named.items() if not ask(name, roster, day).known]
    asked = {name_key(name) for name, _ in lost}
    return replace(
        draft,
        assignments=tuple(_without(one, lambda name: name_key(name) not in asked) for one in draft.assignments),
        questions=(*open_points(draft),),
        unknown=tuple(Unknown(n, place, tuple(nearest(n, roster, day))) for n, place in lost),
    )


def _assignment(draft: Draft, row: Looked, meant: Mapping[str, Meant], *, seen: bool) -> DraftAssignment:
    before = draft.assignments[row.at] if row.at is not None else None
    names = _placed(row, meant)
    lead = _named(before.lead, meant) if before else ""
    made = DraftAssignment(
        measure=row.measure,
        title=row.title,
        summary=row.summary,
        **names,
        lead=lead if lead in names["units"] else "",  # whoever was struck out leads no more
        due=row.due,
        sure=True,
        place=before.place if before else (0, 0),
        part=before.part if before else "",
    )
    if before is None or seen or row.seen or _is_changed(before, row):
        return made
    return _without(replace(made, doubts=before.doubts), lambda name: name_key(name) in meant)


def _placed(row: Looked, meant: Mapping[str, Meant]) -> dict[str, tuple[str, ...]]:
    """The row's names by their fields; who has the work stands in the field of what they are."""
    found: dict[str, list[str]] = {field: [] for field in NAMES}
    for field in NAMES:
        for name in row.names.get(field, ()):
            one = meant.get(name_key(name))
            place = BEARERS.get(one.sort, field) if one and field in BEARERS.values() else field
            found[place].append(_named(name, meant))
    return {field: tuple(dict.fromkeys(names)) for field, names in found.items()}


def _named(name: str, meant: Mapping[str, Meant]) -> str:
    one = meant.get(name_key(name))
    return one.name if one else name


def _is_changed(before: DraftAssignment, row: Looked) -> bool:
    """Whether somebody has written another value into it, which they have looked at then."""
    title, summary = before.title.strip(), (before.summary or before.title).strip()
    said = (row.measure, row.title, row.summary, row.due, *(row.names.get(field, ()) for field in NAMES))
    return said != (before.measure, title, summary, before.due, *(getattr(before, field) for field in NAMES))


def _without(one: DraftAssignment, settled: Callable[[str], bool]) -> DraftAssignment:
    """Without what was asked of names that are settled."""
    doubts = tuple(doubt for doubt in one.doubts if not ((name := asked_of(doubt)) and settled(name)))
    return replace(one, doubts=doubts, sure=not doubts)


def _duty(
    one: DraftDuty,
    moved: Mapping[int | None, int],
    assignments: Sequence[DraftAssignment],
    meant: Mapping[str, Meant],
) -> DraftDuty:
    """A visit stays that of whoever its visitor was meant as."""
    if one.assignment is None:
        return one
    place, who = moved[one.assignment], meant.get(name_key(one.owner))
    found = replace(one, assignment=place, measure=assignments[place].measure)
    return replace(found, owner=who.name, owner_is_person=who.sort is Sort.PERSON) if who else found


def _target(one: DraftTarget, moved: Mapping[int | None, int], assignments: Sequence[DraftAssignment]) -> DraftTarget:
    if one.assignment is None:
        return one
    place = moved[one.assignment]
    return replace(one, assignment=place, measure=assignments[place].measure)


def _still_bears(one: DraftDuty, assignments: Sequence[DraftAssignment]) -> bool:
    """Visits are owed by whoever bears the assignment: one who was taken out of it visits no more."""
    assert one.assignment is not None  # only visits are asked
    bearer = assignments[one.assignment]
    return one.owner in (bearer.people if one.owner_is_person else bearer.units)
