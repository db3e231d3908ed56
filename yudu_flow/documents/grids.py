"""Tables of a document read as assignments: the head of each column says what stands below it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from yudu_flow.documents.attribution import Reader
from yudu_flow.documents.charged import Attribution, Named
from yudu_flow.documents.columns import Columns, as_wide, compact_key, compact_words, is_known
from yudu_flow.documents.formulas import UNRECKONED
from yudu_flow.documents.goals import asked_of_projects, goals_of, value_columns
from yudu_flow.documents.labels import Role, charges_and_helps, head_role, label_at
from yudu_flow.documents.legends import legend_of
from yudu_flow.documents.lexicon import WORK
from yudu_flow.documents.matrices import Matrix, matrix_of, said_in
from yudu_flow.documents.months import last_ticked
from yudu_flow.documents.paper import Cell, Row, Table
from yudu_flow.documents.passage import Passage, hull, key_of
from yudu_flow.documents.sections import give, section_of
from yudu_flow.documents.sorts import Sort, looks_like_a_person, sort_of
from yudu_flow.documents.summary import LINE, NUMBERED
from yudu_flow.documents.table_heads import head_of
from yudu_flow.documents.works import Work

Numbered = tuple[int | None, Work]
"""A row that gives work to somebody, behind the number that it has, if any; the measure's own is to be counted."""


def rows_of(
    whole: Passage, tables: tuple[Table, ...], year: int, above: Mapping[int, Attribution]
) -> tuple[list[Numbered], list[str]]:
    """The rows of all tables that give work to somebody, and what is to be asked about those that may.

    `whole` is the text of the file, `above` has by a table's place what the line over it says.
    """
    text = whole.text
    found: list[Numbered] = []
    asked: list[str] = []
    columns: Columns | None = None
    matrix: Matrix | None = None
    legend = legend_of(whole.key)
    for at, table in enumerate(tables):
        head, own = head_of(text, table)
        if own is None and (columns is None or not as_wide(columns, table)):
            columns = None
            asked += _unread_table(text, table)
            continue
        columns = own or columns
        matrix = _matrix(text, table.rows[head:], own, legend, year) if own else matrix
        assert columns is not None  # one of the two is there
        values = value_columns(text, table.rows[head:], columns)
        asked += asked_of_projects(text, table.rows[head:], columns)
        section: Attribution | None = None
        before: Attribution | None = None
        for row in repeated(text, table.rows[head:]):
            if heading := section_of(whole, row, year):
                section = heading
                continue
            by = _by(whole, row, columns, matrix, year)
            if _says_what(text, row, columns):
                give(by, section, above.get(at), _as_above(text, row, columns, before))
            if by.names and not _is_head_again(text, row, columns, by):
                before = by
                found.append(_work(whole, row, columns, by, goals_of(text, row, columns, values)))
            else:
                asked += _unread_row(text, row, columns)
    return found, asked


def _as_above(text: str, row: Row, columns: Columns, before: Attribution | None) -> Attribution | None:
    """Where units stand first and a row leaves them out, those of the row above are likely meant."""
    at = 0 if columns.number is None else 1
    first = columns.roles.get(at)
    if before is None or first not in (Role.UNIT, Role.LEAD) or at >= len(row) or compact_key(text, row[at]):
        return None
    names = before.of(first)
    said = "、".join(name.name for name in names)
    doubts = [f"责任单位一格空着，按上一行的“{said}”读了，请核对"]
    return Attribution(before.place, names, doubts=doubts) if names else None


def repeated(text: str, rows: tuple[Row, ...]) -> Iterator[Row]:
    """The rows with the cell above in place of one that only says 同上."""
    above: Row = ()
    for row in rows:
        above = tuple(
            replace(above[at], carried=True) if at < len(above) and compact_key(text, cell) in _SAME else cell
            for at, cell in enumerate(row)
        )
        yield above


