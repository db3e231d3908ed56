"""The account of a document's tables: names in cells that nothing was read from, on their row or as a question."""

from collections.abc import Iterator, Sequence, Set

from yudu_flow.documents.account import Account
from yudu_flow.documents.columns import Columns, compact_words
from yudu_flow.documents.labels import BEGUN
from yudu_flow.documents.lexicon import BESIDE_WORK, NUMBERS
from yudu_flow.documents.mentions import mentions
from yudu_flow.documents.paper import Cell, Row, Table
from yudu_flow.documents.passage import Passage, Span
from yudu_flow.documents.summary import LINE
from yudu_flow.documents.table_heads import head_of


def account_for_tables(
    made: Account, whole: Passage, tables: Sequence[Table], rows: Sequence[Span | None], taken: Set[int]
) -> list[str]:
    """Adds to the account, and asks about rows that gave no assignment. `rows` are the places in the file of those
    that gave one, None for assignments of the prose; `taken` the places where names were read.
    """
    asked: list[str] = []
    for table in tables:
        head, columns = head_of(whole.text, table)
        asked += _unread_columns(whole.text, table.rows[head:], columns)
        for row in table.rows[head:]:
            left = [*_left(whole, row, columns, taken)]
            made.taken += sum(place in taken for cell in row if not cell.carried for place, _ in _names(whole, cell))
            made.left += len(left)
            if not left:
                continue
            at = next((at for at, span in enumerate(rows) if span and span[0] <= left[0][0] < span[1]), None)
            said = "、".join(f"“{name}”" for name in dict.fromkeys(name for _, name in left))
            if at is None:
                words = "｜".join(filter(None, (compact_words(whole.text, cell) for cell in row if not cell.carried)))
                asked.append(f"表里这一行的{said}没有读出来，请看：{words[: 2 * LINE]}")
            else:
                made.doubt(at, f"表里这一行的{said}没有读进分工，请核对")
    return asked


def _left(whole: Passage, row: Row, columns: Columns | None, taken: Set[int]) -> Iterator[tuple[int, str]]:
    """The names of a row that were not read, but in columns that are asked about as such, or say what is to be done."""
    asked = {*columns.strange, *columns.guessed, *columns.work} if columns else set[int]()
    for at, cell in enumerate(row):
        if at not in asked and not cell.carried:
            yield from (one for one in _names(whole, cell) if one[0] not in taken)


def _unread_columns(text: str, rows: Sequence[Row], columns: Columns | None) -> Iterator[str]:
    """Those that nothing was read from, though their heads do not say that they stand beside the work."""
    if columns is None:
        return
    known = {*columns.roles, *columns.strange, *columns.guessed, *columns.work, columns.number, columns.charged}
    heads = [
        head
        for at, head in columns.heads.items()
        if at not in known
        and not (BESIDE_WORK.search(head) or BEGUN.search(head) or NUMBERS.match(head))
        and any(at < len(row) and not row[at].carried and compact_words(text, row[at]) for row in rows)
    ]
    if heads:
        names = "、".join(f"“{head}”" for head in heads)
        yield f"表里{names}这{'几' if len(heads) > 1 else '一'}列没有读，请看里面有没有分工或时限"


def _names(whole: Passage, cell: Cell) -> Iterator[tuple[int, str]]:
    for start, end in cell.spans:
        yield from ((one.place[0], one.name) for one in mentions(whole, start, end))
