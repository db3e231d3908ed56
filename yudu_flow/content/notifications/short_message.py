"""An SMS within its limit: the signature first, then words, where only the title gives way.

Source: 2-semantics "Who is told, and how little"; `reference/domain.md` section 6 (70 UTF-16 units are one message;
no 【】 inside the text, or carriers refuse it). Lengths are UTF-16 units.
"""

from collections.abc import Callable

from yudu_flow.domain.digest import Letter, Line

INNER_BRACKETS = str.maketrans("【】", "〔〕")
FIXED_WORDS = 24
"""Room that the deadline (12月31日24:00) and 等N项 need beside the signature, in UTF-16 units."""


def units(text: str) -> int:
    """How many UTF-16 units a carrier counts; a character outside the basic plane is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, limit: int) -> str:
    """`text` in at most `limit` units, with … where something is left out; never half a surrogate pair."""
    if units(text) <= limit:
        return text
    kept, room = "", limit - 1
    for character in text:
        room -= units(character)
        if room < 0:
            break
        kept += character
    return f"{kept}…" if limit > 0 else ""


def opening(signature: str) -> str:
    """【signature】, which carriers ask for at the head of the text."""
    return f"【{signature}】"


def more(count: int) -> str:
    """等N项, where more than one thing is due."""
    return f"等{count}项" if count > 1 else ""


def one_line(text: str) -> str:
    """White space and line breaks folded to single blanks."""
    return " ".join(text.split())


def fit(say: Callable[[str], str], letter: Letter, signature: str, limit: int) -> str:
    """The message with its title shortened until it fits, unit and month last; `say` puts it into the template's words.

    Where even the bare words are too long (`check` reports that), they give way before deadline and link do.
    """
    head = opening(signature)
    room = limit - units(_spoken(head, say("")))
    if not letter.lines:
        return _spoken(head, say(shorten(one_line(letter.announced[0].title), room)))
    line = letter.lines[0]
    if room >= 0:
        return _spoken(head, say(_title(line, room)))
    bare = f"{line.short_deadline}截止{more(len(letter.lines))}"
    linked = _spoken(head, f"{bare} {letter.link}")
    return linked if units(linked) <= limit else _spoken(head, shorten(bare, limit - units(head)))


def _title(line: Line, room: int) -> str:
    """就业局9月贯彻落实情况月报: unit and month stay as long as they can, since one phone may hear for several."""
    period, title = line.period.partition("年")[2] or line.period, one_line(line.title)
    # Of a week its number alone: its days in brackets would leave no room for the title.
    month, owner = period.partition("（")[0], one_line(line.owner)
    if units(owner + month) <= room:
        return owner + month + shorten(title, room - units(owner + month)).removeprefix("…")
    return f"{shorten(owner, room - units(month))}{month}" if units(month) < room else shorten(month, room)


def _spoken(head: str, words: str) -> str:
    return head + one_line(words).translate(INNER_BRACKETS)