_SAME = {*("同上", "同前", "(同上)", "〃", "″", '"', "''", "“", "”", "””", "“”")}


def _matrix(text: str, rows: tuple[Row, ...], columns: Columns, legend: dict[str, Role], year: int) -> Matrix | None:
    signs = {sign for row in rows for sign in said_in(row, {*columns.signed}, text).values()}
    return matrix_of(columns.signed, text, signs, legend, year) if columns.signed else None


def _by(whole: Passage, row: Row, columns: Columns, matrix: Matrix | None, year: int) -> Attribution:
    """What the row's own cells say of who has it and by when."""
    by = Attribution(hull(span for cell in row for span in cell.spans))
    for place, role in sorted(columns.roles.items()):
        if place < len(row):
            both = charges_and_helps(key_of(columns.heads.get(place, "")))
            _read_cell(whole, row[place], role, by, year, both=both)
            if role is Role.LEADER and columns.heads.get(place, "").endswith("单位"):
                by.names = [_by_its_look(name) for name in by.names]
    if matrix and columns.signed:
        said = said_in(row, {*columns.signed}, whole.text)
        by.names += matrix.named(said)
        by.doubts += matrix.doubts(said)
    if not by.due_words and (ticked := last_ticked(whole.text, row, columns.schedule, year)):
        by.due_words, by.due = ticked
        by.doubts.append(f"完成时限是按最后填了的“{by.due_words}”一栏读的，请核对")
    return by


def _work(whole: Passage, row: Row, columns: Columns, by: Attribution, goals: Passage) -> Numbered:
    by.doubts += _strange_cells(whole.text, row, columns)
    work = [row[place] for place in columns.work if place < len(row)]
    texts = _says_what(whole.text, row, columns)
    # what is merged over several rows says nothing of one of them alone, where the row has words of its own
    told = [cell.span for cell in work if not cell.carried] if work and not work[-1].carried else []
    spans = told or [cell.span for cell in work] or [by.place]
    by.place = hull([span for cell in row if not cell.carried for span in cell.spans] or spans)
    title, summary = (_short(texts[0]), _short(texts[-1])) if texts else ("", "")
    number = _number(whole.text, row, columns)
    return number, Work(number or 0, title, "", by, whole, *hull(spans), summary, goals=goals)


def _says_what(text: str, row: Row, columns: Columns) -> list[str]:
    """What the row's cells of work say."""
    return [words for at in columns.work if at < len(row) and (words := compact_words(text, row[at]))]


def _is_head_again(text: str, row: Row, columns: Columns, by: Attribution) -> bool:
    """Heads where names and work stand, or word for word, as it stands under （续）."""
    known = all(is_known(one.name) for one in by.names)
    again = known and head_role("".join(_says_what(text, row, columns)[:1]))
    heads = {place: head for place, head in columns.heads.items() if place < len(row)}
    same = [compact_key(text, row[place]) == head for place, head in heads.items()]
    return bool(again or (same and all(same)))


def _by_its_look(name: Named) -> Named:
    """Under 牵头领导及单位."""
    unit = name.role is Role.LEADER and sort_of(name.name) in (Sort.UNIT, Sort.GROUP)
    return replace(name, role=Role.UNIT) if unit else name


def _strange_cells(text: str, row: Row, columns: Columns) -> list[str]:
    """Cells with names in columns whose heads say nothing that is known."""
    unreckoned = any(compact_words(text, cell) == UNRECKONED for cell in row)
    strange, guessed = _said(text, row, columns.strange), _said(text, row, columns.guessed)
    both = _said(text, row, {at: head for at, head in columns.heads.items() if charges_and_helps(key_of(head))})
    return [
        *(["这一行有公式没有算出结果；请用 Excel 或 WPS 打开原表保存一次再导入，或对照原表填写"] if unreckoned else []),
        *(f"“{head}”一列不知道是什么，没有读：{words[:LINE]}" for head, words in strange),
        *(f"“{head}”一列没有分责任和配合，都按责任单位读了，请核对：{words[:LINE]}" for head, words in both),
        *(f"“{head}”一列的名头没有见过，读法请核对：{words[:LINE]}" for head, words in guessed),
    ]


