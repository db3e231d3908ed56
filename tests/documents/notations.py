"""notations.txt read: two invented documents for each way in which offices write who does what (`=== row`, the text).

Behind `---`: one line an assignment, `measure | field=names …`; fields that are left out are empty. Names stand as the
document has them, inherited prefixes completed. The rows are those of the research into notations.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

NOTATIONS = Path(__file__).with_name("notations.txt")
WHOLES = Path(__file__).with_name("wholes.txt")
"""Whole documents, with the duties and targets that they order behind their assignments."""

KINDS = Path(__file__).with_name("kinds.txt")
"""Manners beyond those of the research, each with its name; two documents for each."""

STRUCTURES = Path(__file__).with_name("structures.txt")
"""Manners in which what stands over, beside or behind measures says who has them; two documents for each."""


class Sample(NamedTuple):
    """A document and what it orders. `kind` says in words what it is a sample of, where no row of the research does."""

    row: int
    text: str
    expected: list[str]
    kind: str = ""


def samples(file: Path = NOTATIONS) -> Iterator[Sample]:
    """In the order of the file."""
    for block in re.split(r"^=== ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, _, rest = block.partition("\n")
        text, _, expected = rest.partition("\n---\n")
        row, _, kind = head.partition(" ")
        yield Sample(int(row), text + "\n", [line for line in expected.split("\n") if line], kind)
