"""The numbered items of a document as a tree: an item ends where one of the same or a higher style begins."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from yudu_flow.documents.headings import Heading, heading_at
from yudu_flow.documents.passage import Passage

LONGEST_TITLE = 60


@dataclass(slots=True, eq=False)
class Item:
    """A numbered item from its number on to the next item that is not inside it."""

    style: str
    number: int
    start: int
    body: int
    """Where its words begin, behind the number."""
    title: str
    above: "Item | None"
    end: int = 0
    below: list["Item"] = field(default_factory=list)

    def line_up(self) -> Iterator["Item"]:
        """Itself and the items around it, innermost first."""
        one: Item | None = self
        while one is not None:
            yield one
            one = one.above


def outline(passage: Passage) -> list[Item]:
    """All items in their order."""
    found: list[Item] = []
    stack: list[Item] = []
    for start, end in passage.lines:
        heading = heading_at(passage.key, start)
        if heading is None or not (_goes_on(heading, stack) or _leaps(passage.key, start, heading, stack)):
            continue
        while stack and _ends(stack, heading):
            stack.pop().end = start
        item = Item(
            heading.style,
            heading.number,
            start,
            start + heading.length,
            title_of(passage, start + heading.length, end),
            stack[-1] if stack else None,
        )
        if stack:
            stack[-1].below.append(item)
        found.append(item)
        stack.append(item)
    for item in stack:
        item.end = len(passage.text)
    return found


def _ends(stack: list[Item], heading: Heading) -> bool:
    """An item of a style that is open closes all that were opened inside it."""
    return any(item.style == heading.style for item in stack)


def _goes_on(heading: Heading, stack: list[Item]) -> bool:
    """A figure out of the blue (a broken line that begins with 8.) is no item: items count up."""
    if heading.number == 1:
        return True
    same = [item for item in stack if item.style == heading.style]
    if same and heading.style == "filed":
        return heading.number > same[-1].number
    if same:
        return 0 < heading.number - same[-1].number <= 3
    return heading.style != "half bracket"


def _leaps(key: str, start: int, heading: Heading, stack: list[Item]) -> bool:
    """Of a list from which measures were taken out (3., 7., 12.) each stands behind a whole sentence."""
    same = [item for item in stack if item.style == heading.style]
    told = bool(same) and heading.number > same[-1].number and heading.style != "half bracket"
    return told and _ENDED.search(key, max(0, start - FAR), start) is not None


FAR = 8
_ENDED = re.compile(r"[。;)\]〕】]\s*$")
_STOPS = re.compile(
    r"[。;\n:|→⇒]|[(〔\[【](?=[^)〕\]】]{0,12}(?:责任|牵头|主办|承办|配合|分管|包保|完成时限)|[^)〕\]】]{2,80}(?:负责|牵头|配合|参加))"
)


_SAYS_NOTHING = re.compile(r"(?:反馈|存在|整改|主要|工作|重点|具体)?(?:问题|任务|事项|内容)\s?:(?=.{2})")
"""What says before the title that it is one."""


def title_of(passage: Passage, start: int, end: int) -> str:
    """The first sentence behind the number, without its full stop."""
    if said := _SAYS_NOTHING.match(passage.key, start, end):
        start = said.end()
    stop = _STOPS.search(passage.key, start, end)
    words = passage.text[start : stop.start() if stop else end].strip(" 　*：:。")
    return words if len(words) <= LONGEST_TITLE else words[:LONGEST_TITLE]


def around(items: Sequence[Item], place: int) -> Item | None:
    """The innermost item that holds `place`: the last one that begins before it, or one that this stands in."""
    at = bisect_right(items, place, key=attrgetter("start")) - 1
    last = items[at] if at >= 0 else None
    return next((one for one in last.line_up() if place < one.end), None) if last else None