def _said(text: str, row: Row, heads: dict[int, str]) -> list[tuple[str, str]]:
    said = [(head, compact_words(text, row[place])) for place, head in heads.items() if place < len(row)]
    return [one for one in said if one[1]]


def _unread_row(text: str, row: Row, columns: Columns) -> Iterator[str]:
    """A row with a number or with several cells, and yet nobody in it; not the head over again, nor a section's."""
    words = [said for cell in row if not cell.carried and (said := compact_words(text, cell))]
    work = "".join(_says_what(text, row, columns))
    told = any(compact_words(text, row[place]) for place in columns.roles if place < len(row))
    says_something = len(words) > 2 or (len(words) > 1 and (told or words[0].isdecimal()))
    if says_something and work and not head_role(words[-1]):
        yield f"表里这一行没有读出责任单位，请看：{work[:LINE]}"


def _unread_table(text: str, table: Table) -> Iterator[str]:
    """A table in which somebody is charged or work is headed, without a head that is known."""
    words = [compact_words(text, cell) for row in table.rows for cell in row]
    if any(len(one) <= LINE and (_CHARGING.search(one) or WORK.match(key_of(one))) for one in words):
        yield f"有一张表像是分工，没有读出来，请看：{'｜'.join(filter(None, words))[:LINE]}"


_CHARGING = re.compile("责任|牵头|承办|主办|配合|协办|包抓|包联|挂点")


def _read_cell(whole: Passage, cell: Cell, role: Role, by: Attribution, year: int, *, both: bool) -> None:
    """Names in a cell may be parted by line ends, and may bring labels of their own."""
    joined = _joined_cell(whole, cell)
    found = Reader(joined, cell.span, year, role, both=both).read(0, len(joined.text))
    by.add(replace(found, names=found.names_in(joined)))
    by.doubts += _torn(_lines_in(whole, cell), found.names)


def _torn(lines: list[str], names: list[Named]) -> Iterator[str]:
    """县公安局 above 交警大队 was read as one name, and may be two."""
    if _is_within(lines) and "".join(lines) in {one.name for one in names} and not _TAIL.fullmatch(lines[1]):
        yield f"“{''.join(lines)}”分两行写，当作一个单位读了，请核对"


def _lines_in(whole: Passage, cell: Cell) -> list[str]:
    words = "\n".join(whole.text[start:end] for start, end in cell.spans)
    return [line.strip() for line in words.split("\n") if line.strip()]


def _joined_cell(whole: Passage, cell: Cell) -> Passage:
    """A cell whose lines end inside a name is one line; where each line is a name, line ends part names."""
    places = [place for start, end in cell.spans for place in (*range(start, end), -1)][:-1]
    words = "".join("\n" if place < 0 else whole.text[place] for place in places)
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    parted = any(mark in key_of(words) for mark in "、,;:")
    paired = all(map(_is_unit_with_person, lines))
    names = len(lines) > 1 and (paired or (not parted and _whole_names(lines) and not _is_within(lines)))
    key = key_of(words)
    ends = {at for at, c in enumerate(words) if c in "\n\r" and not names and not _parts(key, at)}
    words = _unnumbered(words)
    kept = [(c, p) for at, (c, p) in enumerate(zip(words, places, strict=True)) if at not in ends]
    mark = "、" if names else "；"
    return Passage("".join(mark if c in "\n\r" else c for c, _ in kept), _filled([p for _, p in kept], cell.span[0]))


