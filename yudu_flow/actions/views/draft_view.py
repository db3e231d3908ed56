"""A draft beside its document: every stretch that a value came from is marked, and each value leads to its mark."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from yudu_flow.documents.draft import Draft
from yudu_flow.documents.drafts import Kept
from yudu_flow.documents.editing import asked_anew
from yudu_flow.documents.entering import new_names
from yudu_flow.documents.passage import Span
from yudu_flow.domain.roster import Roster


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the document; `mark` names the value that came from it, empty for all other words."""

    words: str
    mark: str = ""
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class DraftView:
    """`pieces` are the whole document in its order; `units` what a name may be meant as, `becomes` what one that the
    roster does not have would be entered as.
    """

    kept: Kept
    draft: Draft | None
    pieces: tuple[Piece, ...]
    units: tuple[str, ...]
    gone: tuple[str, ...]
    becomes: Mapping[str, str]

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
        said = {doubt for one in self.draft.assignments for doubt in one.doubts} if self.draft else set()
        asked = [one for one in self.draft.questions if one != self.draft.caution] if self.draft else []
        return [one for one in asked if one.partition("：")[2] not in said]


def draft_view(kept: Kept, roster: Roster, day: date) -> DraftView:
    """With the names that the roster does not know; what may be chosen in their place is there on `day`."""
    draft = asked_anew(kept.draft, roster) if kept.draft else None
    pieces = tuple(_pieces(draft)) if draft else ()
    becomes = {one.name: str(one.kind) for one in new_names(draft)} if draft else {}
    gone = tuple(unit.name for unit in roster.units.values() if unit.gone(day))
    return DraftView(kept, draft, pieces, (*roster.standing(day), *roster.groups), gone, becomes)


def _pieces(draft: Draft) -> Iterator[Piece]:
    at = 0
    for (start, end), mark, unsure in _apart(_marks(draft)):
        if start > at:
            yield Piece(draft.text[at:start])
        yield Piece(draft.text[start:end], mark, unsure)
        at = end
    yield Piece(draft.text[at:])


def _marks(draft: Draft) -> list[tuple[Span, str, bool]]:
    assignments = [(one.place, f"a{at}", not one.sure) for at, one in enumerate(draft.assignments)]
    duties = [(one.place, f"d{at}", False) for at, one in enumerate(draft.duties)]
    targets = [(one.place, f"t{at}", bool(one.doubt)) for at, one in enumerate(draft.targets)]
    return sorted(assignments + duties + targets)


def _apart(marks: Sequence[tuple[Span, str, bool]]) -> Iterator[tuple[Span, str, bool]]:
    """Two values may come from the same words: the first is marked."""
    at = 0
    for (start, end), mark, unsure in marks:
        if start >= at and end > start:
            yield (start, end), mark, unsure
            at = end
