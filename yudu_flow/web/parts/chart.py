"""Pictures drawn on the server as SVG. Colours come from console.css by class; every picture says itself in words.

Sizes are units of the picture, which the page scales to its own width.
"""

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from yudu_flow.actions.target_figures import Progress
from yudu_flow.actions.target_words import progress_words
from yudu_flow.actions.views.year_outcomes import IN_ORDER, MonthSum
from yudu_flow.domain.progress import Pace
from yudu_flow.wording.standings import OUTCOMES

WIDE, TALL, FOOT, HEAD = 390.0, 230.0, 36.0, 16.0
GAP, ROOM_FOR_A_FIGURE, WIDEST = 6.0, 12.0, 44.0


def progress_bar(one: Progress) -> Markup:
    """What is reached of a target as a bar, with a mark where the calendar stands."""
    done, due = min(max(one.done, 0.0), 100.0), min(one.due, 100.0)
    label = escape(f"{one.name}：{progress_words(one)}")
    kind = f"done {'slow' if one.pace is Pace.YELLOW else 'behind'}" if one.behind else "done"
    mark = min(max(due, 0.6), 99.4)
    return Markup(
        f'<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{label}">'
        f'<rect class="track" x="0" y="2" width="100" height="6"/>'
        f'<rect class="{kind}" x="0" y="2" width="{done:.1f}" height="6"/>'
        f'<rect class="due" x="{mark - 0.3:.1f}" y="0" width="0.6" height="10"/></svg>'
    )


def stacked_months(months: Sequence[MonthSum]) -> Markup:
    """Each month's outcomes as one column, adding up to what was expected, with the figures written in."""
    most = max((month.expected for month in months), default=0) or 1
    step = min(WIDE / max(len(months), 1), WIDEST)
    drawn = "".join(
        piece for place, month in enumerate(months) for piece in _column(month, place * step, step, most, place == 0)
    )
    label = escape("；".join(_month_words(month) for month in months))
    return Markup(
        f'<svg class="months" viewBox="0 0 {WIDE:.0f} {TALL:.0f}" role="img" aria-label="{label}">'
        f'<line class="axis" x1="0" y1="{TALL - FOOT:.1f}" x2="{WIDE:.0f}" y2="{TALL - FOOT:.1f}"/>{drawn}</svg>'
    )


def _month_words(month: MonthSum) -> str:
    parts = [f"{OUTCOMES[kind]}{count}" for kind, count in zip(IN_ORDER, month.counts, strict=True) if count]
    return f"{month.period}应报{month.expected}：{'，'.join(parts) or '无'}"


def _column(month: MonthSum, left: float, step: float, most: int, first: bool) -> Iterator[str]:
    """From the bottom up in the order of the legend; the total above, the month below, the year where it begins."""
    unit = (TALL - FOOT - HEAD) / most
    top, middle = TALL - FOOT, left + step / 2
    for kind, count in zip(IN_ORDER, month.counts, strict=True):
        if count:
            top -= count * unit
            yield _rect(f"o-{kind}", left + GAP / 2, top, step - GAP, count * unit)
            if count * unit >= ROOM_FOR_A_FIGURE:
                yield _text(f"in-{kind}", middle, top + count * unit / 2 + 4, str(count))
    if month.expected:
        yield _text("total", middle, top - 4, str(month.expected))
    year, _, number = month.period.partition("-")
    yield _text("tick", middle, TALL - FOOT + 15, f"{int(number)}月")
    if first or number == "01":
        yield _text("tick", middle, TALL - FOOT + 30, year)


def _rect(kind: str, x: float, y: float, width: float, height: float) -> str:
    return f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def _text(kind: str, x: float, y: float, text: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>'