def _unnumbered(words: str) -> str:
    """A comma, and blanks, in place of the numbers that a cell gives its names: 1.县水利局 2.县公安局."""
    found = [*_NUMBERED.finditer(words)]
    for one in found if len(found) > 1 else []:
        words = words[: one.start()] + "、".ljust(one.end() - one.start()) + words[one.end() :]
    return words


_NUMBERED = re.compile(r"(?:(?<![\d一-鿿])\d{1,2}[.、．](?!\d)|[①-⑳])(?=\s*[一-鿿]{2})")


def _is_unit_with_person(line: str) -> bool:
    """县自然资源局 王强: a line of a cell that gives each unit with whoever answers for it."""
    unit, *person = re.split(r"[\s:/—-]+", key_of(line).strip(), maxsplit=1)
    return sort_of(unit) is Sort.UNIT and bool(person) and looks_like_a_person(re.sub(r"\s", "", person[0]))


def _parts(key: str, at: int) -> bool:
    """Whether a line of a cell that ends at `at` is whole: a label follows, or a post with its holder ends it."""
    return _label_behind(key, at) or _POST.search(key, max(0, at - 24), at) is not None


_POST = re.compile(r"\([一-鿿、]{0,8}(?:长|主任|书记|经理) ?[一-鿿]{2,4}\)\s*$")


def _label_behind(key: str, place: int) -> bool:
    """Whether a line that begins behind `place` begins with a label."""
    start = place + 1
    while start < len(key) and key[start] in " \n\r":
        start += 1
    return label_at(key, start, len(key)) is not None


def _is_within(lines: list[str]) -> bool:
    """县公安局 above 交警大队 is one name over two lines, and so is 工业园区 above 管委会."""
    if len(lines) != 2:
        return False
    parts = bool(re.search("局$", lines[0]) and re.search("^[^省市县区].*(?:队|科|股|所)$", lines[1]))
    cut = bool(_CUT.fullmatch(lines[0]) and re.search("^[^省市县区镇各].*[所站队]$", lines[1]))
    organ = bool(_ORGAN.search(lines[0]) and _OF_AN_ORGAN.fullmatch(lines[1]))
    return parts or cut or organ or _TAIL.fullmatch(lines[1]) is not None


_CUT = re.compile("各[一-鿿]{1,3}(?<!乡镇|街道|县区|股室|单位|部门|科室|社区)")
"""各市场 above 监管所."""
_ORGAN = re.compile("(?:委|政府|人大|政协|常委会)$")
_OF_AN_ORGAN = re.compile("(?:办公|督查|督办|政策研究|政研|秘书|值班|机要|法制|接待)[一-鿿]{0,3}[室局办处科]")
"""县委县政府 above 督查室."""
_TAIL = re.compile("管委会|管理委员会|人民政府|(?:街道)?办事处|分局|管理局")


def _filled(places: list[int], start: int) -> list[int]:
    """A line end between two stretches stands where the one before it ends."""
    for at, place in enumerate(places):
        if place < 0:
            places[at] = places[at - 1] if at else start
    return places


def _whole_names(lines: list[str]) -> bool:
    """Blanks inside a name set it to a width: 钟  毅; between two whole ones they part them: 县水利局　王强."""
    return all(
        len(line) > 1
        and (sort_of(re.sub(r"\(.*?\)$|\s", "", key_of(line))) is not Sort.UNKNOWN or _is_unit_and_person(line))
        for line in lines
    )


def _is_unit_and_person(line: str) -> bool:
    parts = line.split()
    return len(parts) == 2 and [sort_of(one) for one in parts] == [Sort.UNIT, Sort.PERSON]


def _short(words: str) -> str:
    return re.split("[。；;]", NUMBERED.sub("", words))[0][:60]


def _number(text: str, row: Row, columns: Columns) -> int | None:
    if columns.number is None or columns.number >= len(row):
        return None
    if row[columns.number].carried:
        return None
    words = compact_key(text, row[columns.number])
    return int(words) if words.isdecimal() and len(words) <= 4 else None
