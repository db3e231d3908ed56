"""What comes of a workbook, row by row, whatever is in it: firms, figures of targets, the roster."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from yudu_flow.wording.record import Record

ADDED, CHANGED, SAME, REFUSED = "added", "changed", "same", "refused"
KIND_WORDS = {ADDED: "新增", CHANGED: "修改", SAME: "不变", REFUSED: "不收"}


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What comes of a row: `words` say what changes, or why it is refused. Row 0 is what no one row is to blame for.

    `sheet` is empty where only one sheet is read.
    """

    row: int
    name: str
    kind: str
    words: str = ""
    sheet: str = ""

    @property
    def place(self) -> str:
        """Where it stands: 人员第3行."""
        return f"{self.sheet}第{self.row}行" if self.row else self.sheet

    def record(self) -> Record:
        """As programs read it."""
        sheet = {"sheet": self.sheet} if self.sheet else {}
        return {**sheet, "row": self.row, "name": self.name, "kind": self.kind, "words": self.words}


@dataclass(frozen=True, slots=True)
class Imported:
    """All rows; `saved` where they were written. `unread` are headings that nobody reads, by sheet; `kinds` what each
    kind of outcome is called; `moved` says in lines what it moves elsewhere.
    """

    outcomes: tuple[RowOutcome, ...]
    saved: bool
    unread: tuple[str, ...] = ()
    kinds: Mapping[str, str] = field(default_factory=lambda: KIND_WORDS)
    moved: tuple[str, ...] = ()

    @property
    def counts(self) -> Counter[str]:
        """How many of each kind."""
        return Counter(one.kind for one in self.outcomes)

    def counted(self, counter: str, kinds: Sequence[str] = tuple(KIND_WORDS)) -> str:
        """How many of each of those kinds, with the measure word of a row: 新增3家，修改1家."""
        counts = self.counts
        return "，".join(f"{self.kinds[kind]}{counts[kind]}{counter}" for kind in kinds if counts[kind])
