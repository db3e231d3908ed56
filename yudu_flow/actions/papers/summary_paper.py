"""The summary as an official paper, as the office edited it: what the printed page shows, for Word."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.papers.official import Block, OfficialPaper, PaperTable
from yudu_flow.actions.papers.summary import Paragraph, Summary, numbered
from yudu_flow.actions.target_figures import Progress
from yudu_flow.domain.amount import spell_amount

FIGURES = "指标完成情况"
HEADINGS, WIDTHS = ("指标", "责任单位", "年度目标", "累计完成", "完成率", "序时进度"), (32, 25, 24, 24, 18, 33)
VISITS = "走访和企业诉求"
TIMELINESS = "报送情况"
Parts = list[tuple[str, list[tuple[str, list[tuple[str, str]]]]]]
"""The plan's parts, their measures, and what each unit says there."""


def summary_paper(bureau: Bureau, shown: Summary, now: datetime) -> OfficialPaper:
    """Signed by the office, on the day on which it became final or, as a draft, today."""
    office = bureau.roster.office_in_full
    day, draft, number = dated(shown, now), not shown.final, numbered(shown.number)
    return OfficialPaper(shown.title, [*_sections(shown)], office, day, draft=draft, form="summary", number=number)


def dated(shown: Summary, now: datetime) -> date:
    """The day on the paper."""
    return local_day(shown.changed_at if shown.final and shown.changed_at else now)


def parts_of(shown: Summary) -> Parts:
    """What says nothing, or came after the summary was made final, is left out."""
    found: dict[str, list[tuple[str, list[tuple[str, str]]]]] = {}
    for measure in shown.measures:
        if texts := _said(measure.paragraphs):
            found.setdefault(measure.part, []).append((measure.title, texts))
    return [*found.items()]


def _sections(shown: Summary) -> Iterator[Block]:
    yield Block("", (shown.opening.text,))
    for part, measures in parts_of(shown):
        yield Block(part, (), tuple(_led(title, texts) for title, texts in measures))
    if shown.figures:
        yield Block(FIGURES, (), table=PaperTable(HEADINGS, WIDTHS, tuple(map(_row, shown.figures))))
    for name, found in shown.gathered.items():
        if texts := _said(found):
            yield _led(name, texts)
    for heading, one in ((VISITS, shown.visits), (TIMELINESS, shown.timeliness)):
        if one.text and not one.left_out:
            yield Block(heading, (one.text,))


def _said(paragraphs: Iterable[Paragraph]) -> list[tuple[str, str]]:
    return [(one.label, one.text) for one in paragraphs if one.text and not one.left_out]


def _led(heading: str, texts: list[tuple[str, str]]) -> Block:
    """Each unit's words begin with its name."""
    return Block(heading, tuple(f"{unit}：{words}" for unit, words in texts), leads=tuple(unit for unit, _ in texts))


def _row(one: Progress) -> tuple[str, ...]:
    """What was not reported for the month is not said to be what an earlier one brought."""
    value = None if one.unknown else one.value
    return (
        *(one.name, one.owner, f"{spell_amount(one.goal)}{one.unit}"),
        "未填报" if value is None else f"{spell_amount(value)}{one.unit}",
        "—" if value is None else f"{one.done:.1f}%",
        "进度不明" if one.unknown else f"{one.due:.1f}%{'（滞后）' if one.behind else ''}",
    )
