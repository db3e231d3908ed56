"""A list of lines is counted without a word being written."""

from dataclasses import dataclass, field
from functools import partial

from tests.bureau import instant
from yudu_flow.domain.digest import Line, Lines


@dataclass
class Pen:
    """Writes lines and notes which."""

    written: list[str] = field(default_factory=list)

    def write(self, owner: str) -> Line:
        """The line about one owner."""
        self.written.append(owner)
        return Line("report-overdue", "报告", owner, owner, "", "", "", instant("2020-09-28T00:00"), 1, "", "")

    def lines(self, *owners: str) -> Lines:
        """Lines still to be written."""
        return Lines(partial(self.write, owner) for owner in owners)


def test_counting_writes_nothing() -> None:
    """A subject that says how many there are costs no words."""
    pen = Pen()
    lines = pen.lines("就业中心", "社保中心")
    assert (len(lines), bool(lines), bool(pen.lines())) == (2, True, False)
    assert pen.written == []


def test_each_line_is_written_once_however_often_it_is_printed() -> None:
    """Text, HTML and the reasons below read the same lines, in their order."""
    pen = Pen()
    lines = pen.lines("就业中心", "社保中心")
    assert [line.owner for line in lines] == [line.owner for line in (*lines[:1], lines[-1])] == pen.written
