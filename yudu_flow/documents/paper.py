"""A document as it was read: its text, and which stretches of it are cells of tables."""

from dataclasses import dataclass

from yudu_flow.documents.passage import Span, hull
from yudu_flow.domain.errors import BadRequest

LONGEST = 400_000
"""Characters of a document that is read at all."""
TOO_LONG = "文件过长；请只留方案本身再导入"
MOST_COLUMNS = 63
"""Of a table, as many as Word draws: a line of 5,000 bars above rows of three would be millions of cells."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's stretch of the text. `carried`: it belongs to a merged cell whose words stand further up; `more`: its
    further lines, where the row of a drawn table runs over several.
    """

    span: Span
    carried: bool = False
    more: tuple[Span, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        return (self.span, *self.more)


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows from top to bottom; each has a cell a column, merged ones repeated."""

    rows: tuple[Row, ...]

    @property
    def span(self) -> Span:
        """From its first cell's to its last cell's end."""
        return hull(span for row in self.rows for cell in row for span in cell.spans)


@dataclass(frozen=True, slots=True)
class Paper:
    """`broken`: its lines end where a page's do, as in a PDF."""

    text: str
    tables: tuple[Table, ...] = ()
    broken: bool = False


class Writing:
    """Puts a paper's text together, and remembers where its tables stand. Raises BadRequest where it gets too long."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._tables: list[Table] = []

    def line(self, words: str) -> Span:
        """A paragraph, or a cell."""
        start = self._length
        self._pieces.append(words + "\n")
        self._length += len(words) + 1
        if self._length > LONGEST:
            raise BadRequest(TOO_LONG)
        return start, start + len(words)

    def table(self, rows: list[list[tuple[str, bool]]]) -> None:
        """Rows of (words, whether they are a merged cell's words once more): those are not written again."""
        above: list[Span] = []
        written: list[Row] = []
        for row in rows:
            cells: list[Cell] = []
            for column, (words, carried) in enumerate(row):
                known = carried and column < len(above)
                span = above[column] if known else self.line(words)
                cells.append(Cell(span, carried))
            above = [cell.span for cell in cells]
            written.append(tuple(cells))
        if any(written):
            self._tables.append(Table(tuple(row for row in written if row)))

    def paper(self, *, broken: bool = False) -> Paper:
        """What was written so far."""
        return Paper("".join(self._pieces), tuple(self._tables), broken)
