"""The words that templates may use: what each gets, and how a letter falls into sections.

notifications/README.md describes every one of them for the office; change both together.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yudu_flow.content.notifications.kinds import ANNOUNCEMENT, LEADER_DIGEST, OFFICE_LIST, SIGN_IN_LINK
from yudu_flow.content.notifications.short_message import more
from yudu_flow.domain.digest import Letter, Line

NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Stanza:
    """One line, or one list, in its place: `first` of its kind prints the heading with `number` (一、); `place` (1. )
    counts the lines of a kind that has several."""

    kind: str
    number: str
    line: Line | None = None
    first: bool = True
    place: str = ""


def subject_words(letter: Letter) -> dict[str, object]:
    """What a subject prints: `line` is the leading one, None where only a list or digest is sent."""
    return {"line": letter.lines[0] if letter.lines else None, "letter": letter}


def frame_words(letter: Letter, subject: str, daily: bool) -> dict[str, object]:
    """What the frame prints around the sections, which are added when they are rendered."""
    return {
        "letter": letter,
        "subject": subject,
        "daily": daily,
        "count": len(letter.lines),
        "reasons": distinct((*letter.reasons, *(line.reason for line in letter.lines))),
        "basis": distinct(line.basis for line in every_line(letter)),
        "today": f"{letter.day.year}年{letter.day.month}月{letter.day.day}日",
    }


def section_words(letter: Letter, section: Stanza) -> dict[str, object]:
    """What the body of a kind prints."""
    return {
        "letter": letter,
        "line": section.line,
        "first": section.first,
        "number": section.number,
        "place": section.place,
    }


def short_words(letter: Letter, title: str) -> dict[str, object]:
    """What an SMS prints; `title` is already as short as it must be. An announcement has nothing but that."""
    if not letter.lines:
        return {"title": title}
    line = letter.lines[0]
    return {
        "line": line,
        "title": title,
        "more": more(len(letter.lines)),
        "deadline": line.short_deadline,
        "link": letter.link,
    }


def sections_of(letter: Letter) -> list[Stanza]:
    """The letter's sections in order, lines of one kind together; raises ValueError where there is nothing to say."""
    kinds = _by_kind(letter)
    if not kinds:
        raise ValueError("这封信没有内容")
    return [
        Stanza(kind, numeral(at) if len(kinds) > 1 else "", line, here == 0, f"{here + 1}. " if len(lines) > 1 else "")
        for at, (kind, lines) in enumerate(kinds.items())
        for here, line in enumerate(lines)
    ]


def _by_kind(letter: Letter) -> dict[str, list[Line | None]]:
    kinds: dict[str, list[Line | None]] = {}
    for line in letter.lines:
        kinds.setdefault(line.kind, []).append(line)
    if letter.office:
        kinds[OFFICE_LIST] = [None]
    if letter.digest:
        kinds[LEADER_DIGEST] = [None]
    if letter.announced:
        kinds[ANNOUNCEMENT] = [None]
    if letter.entry:
        kinds[SIGN_IN_LINK] = [None]
    return kinds


def every_line(letter: Letter) -> Iterator[Line]:
    """Own lines, then those of the office's list and of the digest."""
    yield from letter.lines
    if office := letter.office:
        yield from (*office.waiting, *office.late, *office.cases)
    if digest := letter.digest:
        yield from (
            *digest.awaiting,
            *digest.unmended,
            *digest.overdue,
            *digest.second_slip,
            *digest.broken,
            *digest.proposed,
        )


def numeral(index: int) -> str:
    """一、二、 … for the headings of a message, counted from 0; plain figures beyond ten."""
    return f"{NUMERALS[index] if index < len(NUMERALS) else index + 1}、"


def distinct(words: Iterable[str]) -> list[str]:
    """The words without repetition and without empty ones, in their order."""
    return [word for word in dict.fromkeys(words) if word]
