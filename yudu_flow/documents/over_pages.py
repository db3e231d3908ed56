"""Tables that a page of a PDF cuts: their parts are one again, a row cut in two too, and what a merged cell covers."""

from yudu_flow.documents.columns import Columns, compact_key
from yudu_flow.documents.paper import Cell, Row, Table
from yudu_flow.documents.table_heads import head_of


def over_pages(text: str, tables: tuple[Table, ...]) -> tuple[Table, ...]:
    """The tables with each that goes on with the one before put behind it."""
    made: list[Table] = []
    head: tuple[int, Columns | None] = (0, None)
    for table in tables:
        own = head_of(text, table)
        last = made[-1] if made else None
        if last and head[1] and _goes_on(text, last, table, own[0]):
            made[-1] = Table(_appended(text, (last.rows, head[0]), table.rows[own[0] :], head[1]))
        else:
            made.append(table)
            head = own
    return tuple(made)


def _goes_on(text: str, last: Table, table: Table, height: int) -> bool:
    """It is as wide, and has no head or the same once more."""
    if len(last.rows[0]) != len(table.rows[0]):
        return False
    return all(
        [compact_key(text, cell) for cell in one] == [compact_key(text, cell) for cell in other]
        for one, other in zip(last.rows, table.rows[:height], strict=False)
    )


def _appended(
    text: str, above: tuple[tuple[Row, ...], int], more: tuple[Row, ...], columns: Columns
) -> tuple[Row, ...]:
    """`above`: the rows, and how many of them are the head."""
    rows, height = above
    made = [*rows]
    merged = {place for row in (*rows[height:], *more) for place, cell in enumerate(row) if cell.carried}
    filled = _always_filled(text, (*rows[height:], *more[1:]), columns) - merged
    for count, row in enumerate(more):
        last = made[-1]
        if count == 0 and (_is_cut(text, row, columns, merged) or _is_bare(text, row, filled)):
            made[-1] = tuple(_longer(text, one, other) for one, other in zip(last, row, strict=False))
            continue
        made.append(tuple(_covered(text, cell, last, place, merged) for place, cell in enumerate(row)))
        if not any(cell.carried or not compact_key(text, cell) for cell in row):
            made += more[count + 1 :]
            break
    return tuple(made)


def _is_cut(text: str, row: Row, columns: Columns, merged: set[int]) -> bool:
    """A row without number and work is the rest of the one above."""
    empty = {place for place, cell in enumerate(row) if not compact_key(text, cell)}
    alone = columns.number is not None and columns.number not in merged and columns.number in empty
    return alone or all(place in empty for place in columns.work)


def _always_filled(text: str, rows: tuple[Row, ...], columns: Columns) -> set[int]:
    """The columns in which every row that has work says something."""
    full = [row for row in rows if any(place < len(row) and compact_key(text, row[place]) for place in columns.work)]
    return {
        place
        for place in columns.roles
        if full and all(place < len(row) and compact_key(text, row[place]) for row in full)
    }


def _is_bare(text: str, row: Row, filled: set[int]) -> bool:
    """Most of what every row says is missing in it."""
    missing = [place for place in filled if place < len(row) and not compact_key(text, row[place])]
    return len(missing) > 1 and len(missing) * 2 > len(filled)


def _longer(text: str, cell: Cell, rest: Cell) -> Cell:
    return Cell(cell.span, cell.carried, (*cell.more, *rest.spans)) if compact_key(text, rest) else cell


def _covered(text: str, cell: Cell, above: Row, place: int, merged: set[int]) -> Cell:
    """An empty cell in a column of merged ones is the rest of the one that the page has cut."""
    if compact_key(text, cell) or place not in merged or place >= len(above):
        return cell
    return Cell(above[place].span, True, above[place].more)
