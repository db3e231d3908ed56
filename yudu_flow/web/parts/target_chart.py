"""The course of a target as SVG: the line of what was done over the line of time, month by month, over years too.

Sizes are units of the picture, which the page scales to its own width. It says itself in words to whoever cannot see.
"""

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup, escape

from yudu_flow.actions.target_figures import Progress
from yudu_flow.actions.target_words import progress_words, with_unit
from yudu_flow.domain.period import Period
from yudu_flow.domain.progress import Pace
from yudu_flow.domain.target import Target
from yudu_flow.wording.periods import spell_period

WIDE, TALL = 390.0, 200.0
LEFT, RIGHT, TOP, FOOT = 40.0, 12.0, 14.0, 34.0
FULL = 100.0
MOST_TICKS, CLOSE = 12, 8
"""More months than that in a row stand so close that 10月11月12月 reads as one word: then it is every other one."""
MOST_SHOWN = 200.0
"""Percent: what is beyond stands at the edge, and its figure says how far."""


def target_chart(one: Progress) -> Markup:
    """The lines, their points with a title each, and what they come to as the picture's own words."""
    frame = _Frame(one)
    pieces = (*_grid(frame), *_time(frame, one), *_done(frame, one))
    label = escape(f"{one.name}：{progress_words(one)}{_course_words(one)}")
    return Markup(
        f'<svg class="course" viewBox="0 0 {WIDE:.0f} {TALL:.0f}" role="img" aria-label="{label}">'
        f"{''.join(pieces)}</svg>"
    )


class _Frame:
    """Where a month and a percentage stand in the picture."""

    def __init__(self, one: Progress) -> None:
        self.first, self.by = date.fromisoformat(one.since or one.by), date.fromisoformat(one.by)
        self.months = Target("", 0, "", self.by, since=self.first).months
        reached = max((point[1] for point in one.course), default=FULL)
        self.top = min(max(FULL, reached), MOST_SHOWN)

    def x(self, elapsed: float) -> float:
        return LEFT + (WIDE - LEFT - RIGHT) * elapsed / self.months

    def y(self, share: float) -> float:
        height = TALL - TOP - FOOT
        return TOP + height * (1 - min(max(share, 0.0), self.top) / self.top)

    def elapsed(self, period: str) -> int:
        """Months of the span up to the end of that period."""
        last = Period.parse(period).last
        return min(max((last.year - self.first.year) * 12 + last.month - self.first.month + 1, 0), self.months)


def _grid(frame: _Frame) -> Iterator[str]:
    for share in (0.0, FULL / 2, FULL):
        y = frame.y(share)
        yield f'<line class="axis" x1="{LEFT:.1f}" y1="{y:.1f}" x2="{WIDE - RIGHT:.1f}" y2="{y:.1f}"/>'
        yield f'<text class="scale" x="{LEFT - 5:.1f}" y="{y + 4:.1f}">{share:.0f}%</text>'
    step = 2 if CLOSE < frame.months <= MOST_TICKS else max(1, -(-frame.months // MOST_TICKS))
    for place in range(0, frame.months, step):
        month = Period.of(frame.first).shift(place)
        middle = frame.x(place + 0.5)
        yield f'<text class="tick" x="{middle:.1f}" y="{TALL - FOOT + 14:.1f}">{month.number}月</text>'
        if place == 0 or month.number <= step:
            yield f'<text class="tick" x="{middle:.1f}" y="{TALL - FOOT + 28:.1f}">{month.year}</text>'


def _time(frame: _Frame, one: Progress) -> Iterator[str]:
    start = FULL if one.state else 0.0
    points = f"{frame.x(0):.1f},{frame.y(start):.1f} {frame.x(frame.months):.1f},{frame.y(FULL):.1f}"
    yield f'<polyline class="time" points="{points}"/>'


def _done(frame: _Frame, one: Progress) -> Iterator[str]:
    """A point a figure; the line begins at nothing where it is counted up."""
    places = [(frame.x(frame.elapsed(period)), frame.y(done)) for period, done, _, _ in one.course]
    start = [] if one.state else [(frame.x(0), frame.y(0.0))]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in (*start, *places))
    if places:
        yield f'<polyline class="{_lamp(one)}" points="{line}"/>'
    for (x, y), (period, done, due, value) in zip(places, one.course, strict=True):
        words = escape(f"{spell_period(period)}{with_unit(one, value)}，完成{done:.1f}%，序时进度{due:.1f}%")
        yield f'<circle class="{_lamp(one)}" cx="{x:.1f}" cy="{y:.1f}" r="3.5"><title>{words}</title></circle>'


def _lamp(one: Progress) -> str:
    return f"reached {'slow' if one.pace is Pace.YELLOW else 'behind'}" if one.behind else "reached"


def _course_words(one: Progress) -> str:
    """The figures one after the other, for whoever hears the page."""
    return "".join(f"；{spell_period(period)}{with_unit(one, value)}" for period, _, _, value in one.course)
