"""A draft beside its document: every stretch that a value came from is marked, and each value leads to its mark."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from yudu_flow.documents.draft import Draft
from yudu_flow.documents.drafts import Kept
from yudu_flow.documents.editing import asked_anew, open_points
from yudu_flow.documents.entering import Kind, new_names
from yudu_flow.documents.passage import Span
from yudu_flow.domain.roster import Roster


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the document. `marked`: a value came from it; `begins` names those whose words begin with it."""

    words: str
    marked: bool = False
    begins: tuple[str, ...] = ()
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What a name may be meant as that the roster does not have: the nearest, the others, and what it would be entered
    as where nobody chooses; empty where it stands nowhere in the plan.
    """

    name: str
    nearest: tuple[str, ...]
    others: tuple[str, ...]
    becomes: str


@dataclass(frozen=True, slots=True)
class DraftView:
    """`pieces` are the whole document in its order."""

    kept: Kept
    draft: Draft | None
    pieces: tuple[Stretch, ...]
    choices: tuple[Choice, ...]

    @property
    def unsure(self) -> int:
        """How many assignments nobody has looked at that need it."""
        return sum(not one.sure for one in self.draft.assignments) if self.draft else 0

    @property
    def unsure_targets(self) -> int:
        """How many targets nobody has looked at that need it."""
        return sum(bool(one.doubt) for one in self.draft.targets) if self.draft else 0

    @property
    def open(self) -> list[str]:
        """What the document leaves open beside its assignments: those say their own doubts."""
        return open_points(self.draft) if self.draft else []


def draft_view(kept: Kept, roster: Roster, day: date) -> DraftView:
    """With the names that the roster does not know; what may be chosen in their place is there on `day`."""
    draft = asked_anew(kept.draft, roster, day) if kept.draft else None
    pieces = tuple(_pieces(draft)) if draft else ()
    return DraftView(kept, draft, pieces, tuple(_choices(draft, roster, day)) if draft else ())


def _choices(draft: Draft, roster: Roster, day: date) -> Iterator[Choice]:
    becomes: Mapping[str, Kind] = {one.name: one.kind for one in new_names(draft)}
    bearers = (*roster.standing(day), *roster.groups)
    people = tuple(one.name for one in roster.people.values() if not one.gone(day))
    for one in draft.unknown:
        kind = becomes.get(one.name)
        known = people if kind in (Kind.LEADER, Kind.PERSON) else bearers
        others = tuple(name for name in known if name not in one.nearest)
        yield Choice(one.name, one.nearest, others, str(kind or ""))


def _pieces(draft: Draft) -> Iterator[Stretch]:
    """Cut wherever a value's words begin or end: several may come from the same ones, or from some of another's."""
    begin: dict[int, list[tuple[int, str, bool]]] = {}
    for (start, end), mark, unsure in _marks(draft):
        begin.setdefault(start, []).append((end, mark, unsure))
    ends = {end for found in begin.values() for end, _, _ in found}
    over: list[tuple[int, str, bool]] = []
    for start, end in pairwise(sorted({0, len(draft.text), *begin, *ends})):
        over = [one for one in over if one[0] > start] + begin.get(start, [])
        begins = tuple(mark for _, mark, _ in begin.get(start, []))
        yield Stretch(draft.text[start:end], bool(over), begins, any(unsure for _, _, unsure in over))


def _marks(draft: Draft) -> list[tuple[Span, str, bool]]:
    """What was added by hand has no place."""
    assignments = [(one.place, f"a{at}", not one.sure) for at, one in enumerate(draft.assignments)]
    duties = [(one.place, f"d{at}", False) for at, one in enumerate(draft.duties)]
    targets = [(one.place, f"t{at}", bool(one.doubt)) for at, one in enumerate(draft.targets)]
    return sorted(one for one in assignments + duties + targets if one[0][0] < one[0][1] <= len(draft.text))
