"""A measure of a document on its way to an assignment: the words it is in, and what one attribution says of it."""

from dataclasses import dataclass

from yudu_flow.documents.account import Spoken
from yudu_flow.documents.charged import Attribution
from yudu_flow.documents.passage import Passage, Span


@dataclass(frozen=True, slots=True)
class Work:
    """A measure with what one attribution says of it; `start` to `end` are the words it speaks for."""

    measure: int
    title: str
    part: str
    by: Attribution
    passage: Passage
    start: int
    end: int
    summary: str = ""
    """What a row's second column, or the title of a part of a measure, says of it."""
    spoken: Spoken | None = None
    """What of the prose it speaks for; None for a row."""
    below: int = 0
    """Where the item ends whose labelled lines behind the attribution are its words too; 0 for none."""
    goals: Passage | None = None
    """The words of a row that may set targets."""

    @property
    def place(self) -> Span:
        """Where it came from in the file's text: what says who has it, its own words where nothing does."""
        start, end = self.by.place
        return (start, end) if start < end else self.passage.span(self.start, self.end)
